import { describe, expect, test } from 'vitest';

import type { Place } from '../desk/desk.ts';
import type { Border } from '../tools/tool.ts';

import { dashesOf } from './dashes.ts';
import { edgePaths } from './edge-paths.ts';
import { toolMarks } from './tool-marks.ts';

const [A, B, C, D]: Place[] = [[0, 0], [1, 0], [1, 1], [0, 1]]; // prettier-ignore
const border: Border = { between: [1, 2], line: [A!, B!, C!], edge: [A!, B!] };

describe('what is drawn of a tool', () => {
  test('is its line to where the hand points, with a handle at each corner that is set', () => {
    const marks = toolMarks({ tool: 'split', legs: [[A!], [B!]], hover: [C!] });
    expect(marks.line).toEqual([A, B, C]);
    expect(marks.handles).toEqual([A, B]);
  });

  test('is a ring that ends where it begins', () => {
    const marks = toolMarks({ tool: 'carve', legs: [[A!], [B!]], hover: [C!] });
    expect(marks.line).toEqual([A, B, C, A]);
  });

  test('is of a vertex that is held what follows it', () => {
    const grip = { kind: 'vertex', from: B! } as const;
    const marks = toolMarks({ tool: 'vertex', border, grip, to: D! });
    expect(marks.line).toEqual([A, D, C]);
    expect(marks.handles).toEqual([D]);
    expect(marks.border).toEqual(border.line);
    const end = toolMarks({ tool: 'vertex', border, grip: { kind: 'vertex', from: C! }, to: D! });
    expect(end.line).toEqual([B, D]);
  });

  test('is each area once: what is chosen, else what is pointed at', () => {
    const chosen = toolMarks({ tool: 'merge', cells: [7, 8], over: 8 });
    expect(chosen).toMatchObject({ areas: [7, 8], pointed: [] });
    const candidate = toolMarks({ tool: 'found', areas: [7], over: 8 });
    expect(candidate).toMatchObject({ areas: [7], pointed: [8] });
    expect(toolMarks({ tool: 'merge', cells: [7], over: 0 }).pointed).toEqual([]);
  });
});

describe('edges', () => {
  const flat = (...edges: [Place, Place][]) => Float64Array.from(edges.flat(2));
  test('are one line where two meet, whichever way each runs', () => {
    const paths = edgePaths(flat([B!, A!], [B!, C!], [D!, C!]));
    expect(paths).toHaveLength(1);
    expect(paths[0]!.length).toBe(4);
  });
  test('are parted where three meet, and a loop is closed', () => {
    const three = edgePaths(flat([A!, B!], [B!, C!], [B!, D!]));
    expect(three).toHaveLength(3);
    const loop = edgePaths(flat([A!, B!], [B!, C!], [C!, A!]));
    expect(loop).toHaveLength(1);
    expect(loop[0]![0]).toEqual(loop[0]!.at(-1));
    expect(edgePaths(new Float64Array())).toEqual([]);
  });
});

describe('dashes', () => {
  // At the equator: a degree of longitude is 111,319 m.
  const east = (m: number): Place => [m / 111_319.49, 0];
  const lengths = (dashes: Place[][]) =>
    dashes.map((dash) => Math.round((dash.at(-1)![0] - dash[0]![0]) * 111_319.49));
  test('follow the line by metres', () => {
    expect(lengths(dashesOf([east(0), east(95)], 30, 20))).toEqual([30, 30]);
    expect(lengths(dashesOf([east(0), east(15), east(70)], 30, 20))).toEqual([30, 20]);
    expect(dashesOf([east(0), east(15), east(70)], 30, 20)[0]).toHaveLength(3);
  });
  test('are the line itself where they would be too many, and nothing of nothing', () => {
    expect(dashesOf([east(0), east(1e6)], 1, 1)).toHaveLength(1);
    expect(dashesOf([], 1, 1)).toEqual([]);
  });
});
