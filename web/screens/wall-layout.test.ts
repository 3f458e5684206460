import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';

import type { RecentChange } from '../live/stores.ts';

import {
  hasSeams,
  listRows,
  ROW_PX,
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
    expect(hasSeams(3840, 3)).toBe(false);
    expect(hasSeams(5760, 3)).toBe(true);
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
    const rows = listRows(260, 668, false);
    expect(rows).toHaveLength(5);
    expect(rows[4]!.top + rows[4]!.height).toBeCloseTo(668);
    expect(listRows(260, 320, false)).toEqual([]);
  });

  it('stay within, in order, as high as they must be, and never across a seam where there are some', () => {
    expect(listRows(260, 1028, true)).toHaveLength(9);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 1200 }),
        fc.boolean(),
        (top, bottom, seams) => {
          let free = top;
          for (const row of listRows(top, bottom, seams)) {
            expect(row.top).toBeGreaterThanOrEqual(free - 1e-6);
            expect(row.height).toBeGreaterThanOrEqual(ROW_PX);
            free = row.top + row.height;
            expect(free).toBeLessThanOrEqual(bottom + 1e-6);
            if (!seams) continue;
            for (const seam of [360, 720, 1080])
              expect(row.top < seam - 1e-6 && free > seam + 1e-6).toBe(false);
          }
        },
      ),
    );
  });
});

const incident = (id: string, severity: number, reportedAt: string): Incident => ({ id, no: id, category: 'c', severity, title: id, description: '', address: null, at: null, areaId: null, editionId: null, origin: 'patrol', reportedAt, state: 'open', revision: 1, closedAt: null }); // prettier-ignore

describe('the ticker', () => {
  it('goes through the newest in pages of one message a panel', () => {
    const recent = Array.from({ length: 30 }, (_, i): RecentChange => ({ at: '', kind: 'reported', incident: incident(`${i}`, 4, '') })); // prettier-ignore
    expect(tickerColumns(1280)).toBe(2);
    expect(tickerColumns(1920)).toBe(3);
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
