import { describe, expect, it } from 'vitest';

import { distanceM } from '#data/geo/distance-m.ts';
import type { AreaOnWire } from '#data/wire/packed.ts';
import type { Unit } from '#data/units/unit.ts';
import { createColumns } from '#data/wire/columns.ts';

import { createUnitMarks, markUnits } from './unit-marks.ts';
import {
  countByArea,
  countSilent,
  isFarOut,
  keepOrder,
  placeOf,
  sortTeam,
  teamFigures,
  teamOf,
  teamRows,
  type TeamAreas,
  type TeamSort,
} from './team.ts';

/** District 1 of two communities 2 and 3, west and east; 4 and 5 are the grids of 2, south and north. */
const area = (id: number, parentId: number | null, level: number): AreaOnWire => ({ id, code: `${id}`, parentId, level, kind: 'comprehensive', name: `${id}`, nameEn: null, labelAt: [0, 0] }); // prettier-ignore
const byId = new Map(
  [area(1, null, 1), area(2, 1, 3), area(3, 1, 3), area(4, 2, 4), area(5, 2, 4)].map((a) => [a.id, a]),
); // prettier-ignore
const box = (w: number, s: number, e: number, n: number): [number, number][][][] => [
  [[[w, s], [e, s], [e, n], [w, n], [w, s]]],
]; // prettier-ignore
const SHAPES: Record<number, [number, number][][][]> = {
  1: box(119, 32, 119.02, 32.02),
  2: box(119, 32, 119.01, 32.02),
  3: box(119.01, 32, 119.02, 32.02),
  4: box(119, 32, 119.01, 32.01),
  5: box(119, 32.01, 119.01, 32.02),
};
const areas: TeamAreas = {
  byId,
  cellAt: (lng, lat) =>
    lng < 119 || lng > 119.02 || lat < 32 || lat > 32.02 ? 0 : lng >= 119.01 ? 3 : lat < 32.01 ? 4 : 5, // prettier-ignore
  chainOf: (id) => {
    const chain: AreaOnWire[] = [];
    for (let a = byId.get(id); a; a = a.parentId === null ? undefined : byId.get(a.parentId))
      chain.unshift(a);
    return chain;
  },
  polygonsOf: (id) => SHAPES[id] ?? null,
};
const unit = (id: number, of: Partial<Unit> = {}): Unit => ({
  id,
  code: `u${id}`,
  kind: 'worker',
  name: `${id}`,
  personId: null,
  homeAreaId: 4,
  onDuty: true,
  ...of,
});

const NOW = 1_000_000_000;
function columnsOf(fixes: [id: number, ageMs: number, lng: number, lat: number][]) {
  const c = createColumns(8);
  fixes.forEach(([id, ageMs, lng, lat], i) => {
    c.ids[i] = id;
    c.positions.set([lng, lat], 2 * i);
    c.measuredAt[i] = NOW - ageMs;
  });
  c.count = fixes.length;
  return c;
}

