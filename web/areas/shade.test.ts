import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { areaStandings, MEASURES, type Measure } from '#data/areas/area-standing.ts';
import { BANDS } from '#data/areas/band.ts';
import { classOf } from '#data/areas/class-breaks.ts';
import type { AreaOnWire } from '#data/wire/packed.ts';

import { wordsOf } from '../words/words.ts';

import { hatchTile } from './hatch.ts';
import { classText, formatBreak, formatRate, measureWithUnit } from './measure-words.ts';
import { EXEMPT, shadeAreas, shadedLevel, shadedSpans, UNKNOWN } from './shade.ts';

const LEVELS = ['district', 'street', 'community', 'grid', 'micro-grid'].map((key, i) => ({ rank: i + 1, key })); // prettier-ignore
const levelsAt = (measure: Measure, levels = LEVELS) =>
  [9, 11, 13, 14, 15, 16, 17].map((zoom) => shadedLevel(measure, zoom, levels));

describe('which level is shaded', () => {
  it('is coarser from afar, and none once the things themselves are seen', () => {
    expect(levelsAt('open')).toEqual([2, 3, 3, 4, 4, 5, null]);
  });
  it('is the deepest there is where a tree is shallower', () => {
    expect(levelsAt('open', LEVELS.slice(0, 4))).toEqual([2, 3, 3, 4, 4, 4, null]);
    expect(levelsAt('open', LEVELS.slice(0, 2))).toEqual([2, 2, 2, 2, 2, 2, null]);
  });
  it('is by the band the one that has a band, or none at all', () => {
    expect(levelsAt('band')).toEqual([4, 4, 4, 4, 4, 4, null]);
    expect(shadedSpans('band', LEVELS.slice(0, 3))).toEqual([]);
  });
});

const figures = fc.record({
  households: fc.option(fc.nat(900)),
  residents: fc.option(fc.nat(2500)),
  estimated: fc.boolean(),
  open: fc.nat(9),
  dedicated: fc.boolean(),
});
/** Grids of one district with these figures. */
function gridsOf(of: readonly (typeof figures extends fc.Arbitrary<infer T> ? T : never)[]) {
  const areas = of.map(({ dedicated }, i): AreaOnWire => ({
    id: i + 1,
    code: `${i}`,
    parentId: null,
    level: 4,
    kind: dedicated ? 'dedicated' : 'comprehensive',
    name: `${i}`,
    nameEn: null,
    labelAt: [0, 0],
  }));
  const standings = areaStandings(areas, LEVELS, new Map(of.map((f, i) => [i + 1, f])), {
    open: new Map(of.map((f, i) => [i + 1, f.open])),
    duty: new Map(),
    down: new Map(),
  });
  return { areas, standings };
}

describe('a shade', () => {
  it('puts every area into one class, or says that it is exempt or unknown, and counts them all', () => {
    fc.assert(
      fc.property(fc.array(figures, { maxLength: 60 }), fc.constantFrom(...MEASURES), (of, by) => {
        const { areas, standings } = gridsOf(of);
        const shade = shadeAreas(areas, standings, by, 4, BANDS['grid']!);
        const counted = shade.swatches.reduce((sum, s) => sum + s.count, 0);
        expect(counted + shade.exempt + shade.unknown).toBe(areas.length);
        areas.forEach((area, i) => {
          const standing = standings.get(area.id)!;
          const c = shade.classes[i]!;
          if (by === 'band' && area.kind === 'dedicated') expect(c).toBe(EXEMPT);
          else if (standing[by] === null) expect(c).toBe(UNKNOWN);
          else expect(c).toBe(by === 'band' ? standing.band! + 3 : classOf(shade.breaks, standing[by])); // prettier-ignore
        });
        const tokens = shade.swatches.map((s) => s.token);
        expect(new Set(tokens).size).toBe(tokens.length);
      }),
    );
  });
  it('of the band leaves what is within bare, and has the ends of its steps between the colours', () => {
    const { areas, standings } = gridsOf([{ households: 700, residents: null, estimated: true, open: 0, dedicated: false }]); // prettier-ignore
    const shade = shadeAreas(areas, standings, 'band', 4, BANDS['grid']!);
    expect(shade.breaks).toEqual([200, 250, 300, 500, 560, 640]);
    expect(shade.swatches.map((s) => s.token)).toEqual(['div.-3', 'div.-2', 'div.-1', null, 'div.+1', 'div.+2', 'div.+3']); // prettier-ignore
    expect(shade.swatches[6]!.count).toBe(1);
    expect(shade.estimated).toBe(1);
  });
});

describe('words of a measure', () => {
  const [zh, en] = [wordsOf('zh-CN'), wordsOf('en')];
  it('name a class by its ends', () => {
    const breaks = [2, 5, 10];
    expect([0, 1, 3].map((c) => classText(breaks, c, en))).toEqual(['below 2', '2 to below 5', '10 or more']); // prettier-ignore
    expect(classText([8000, 10000], 1, zh)).toBe('8,000 至不足 10,000');
  });
  it('write ends of classes short and rates so that they can be told apart', () => {
    expect([formatBreak(0.05, false), formatBreak(2500, true), formatBreak(20_000, true)]).toEqual(['0.05', '2.5', '20']); // prettier-ignore
    expect([0, 0.416, 3.14, 12.44].map(formatRate)).toEqual(['0', '0.42', '3.1', '12.4']);
  });
  it('say with which unit, which way out of the band, and what is not known', () => {
    const { standings } = gridsOf([
      { households: 612, residents: 1610, estimated: false, open: 3, dedicated: false },
      { households: null, residents: null, estimated: false, open: 0, dedicated: true },
    ]);
    const of = (i: number, by: Measure) => measureWithUnit(standings.get(i)!, by, zh);
    expect(of(1, 'open')).toBe('3 件');
    expect(of(1, 'rate')).toBe('1.9 件 / 千人');
    expect(of(1, 'band')).toBe('▲ 偏大 · 612 户 · 1,610 人');
    expect([of(2, 'households'), of(2, 'band')]).toEqual(['无数据', '专属']);
  });
});

it('hatching repeats without a seam', () => {
  const { width, height, data } = hatchTile('dark', 'map.label.2');
  const alpha = (x: number, y: number) => data[4 * ((y % height) * width + (x % width)) + 3];
  for (let i = 0; i < width; i++) {
    expect(alpha(i, height)).toBe(alpha((i + height) % width, 0));
    expect(alpha(i + 1, 3)).toBe(alpha(i, 4));
  }
});
