import { describe, expect, it } from 'vitest';

import { roadStrokes } from './road-strokes.ts';

describe('roadStrokes', () => {
  it('joins pieces end to end whichever way each runs, and takes the class of most of it', () => {
    const strokes = roadStrokes(
      [
        { line: [100, 0, 0, 0], rank: 3 },
        { line: [100, 0, 400, 10], rank: 4 },
        { line: [500, 0, 400, 10], rank: 3 },
      ],
      20,
    );
    expect(strokes).toHaveLength(1);
    expect(strokes[0]!.rank).toBe(4);
    const [x0, y0] = strokes[0]!.line;
    const forward = [0, 0, 100, 0, 400, 10, 500, 0];
    expect(strokes[0]!.line).toEqual(x0 === 0 && y0 === 0 ? forward : [500, 0, 400, 10, 100, 0, 0, 0]); // prettier-ignore
  });
  it('goes straight on where three pieces meet, and leaves the branch to itself', () => {
    const strokes = roadStrokes(
      [
        { line: [0, 0, 1000, 0], rank: 1 },
        { line: [1000, 0, 2000, 30], rank: 1 },
        { line: [1000, 0, 1010, 900], rank: 1 },
      ],
      20,
    );
    expect(strokes.map((s) => s.line.length)).toEqual([6, expect.any(Number)]);
    expect(Math.max(...strokes[1]!.line)).toBeLessThanOrEqual(1010);
  });
  it('names two carriageways once', () => {
    const strokes = roadStrokes(
      [
        { line: [0, 0, 3000, 0], rank: 4 },
        { line: [2990, 15, 10, 15], rank: 4 },
      ],
      20,
    );
    expect(strokes.map((s) => s.line)).toEqual([[0, 0, 3000, 0]]);
  });
  it('keeps what leaves the longer one for good', () => {
    const strokes = roadStrokes(
      [
        { line: [0, 0, 3000, 0], rank: 4 },
        { line: [0, 10, 1000, 10, 1500, 800], rank: 4 },
      ],
      20,
    );
    expect(strokes).toHaveLength(2);
    expect(strokes[1]!.line.slice(-2)).toEqual([1500, 800]);
    expect(strokes[1]!.line[1]!).toBeGreaterThan(10);
  });
});
