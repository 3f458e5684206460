import type { ToolKey } from './tool.ts';

/** Tools whose lines may follow roads, banks and walls. */
export const LINE_TOOLS: ReadonlySet<ToolKey> = new Set(['split', 'reshape', 'carve', 'draw', 'measure']); // prettier-ignore
