import { carveTool } from './carve-tool.ts';
import { drawTool } from './draw-tool.ts';
import { foundTool } from './found-tool.ts';
import { giveTool } from './give-tool.ts';
import { lockTool } from './lock-tool.ts';
import { measureTool } from './measure-tool.ts';
import { mergeTool } from './merge-tool.ts';
import { reshapeTool } from './reshape-tool.ts';
import { selectTool } from './select-tool.ts';
import { simplifyTool } from './simplify-tool.ts';
import { splitTool } from './split-tool.ts';
import type { Tool, ToolKey, ToolState } from './tool.ts';
import { vertexTool } from './vertex-tool.ts';

const TOOLS: { [K in ToolKey]: Tool<Extract<ToolState, { tool: K }>> } = {
  select: selectTool,
  split: splitTool,
  merge: mergeTool,
  found: foundTool,
  reshape: reshapeTool,
  vertex: vertexTool,
  carve: carveTool,
  draw: drawTool,
  give: giveTool,
  simplify: simplifyTool,
  lock: lockTool,
  measure: measureTool,
};

/** A tool by its key; it is only ever handed states of its own. */
export function toolOf(key: ToolKey): Tool<ToolState> {
  return TOOLS[key] as unknown as Tool<ToolState>;
}

/** The letter of each; C, P and the digits are the screen's. */
export const TOOL_LETTERS: Record<ToolKey, string> = {
  select: 'v',
  split: 's',
  merge: 'm',
  found: 'e',
  reshape: 'r',
  vertex: 'n',
  carve: 'x',
  draw: 'd',
  give: 'g',
  simplify: 'f',
  lock: 'l',
  measure: 'u',
};