describe('a team', () => {
  it('is those whose own area is the chosen one or within it; the whole district is everybody', () => {
    const units = [
      unit(1),
      unit(2, { homeAreaId: 5 }),
      unit(3, { homeAreaId: 2, kind: 'squad' }),
      unit(4, { homeAreaId: 3 }),
      unit(5, { homeAreaId: null }),
      unit(6, { homeAreaId: 99 }),
    ];
    const ids = (areaId: number | null) =>
      teamOf(units, areaId === null ? [] : [areaId], areas).map((u) => u.id);
    expect(ids(4)).toEqual([1]);
    expect(ids(2)).toEqual([1, 2, 3]);
    expect(ids(1)).toEqual([1, 2, 3, 4]);
    expect(ids(null)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('the teams of all areas', () => {
  it('are counted up the chain, as teamOf lists them', () => {
    const units = [unit(1), unit(2, { homeAreaId: 5, onDuty: false }), unit(3, { homeAreaId: 3 })];
    const counts = countByArea(units, areas);
    for (const id of [1, 2, 3, 4, 5]) {
      const team = teamOf(units, [id], areas);
      expect(counts.get(id)).toEqual({
        all: team.length,
        onDuty: team.filter((u) => u.onDuty).length,
      });
    }
    expect(countByArea([unit(4, { homeAreaId: null })], areas).size).toBe(0);
  });
});

const fixAt = (at: [number, number], accuracyM = Number.NaN) => ({ at, accuracyM });

describe('where a unit is', () => {
  it('is in its own area as the cells say, a border belonging to one side only', () => {
    expect(placeOf(unit(1), fixAt([119.005, 32.005]), areas)).toEqual({ kind: 'inside' });
    expect(placeOf(unit(1, { homeAreaId: 2 }), fixAt([119.005, 32.015]), areas)).toEqual({ kind: 'inside' }); // prettier-ignore
    expect(placeOf(unit(1), fixAt([119.005, 32.01]), areas)).toEqual({ kind: 'outside', outM: 0 });
  });

  it('is out by the metres to its own border, in another area or in none', () => {
    for (const at of [
      [119.015, 32.005],
      [119.05, 32.005],
    ] as [number, number][]) {
      // prettier-ignore
      const place = placeOf(unit(1), fixAt(at), areas);
      expect(place.kind).toBe('outside');
      const outM = place.kind === 'outside' ? place.outM : Number.NaN;
      expect(Math.abs(outM - distanceM(at, [119.01, at[1]]))).toBeLessThan(0.5);
    }
  });

  it('is not called out as long as its fix may be within', () => {
    const at: [number, number] = [119.0102, 32.005];
    const outM = distanceM(at, [119.01, 32.005]);
    expect(placeOf(unit(1), fixAt(at, outM + 1), areas)).toEqual({ kind: 'inside' });
    expect(placeOf(unit(1), fixAt(at, outM - 1), areas).kind).toBe('outside');
    expect(placeOf(unit(1), fixAt(at), areas).kind).toBe('outside');
  });

  it('is far out beyond a block', () => {
    expect(isFarOut({ kind: 'outside', outM: 201 })).toBe(true);
    expect(isFarOut({ kind: 'outside', outM: 200 })).toBe(false);
    expect(isFarOut({ kind: 'inside' })).toBe(false);
  });

  it('is unknown without a fix, an area or that area in force, and nobody’s business off duty', () => {
    const at = fixAt([119.005, 32.005]);
    expect(placeOf(unit(1), null, areas)).toEqual({ kind: 'unknown' });
    expect(placeOf(unit(1, { homeAreaId: null }), at, areas)).toEqual({ kind: 'unknown' });
    expect(placeOf(unit(1, { homeAreaId: 99 }), at, areas)).toEqual({ kind: 'unknown' });
    expect(placeOf(unit(1, { onDuty: false }), at, areas)).toEqual({ kind: 'hidden' });
  });
});

describe('the list', () => {
  const units = [
    unit(1, { name: '陈立' }),
    unit(2, { name: '周敏' }),
    unit(3, { name: '安康' }),
    unit(4, { name: '何平', onDuty: false }),
    unit(5, { name: '吴桐' }),
    unit(6, { name: '白露', onDuty: false }),
  ];
  const columns = columnsOf([
    [1, 5_000, 119.005, 32.005], // inside, fresh
    [2, 400_000, 119.0105, 32.005], // just out, silent
    [3, 121_000, 119.05, 32.005], // far out, just silent
    [4, 9_000_000, 119.05, 32.005], // off duty, was out
  ]); // prettier-ignore
  const rows = teamRows(units, columns, areas, NOW);
  const order = (sort: TeamSort) => sortTeam(rows, sort).map((row) => row.unit.id);

  it('begins with whoever is looked for', () => {
    expect(order('silence')).toEqual([5, 2, 3, 1, 6, 4]);
    expect(order('distance')).toEqual([3, 2, 5, 1, 6, 4]);
    expect(order('name')).toEqual([3, 6, 1, 4, 5, 2]);
    expect(order('duty')).toEqual([3, 1, 5, 2, 6, 4]);
  });

  it('puts equal ones in one order whatever the order they came in', () => {
    const same = [7, 8, 9].map((id) => unit(id, { name: '同名' }));
    const twice = [...same].reverse();
    for (const sort of ['silence', 'distance', 'name', 'duty'] as const)
      expect(
        sortTeam(teamRows(twice, columnsOf([]), areas, NOW), sort).map((r) => r.unit.id),
      ).toEqual([7, 8, 9]);
  });

  it('counts who is on duty, out and silent; off duty is neither out nor silent', () => {
    expect(teamFigures(rows, NOW)).toEqual({ all: 6, onDuty: 4, out: 2, silent: 3 });
    expect(teamFigures(rows, NOW - 2_000)).toEqual({ all: 6, onDuty: 4, out: 2, silent: 2 });
  });

  it('counts the silent as the legend does, those never seen among them', () => {
    for (const now of [NOW, NOW - 2_000])
      expect(countSilent(units, columns, now)).toBe(teamFigures(rows, now).silent);
    expect(countSilent([unit(8), unit(9, { onDuty: false })], columnsOf([]), NOW)).toBe(1);
  });

  it('keeps its order while ages change, newcomers last', () => {
    const held = [2, 99, 1, 3];
    expect(keepOrder(rows, held).map((r) => r.unit.id)).toEqual([2, 1, 3, 4, 5, 6]);
  });

  it('says of each unit what the map draws, whoever it is and however old the fix', () => {
    const ages = [0, 31_000, 121_000, 601_000, 1_800_000, 1_800_001, 90_000_000];
    const all = ages.flatMap((_, i) => [
      unit(10 + i),
      unit(20 + i, { onDuty: false }),
      unit(30 + i),
    ]);
    const fixes = ages.flatMap((age, i): [number, number, number, number][] => [
      [10 + i, age, 119.005, 32.005],
      [20 + i, age, 119.005, 32.005],
      [40 + i, age, 119.005, 32.005], // not of the team
    ]); // prettier-ignore
    const c = createColumns(32);
    fixes.forEach(([id, age, lng, lat], i) => {
      c.ids[i] = id;
      c.positions.set([lng, lat], 2 * i);
      c.measuredAt[i] = NOW - age;
    });
    c.count = fixes.length;
    // On duty again and not heard of yet: a time last seen, and no place.
    all.push(unit(50));
    c.ids[c.count] = 50;
    c.positions.fill(Number.NaN, 2 * c.count, 2 * c.count + 2);
    c.measuredAt[c.count++] = NOW;
    expect(teamRows([unit(50)], c, areas, NOW)[0]).toMatchObject({ measuredAt: NOW, place: { kind: 'unknown' } }); // prettier-ignore
    const team = teamOf(all, [4], areas);
    const listed = teamRows(team, c, areas, NOW)
      .filter((row) => row.onMap)
      .map((row) => row.unit.id);
    const known = new Map([...all, ...ages.map((_, i) => unit(40 + i))].map((u) => [u.id, u]));
    const marks = markUnits(createUnitMarks(32), c, known, {
      theme: 'dark',
      now: NOW,
      onlyUnits: new Set(team.map((u) => u.id)),
      opacity: 1,
      always: new Set(),
    });
    const drawn = [...c.ids.slice(0, c.count)].filter((_, i) => marks.radius[i]! > 0);
    expect(drawn.sort()).toEqual(listed.sort());
    expect(listed).toEqual([10, 11, 12, 13, 14]);
  });
});
