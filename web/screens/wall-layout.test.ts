import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';

import type { RecentChange } from '../live/stores.ts';

import {
  BESIDE_SEAM_PX,
  FIGURE_PX,
  figureSize,
  figureTops,
  LEGEND_ROW_PX,
  legendTops,
  listRows,
  offSeams,
  pieceShifts,
  ROW_PX,
  seamLines,
  shiftAt,
  tickerColumns,
  tickerPages,
  wallScale,
} from './wall-layout.ts';

describe('the scale of a wall', () => {
  it('leaves 1280×720 design px, and is no larger where a wall has more panels', () => {
    expect(wallScale(1280, 720)).toBe(1);
    expect(wallScale(1920, 1080)).toBe(1.5);
    expect(wallScale(3840, 2160)).toBe(3);
    expect(wallScale(5760, 3240)).toBe(3);
    expect(wallScale(2560, 1080)).toBe(1.5);
  });

  it('leaves at least the design’s size on any screen larger than it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1280, max: 9000 }), fc.integer({ min: 720, max: 5000 }), (w, h) => {
        const k = wallScale(w, h);
        expect(w / k).toBeGreaterThanOrEqual(1280);
        expect(h / k).toBeGreaterThanOrEqual(720);
      }),
    ); // prettier-ignore
  });
});

describe('rows', () => {
  it('are five at 1280×720, spread over the height', () => {
    const rows = listRows(260, 668, []);
    expect(rows).toHaveLength(5);
    expect(rows[4]!.top + rows[4]!.height).toBeCloseTo(668);
    expect(listRows(260, 320, [])).toEqual([]);
  });

  it('stay within, in order, as high as they must be, and never across a seam where there are some', () => {
    expect(listRows(260, 1028, [360, 720])).toHaveLength(9);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 1200 }),
        fc.subarray([360, 720, 1080]),
        (top, bottom, seams) => {
          let free = top;
          for (const row of listRows(top, bottom, seams)) {
            expect(row.top).toBeGreaterThanOrEqual(free - 1e-6);
            expect(row.height).toBeGreaterThanOrEqual(ROW_PX);
            free = row.top + row.height;
            expect(free).toBeLessThanOrEqual(bottom + 1e-6);
            for (const seam of seams)
              expect(row.top < seam - 1e-6 && free > seam + 1e-6).toBe(false);
          }
        },
      ),
    );
  });
});

const incident = (id: string, severity: number, reportedAt: string): Incident => ({ id, no: id, category: 'c', severity, title: id, description: '', address: null, at: null, areaId: null, editionId: null, origin: 'patrol', reportedAt, state: 'open', revision: 1, closedAt: null }); // prettier-ignore

describe('seams between panels', () => {
  it('lie where so many panels of one size meet, and nowhere where nobody said that there are any', () => {
    expect(seamLines({ columns: 3, rows: 2 }, 1920, 1080)).toEqual({ x: [640, 1280], y: [540] });
    expect(seamLines({ columns: 1, rows: 1 }, 1280, 720)).toEqual({ x: [], y: [] });
    expect(seamLines(undefined, 1920, 1080)).toEqual({ x: [], y: [] });
    // Tiles of one surface, smaller than what is to be read.
    expect(seamLines({ columns: 12, rows: 3 }, 1920, 1080)).toEqual({ x: [], y: [360, 720] });
  });

  const cuts = (from: number, size: number, seams: readonly number[]) =>
    seams.some((s) => from < s + BESIDE_SEAM_PX - 1e-6 && from + size > s - BESIDE_SEAM_PX + 1e-6);
  const panels = fc.record({ columns: fc.integer({ min: 1, max: 6 }), rows: fc.integer({ min: 1, max: 5 }) }); // prettier-ignore

  it('cut no figure and no line of the legend, whose order stays', () => {
    fc.assert(
      fc.property(panels, fc.integer({ min: 720, max: 1080 }), (of, height) => {
        const { y } = seamLines(of, 1280, height);
        const { tops, end } = figureTops(y);
        expect(tops.some((top) => cuts(top, FIGURE_PX, y))).toBe(false);
        expect(tops[1]).toBeGreaterThanOrEqual(tops[0] + FIGURE_PX);
        expect(end).toBeGreaterThan(tops[1] + FIGURE_PX);
        const legend = legendTops(6, height - 62, y);
        expect(legend).toHaveLength(6);
        expect(legend.some((top) => cuts(top, LEGEND_ROW_PX, y))).toBe(false);
        for (let i = 1; i < 6; i++)
          expect(legend[i]! - legend[i - 1]!).toBeGreaterThanOrEqual(LEGEND_ROW_PX - 1e-6);
        expect(legend[5]).toBeLessThanOrEqual(height - 62 - LEGEND_ROW_PX);
      }),
    );
  });

  it('move something no farther than beside the next of them', () => {
    expect(offSeams(100, 50, [300])).toBe(100);
    expect(offSeams(260, 50, [300])).toBe(305);
    expect(offSeams(303, 50, [300])).toBe(305);
  });

  it('are met by no piece of a row: it goes on to the next panel with those after it', () => {
    const row = [
      { from: 20, to: 150 },
      { from: 180, to: 280 },
      { from: 300, to: 460 },
      { from: 480, to: 620 },
    ];
    expect(pieceShifts(row, [])).toEqual([0, 0, 0, 0]);
    expect(pieceShifts(row, [320, 640])).toEqual([0, 0, 25, 140]);
    // Wider than a panel: it cannot be helped.
    expect(pieceShifts([{ from: 10, to: 700 }], [320, 640])).toEqual([0]);
  });
});

describe('a figure', () => {
  it('is as large as its half of the side lets it be, and never smaller than can be read', () => {
    expect(['7', '300', '1,234'].map(figureSize)).toEqual([50, 50, 50]);
    for (const text of ['99,999', '12.6 万', '1,234.5 万', '999 k', '12.34 M'])
      expect(figureSize(text)).toBeGreaterThanOrEqual(27);
    expect(figureSize('99,999')).toBeLessThan(50);
  });
});

describe('the ticker', () => {
  it('goes through the newest in pages of one message a panel', () => {
    const recent = Array.from({ length: 30 }, (_, i): RecentChange => ({ at: '', kind: 'reported', incident: incident(`${i}`, 4, '') })); // prettier-ignore
    expect(tickerColumns(1280, [])).toBe(2);
    expect(tickerColumns(1920, [])).toBe(3);
    expect(tickerColumns(1920, [960])).toBe(2);
    expect(tickerColumns(1280, [320, 640, 960])).toBe(4);
    const pages = tickerPages(recent, 2);
    expect(pages).toHaveLength(6);
    expect(pages.flat().map((r) => r.incident.id)).toEqual(recent.slice(0, 12).map((r) => r.incident.id)); // prettier-ignore
    expect(tickerPages([], 2)).toEqual([]);
    expect(tickerPages(recent.slice(0, 3), 2).map((p) => p.length)).toEqual([2, 1]);
  });
});

describe('against burn-in', () => {
  it('moves by two design px at most, every ten minutes, and rests nowhere', () => {
    const shifts = Array.from({ length: 9 }, (_, i) => shiftAt(i * 600_000));
    expect(new Set(shifts.map(String)).size).toBe(9);
    for (const [x, y] of shifts) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(2);
    expect(shiftAt(599_999)).toEqual(shiftAt(0));
    expect(shiftAt(600_000)).not.toEqual(shiftAt(0));
  });
});
