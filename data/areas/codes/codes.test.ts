import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Coded } from './code-scheme.ts';
import { divisionCodes } from './division-codes.ts';
import { FREE_CODES } from './free-codes.ts';
import { fromNorthWest } from './from-north-west.ts';
import { schemeOf } from './scheme-of.ts';

const CJT = divisionCodes('cj-t-213', 2);
const COMMUNITY: Coded = { level: 3, code: '320109001002' };
const GRID: Coded = { level: 4, code: '32010900100207' };
const NONE: ReadonlySet<string> = new Set();

describe('division codes', () => {
  test('are of one length a level, and begin with their parent’s', () => {
    const district: Coded = { level: 1, code: '320109' };
    const street: Coded = { level: 2, code: '320109001000' };
    const cases: [level: number, code: string, parent: Coded | null, is: boolean][] = [
      [1, '320109', null, true],
      [1, '320109000000', null, true],
      [1, '3201', null, false],
      [2, '320109001000', district, true],
      [2, '320109001000', { level: 1, code: '320109000000' }, true],
      [2, '320109001', district, false],
      [2, '320109000000', district, false],
      [3, '320109001002', street, true],
      [3, '320109002002', street, false],
      [4, '32010900100207', COMMUNITY, true],
      [4, '3201090010027', COMMUNITY, false],
      [4, '320109001002070', COMMUNITY, false],
      [4, '32010900100200', COMMUNITY, false],
      [4, '3201090010020x', COMMUNITY, false],
      [4, '32010900100207', { level: 3, code: '' }, false],
      [4, '', COMMUNITY, false],
      [5, '3201090010020711', GRID, true],
      // A grid right below a street, and a micro-grid right below a community.
      [4, '32010900100007', street, true],
      [5, '3201090010020011', COMMUNITY, true],
    ];
    for (const [level, code, parent, is] of cases)
      expect(CJT.isCode(level, code, parent), `${level} ${code}`).toBe(is);
    expect(divisionCodes('beijing', 3).isCode(4, '320109001002007', COMMUNITY)).toBe(true);
  });

  test('are allotted as far as two digits reach, and not above the grid', () => {
    const grids = (n: number) => Array.from({ length: n }, () => ({ level: 4 }));
    const all = CJT.allot(COMMUNITY, grids(99), NONE) as string[];
    expect([all.length, all[0], all[98]]).toEqual([99, '32010900100201', '32010900100299']);
    expect(CJT.allot(COMMUNITY, grids(100), NONE)).toEqual({ refused: 'codes-used-up' });
    expect(CJT.allot(COMMUNITY, grids(1), new Set(all))).toEqual({ refused: 'codes-used-up' });
    expect(CJT.allot(COMMUNITY, grids(1), new Set(all.slice(1)))).toEqual([all[0]]);
    expect(CJT.allot({ level: 2, code: '320109001000' }, [{ level: 3 }], NONE)).toEqual({ refused: 'code-from-outside' }); // prettier-ignore
    expect(CJT.allot(null, [{ level: 1 }], NONE)).toEqual({ refused: 'code-from-outside' });
    // Of two levels below one parent each has a sequence of its own.
    expect(CJT.allot(COMMUNITY, [{ level: 5 }, { level: 4 }, { level: 5 }], NONE)).toEqual(['3201090010020001', '32010900100201', '3201090010020002']); // prettier-ignore
  });

  for (const scheme of [CJT, divisionCodes('beijing', 3), FREE_CODES])
    test(`of ${scheme.name}: whatever is allotted is of the scheme, not taken, and rises`, () => {
      fc.assert(
        fc.property(
          fc.array(fc.integer({ min: 4, max: 6 }), { maxLength: 60 }),
          fc.array(fc.integer({ min: 1, max: 99 })),
          (levels, numbers) => {
            const children = levels.map((level) => ({ level }));
            const first = levels.map((level) => scheme.allot(COMMUNITY, Array(99).fill({ level }), NONE) as string[]); // prettier-ignore
            const taken = new Set(first.flatMap((codes) => numbers.map((no) => codes[no - 1]!)));
            const codes = scheme.allot(COMMUNITY, children, taken);
            if ('refused' in codes) return numbers.length > 30 || expect.fail(codes.refused);
            expect(new Set(codes).size).toBe(levels.length);
            for (const [i, code] of codes.entries()) {
              expect(taken.has(code)).toBe(false);
              expect(scheme.isCode(levels[i]!, code, COMMUNITY)).toBe(true);
              const before = codes.slice(0, i).filter((_, k) => levels[k] === levels[i]);
              expect(before.every((other) => other.padStart(64) < code.padStart(64))).toBe(true);
            }
          },
        ),
        { numRuns: 100, seed: 3 },
      );
    });
});

describe('the scheme of an edition', () => {
  const edition = (grid: string) => [
    { id: 1, parentId: null, level: 1, code: '320109' },
    { id: 2, parentId: 1, level: 2, code: '320109001000' },
    { id: 3, parentId: 2, level: 3, code: '320109001002' },
    { id: 4, parentId: 3, level: 4, code: grid },
  ];
  test('is the strictest that all its codes are of', () => {
    expect(schemeOf(edition('32010900100207')).name).toBe('cj-t-213');
    expect(schemeOf(edition('320109001002007')).name).toBe('beijing');
    expect(schemeOf(edition('A-7')).name).toBe('free');
  });
});

test('places go from the north-west, row by row, those at one place as they came', () => {
  const at = (name: string, x: number, y: number) => ({ name, x, y });
  const places = [at('se', 9, 1), at('ne', 9, 9), at('sw', 0, 0), at('nw', 0, 8), at('sw2', 0, 0)];
  const names = (of: typeof places) => fromNorthWest(of, ({ x, y }) => [x, y]).map(({ name }) => name); // prettier-ignore
  expect(names(places.slice(0, 4))).toEqual(['nw', 'ne', 'sw', 'se']);
  expect(names([places[2]!, places[4]!])).toEqual(['sw', 'sw2']);
  expect(names([at('east', 5, 0), at('west', 0, 0)])).toEqual(['west', 'east']);
  expect(names([at('south', 0, 0), at('north', 0, 5)])).toEqual(['north', 'south']);
});
