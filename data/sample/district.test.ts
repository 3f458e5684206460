import { beforeAll, describe, expect, test } from 'vitest';

import type { AreaWithBorder } from '#data/areas/area.ts';
import { buildingPoint } from '#data/buildings/building-point.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import { check } from '#data/coverage/check.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { FEATURE_CLASSES, type Feature } from '#data/features/feature.ts';
import { makeSample } from '#data/fixtures/made-sample.ts';
import { areaM2 } from '#data/geo/area-m2.ts';
import type { MultiPolygonCoordinates, Position, Ring } from '#data/geo/geometry.ts';
import { toDegrees, toLattice } from '#data/geo/lattice.ts';
import { pointInRing, ringArea2Big } from '#data/geo/ring.ts';
import { SITE_CLASSES } from '#data/sites/site.ts';

import { groupBy } from './group-by.ts';
import type { Sample } from './sample.ts';

const END = Date.parse('2026-03-31T00:00:00+08:00');
const M_PER_DEGREE: Position = [94_384, 110_884];

let sample: Sample;
let byId: Map<number, AreaWithBorder>;
let cells: AreaWithBorder[];
let cellAt: (lng: number, lat: number) => number;
beforeAll(() => {
  sample = makeSample('district');
  byId = new Map(sample.areas.map((area) => [area.id, area]));
  cells = sample.areas.filter((area) => area.level === 5);
  const coverage = fromPolygons(cells);
  if ('faults' in coverage) throw new Error('not seamless');
  cellAt = createCellAt(coverage);
}, 300_000);

const level = (n: number): AreaWithBorder[] => sample.areas.filter((area) => area.level === n);
const kind = (k: Feature['kind']): Feature[] => sample.features.filter((f) => f.kind === k);
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);
/** The area of a level that holds an area. */
const upTo = (id: number, n: number): number => {
  let area = byId.get(id)!;
  while (area.level > n) area = byId.get(area.parentId!)!;
  return area.id;
};
const placeKey = ([lng, lat]: readonly number[]): string => `${lng},${lat}`;
const flat = (ring: Ring): number[] => ring.slice(0, -1).flat().map(toLattice);
const lineOf = (feature: Feature): Position[] => {
  if (feature.geometry.type !== 'LineString') throw new Error(`${feature.kind} is no line`);
  return feature.geometry.coordinates;
};

describe('areas', () => {
  test('are as many as a district has', () => {
    expect([1, 2, 3, 4, 5].map((n) => level(n).length)).toEqual([1, 12, 104, 1000, 3503]);
    const dedicated = level(4).filter((grid) => grid.kind === 'dedicated').length;
    expect(dedicated).toBeGreaterThan(90);
    expect(dedicated).toBeLessThan(190);
    expect(areaM2(level(1)[0]!.coordinates) / 1e6).toBeCloseTo(49, 1);
  });

  test('are seamless: no fault, and the sum of the parts is the whole to the last digit', () => {
    expect(check(cells)).toEqual([]);
    const exact = (shape: MultiPolygonCoordinates): bigint =>
      shape.flat().reduce((total, ring) => total + ringArea2Big(flat(ring)), 0n);
    const parts = groupBy(sample.areas.slice(1), (area) => area.parentId!);
    expect(parts.size).toBe(1 + 12 + 104 + 1000);
    for (const [id, own] of parts)
      expect(own.reduce((total, area) => total + exact(area.coordinates), 0n)).toBe(
        exact(byId.get(id)!.coordinates),
      );
  });

  test('are each of one piece without a hole', () => {
    for (const { name, coordinates } of sample.areas)
      expect([coordinates.length, coordinates[0]!.length], name).toEqual([1, 1]);
  });

  test('have codes that grow by level, and none twice', () => {
    expect(new Set(sample.areas.map((a) => a.code)).size).toBe(sample.areas.length);
    const pattern = [/^320109$/, /^320109\d{3}000$/, /^320109\d{6}$/, /^320109\d{8}$/, /^320109\d{10}$/]; // prettier-ignore
    for (const area of sample.areas) {
      expect(area.code).toMatch(pattern[area.level - 1]!);
      const parent = area.parentId === null ? null : byId.get(area.parentId)!;
      expect(area.level).toBe(parent === null ? 1 : parent.level + 1);
      if (parent) expect(area.id).toBeGreaterThan(parent.id);
      if (area.level > 2) expect(area.code.startsWith(parent!.code.replace(/000$/, ''))).toBe(true);
    }
  });

  test('have names in two languages, none twice in the district', () => {
    expect(new Set(sample.areas.map((a) => a.name)).size).toBe(sample.areas.length);
    for (const area of sample.areas) expect(area.nameEn).toMatch(/^[A-Z][\w'. ü-]+$/);
  });

  test('of grids and above lie along roads, the river or the outline', () => {
    const roads = new Set<string>();
    for (const road of kind('road')) {
      const line = lineOf(road);
      for (let i = 1; i < line.length; i++) {
        roads.add(placeKey(line[i - 1]!) + placeKey(line[i]!));
        roads.add(placeKey(line[i]!) + placeKey(line[i - 1]!));
      }
    }
    const outline = new Set(level(1)[0]!.coordinates.flat(2).map(placeKey));
    const river = (kind('water').find((f) => f.class === 'river')!.geometry as { coordinates: Ring[] }).coordinates[0]!; // prettier-ignore
    const water = flat(river);
    let elsewhere = 0;
    let all = 0;
    for (const grid of level(4)) {
      const ring = grid.coordinates[0]![0]!;
      for (let i = 1; i < ring.length; i++) {
        const [a, b] = [ring[i - 1]!, ring[i]!];
        all++;
        if (roads.has(placeKey(a) + placeKey(b))) continue;
        if (outline.has(placeKey(a)) && outline.has(placeKey(b))) continue;
        // Across and along the water there is no road.
        if ([a, b].some(([lng, lat]) => pointInRing(toLattice(lng), toLattice(lat), water) >= 0)) continue; // prettier-ignore
        elsewhere++;
      }
    }
    expect(all).toBeGreaterThan(8_000);
    expect(elsewhere / all).toBeLessThan(0.005);
  });
});

describe('roads', () => {
  test('have names that are one road each, and bridges over the river', () => {
    const named = kind('road').filter((road) => road.name !== null);
    expect(named.length).toBeGreaterThan(700);
    for (const road of named) expect(road.nameEn).toMatch(/ (Avenue|Road|Street|Lane|Expressway)$/);
    for (const [name, pieces] of groupBy(named, (road) => road.name)) {
      // Pieces of one road touch: as many joints as a line of them has.
      const ends = pieces.flatMap((piece) => [lineOf(piece)[0]!, lineOf(piece).at(-1)!]);
      expect(new Set(ends.map(placeKey)).size, name!).toBeLessThanOrEqual(pieces.length + 1);
    }
    const axis = kind('water').find((f) => f.class === 'river')!;
    const water = flat((axis.geometry as { coordinates: Ring[] }).coordinates[0]!);
    const over = kind('road').filter((road) =>
      lineOf(road).some(([lng, lat]) => pointInRing(toLattice(lng), toLattice(lat), water) > 0),
    );
    expect(over.length).toBeGreaterThanOrEqual(4);
    for (const bridge of over)
      expect(['motorway', 'arterial', 'secondary']).toContain(bridge.class);
  });
});

describe('features', () => {
  test('are of known classes, on the lattice, and of every kind', () => {
    expect(new Set(sample.features.map((f) => f.kind))).toEqual(
      new Set(Object.keys(FEATURE_CLASSES)),
    );
    for (const { kind, class: cls, geometry } of sample.features) {
      expect(FEATURE_CLASSES[kind] as readonly string[]).toContain(cls);
      const numbers = (geometry.coordinates as unknown[]).flat(3) as number[];
      expect(numbers.filter((degrees) => toDegrees(toLattice(degrees)) !== degrees)).toEqual([]);
    }
  });

  test('compounds have names of their own, a wall and gates', () => {
    expect(new Set(sample.compounds.map((c) => c.name)).size).toBe(sample.compounds.length);
    expect(sample.compounds.length).toBeGreaterThan(500);
    expect(kind('wall').length).toBeGreaterThanOrEqual(sample.compounds.length);
    expect(kind('gate').length).toBeGreaterThanOrEqual(sample.compounds.length);
    for (const { name, ring } of sample.compounds) {
      expect(ringArea2Big(flat(ring)) > 0n, name).toBe(true);
      expect(cellAt(...ring[0]!), name).toBeGreaterThan(0);
    }
  });
});

describe('buildings', () => {
  test('house as many as live in the district, most grids within the band', () => {
    expect(sample.buildings.length).toBe(25_000);
    expect(sum(sample.buildings.map((b) => b.households ?? 0))).toBe(380_000);
    expect(sum(sample.buildings.map((b) => b.residents ?? 0))).toBe(1_030_000);
    const inGrid = groupBy(sample.buildings, (b) =>
      upTo(cellAt(...buildingPoint(b.coordinates)), 4),
    );
    const open = level(4).filter((grid) => grid.kind === 'comprehensive');
    const within = open.filter((grid) => {
      const own = inGrid.get(grid.id) ?? [];
      const households = sum(own.map((b) => b.households ?? 0));
      const residents = sum(own.map((b) => b.residents ?? 0));
      return (households >= 300 && households <= 500) || (residents >= 1000 && residents <= 1500);
    });
    expect(within.length / open.length).toBeGreaterThan(0.85);
  });

  test('have floors, a height, a code and doors on their walls', () => {
    expect(new Set(sample.buildings.map((b) => b.code)).size).toBe(25_000);
    const odd = sample.buildings.filter(
      ({ floors, heightM, entrances, households, coordinates }) =>
        !(floors! >= 1 && floors! <= 33 && heightM! / floors! > 2.9 && entrances.length >= 1) ||
        entrances.some(({ at }) => offWall(at, coordinates[0]![0]!) > 0.03) ||
        // Four flats on a floor of a stairwell at most.
        (households ?? 0) > entrances.length * 4 * floors!,
    );
    expect(odd).toEqual([]);
  });

  test('have addresses, none twice', () => {
    const addresses = sample.buildings.flatMap((b) => b.address ?? []);
    expect(addresses.length / 25_000).toBeGreaterThan(0.97);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test('stand each within one cell, and in no water', () => {
    const waters = kind('water').map((f) => flat((f.geometry as { coordinates: Ring[] }).coordinates[0]!)); // prettier-ignore
    const astray = sample.buildings.filter(({ coordinates }) => {
      const cell = cellAt(...buildingPoint(coordinates));
      return (
        cell === 0 ||
        coordinates[0]![0]!.some((corner) => {
          const [x, y] = corner.map(toLattice) as Position;
          return cellAt(...corner) !== cell || waters.some((ring) => pointInRing(x, y, ring) > 0);
        })
      );
    });
    expect(astray).toEqual([]);
  });

  test('touch neither each other nor a road', () => {
    const rings = sample.buildings.map((b) => toMetres(b.coordinates[0]![0]!));
    const streets = kind('road').flatMap((road) => {
      const line = toMetres(lineOf(road), false);
      return line.slice(1).map((to, i): Position[] => [line[i]!, to]);
    });
    expect(meetings(rings, rings)).toEqual([]);
    expect(meetings(rings, streets)).toEqual([]);
  });
});

describe('sites', () => {
  test('cameras have ids of GB/T 28181, a direction, and are mostly online', () => {
    const cameras = sample.sites.filter((s) => s.kind === 'camera');
    expect(cameras.length).toBe(17_000);
    expect(new Set(cameras.map((c) => c.code)).size).toBe(17_000);
    const streetCodes = new Set(level(2).map((s) => s.code.slice(0, 6) + s.code.slice(7, 9)));
    const odd = cameras.filter(
      ({ code, azimuthDeg, stateAt }) =>
        // Centre, trade, type 132, network, serial.
        !/^\d{8}(0[0-9]|1[01])132[0-9]\d{6}$/.test(code) ||
        !streetCodes.has(code.slice(0, 8)) ||
        !(azimuthDeg! >= 0 && azimuthDeg! < 360 && Date.parse(stateAt!) < END),
    );
    expect(odd).toEqual([]);
    const online = cameras.filter((c) => c.state === 'online').length;
    expect(online / 17_000).toBeGreaterThanOrEqual(0.95);
    expect(new Set(cameras.map((c) => c.state)).size).toBe(3);
  });

  test('stations are of several kinds', () => {
    const stations = sample.sites.filter((s) => s.kind === 'station');
    expect(stations.length).toBe(698);
    expect(new Set(stations.map((s) => s.class))).toEqual(new Set(SITE_CLASSES.station));
  });

  test('every grid has five to ten management points, each with an owner', () => {
    const people = new Set(sample.people.map((p) => p.id));
    const points = sample.sites.filter((s) => s.kind === 'management-point');
    const inGrid = groupBy(points, (s) => upTo(cellAt(...s.at), 4));
    expect(inGrid.size).toBe(1000);
    for (const [id, own] of inGrid) {
      expect(own.length).toBeGreaterThanOrEqual(5);
      expect(own.length).toBeLessThanOrEqual(10);
      for (const point of own) {
        expect(people.has(point.ownerId!)).toBe(true);
        expect(point.code.slice(2, 16)).toBe(byId.get(id)!.code);
      }
    }
  });

  test('lie in the district, with codes and names of their own', () => {
    expect(sample.sites.filter((site) => cellAt(...site.at) === 0)).toEqual([]);
    expect(new Set(sample.sites.map((s) => s.code)).size).toBe(sample.sites.length);
    for (const own of groupBy(sample.sites, (s) => upTo(cellAt(...s.at), 2)).values())
      expect(new Set(own.map((s) => s.kind + s.name)).size).toBe(own.length);
  });
});

describe('people', () => {
  test('posts lead to a person and to an area, an organisation or a building', () => {
    const [people, organisations, buildings] = [sample.people, sample.organisations, sample.buildings].map((list) => new Set(list.map(({ id }) => id))); // prettier-ignore
    const astray = sample.posts.filter(
      ({ personId, areaId, organisationId, buildingId, fromAt }) =>
        !people!.has(personId) ||
        (areaId !== null && !byId.has(areaId)) ||
        (organisationId !== null && !organisations!.has(organisationId)) ||
        (buildingId !== null && !buildings!.has(buildingId)) ||
        (areaId ?? buildingId) === null ||
        Date.parse(fromAt) >= END - 90 * 86_400_000,
    );
    expect(astray).toEqual([]);
  });

  test('grids have a leader and workers, inhabited buildings a captain', () => {
    const of = (role: string) => sample.posts.filter((p) => p.role === role);
    expect(of('worker').length).toBe(1425);
    expect(of('volunteer').length).toBe(300);
    const led = new Set(of('leader').map((p) => p.areaId));
    const worked = new Set(of('worker').map((p) => p.areaId));
    for (const grid of level(4))
      expect([led.has(grid.id), worked.has(grid.id)]).toEqual([true, true]);
    const captained = new Set(of('captain').map((p) => p.buildingId));
    expect(sample.buildings.filter((b) => b.households && !captained.has(b.id))).toEqual([]);
  });

  test('units are staff with a home, as many on duty as asked for', () => {
    expect(sample.units.filter((u) => u.kind === 'worker').length).toBe(1425);
    expect(sample.units.filter((u) => u.kind === 'volunteer').length).toBe(300);
    expect(sample.units.filter((u) => u.onDuty).length).toBe(1425);
    expect(new Set(sample.units.map((u) => u.code)).size).toBe(sample.units.length);
    for (const unit of sample.units) expect(byId.has(unit.homeAreaId!)).toBe(true);
  });

  test('no two in a street have the same name', () => {
    const gone = new Map(sample.people.map((p) => [p.id, p.name]));
    const buildings = new Map(sample.buildings.map((b) => [b.id, b]));
    const streets = new Map<number, Map<string, number>>();
    const twice: string[] = [];
    for (const post of sample.posts) {
      const area = post.areaId ?? cellAt(...buildingPoint(buildings.get(post.buildingId!)!.coordinates)); // prettier-ignore
      const street = upTo(area, 2);
      const names = streets.get(street) ?? new Map<string, number>();
      streets.set(street, names);
      const name = gone.get(post.personId)!;
      if ((names.get(name) ?? post.personId) !== post.personId) twice.push(name);
      names.set(name, post.personId);
    }
    expect(twice).toEqual([]);
  });
});

describe('history', () => {
  test('is ninety days of 500 to 1,000 incidents, all in the past, all in the district', () => {
    const days = groupBy(sample.incidents, (i) => i.reportedAt.slice(0, 10));
    expect(days.size).toBe(90);
    for (const [day, own] of days) {
      expect(own.length, day).toBeGreaterThanOrEqual(500);
      expect(own.length, day).toBeLessThanOrEqual(1000);
      const serial = (i: number): string => String(i + 1).padStart(5, '0');
      const numbers = own.map((_, i) => day.slice(2).replaceAll('-', '') + serial(i));
      expect(own.map((incident) => incident.no)).toEqual(numbers);
    }
    const astray = sample.incidents.filter(
      ({ reportedAt, at }) => Date.parse(reportedAt) >= END || cellAt(...at!) === 0,
    );
    expect(astray).toEqual([]);
    expect(new Set(sample.incidents.map((i) => i.id)).size).toBe(sample.incidents.length);
  });

  test('leaves about three hundred open, few of them grave', () => {
    const open = sample.incidents.filter((i) => i.state === 'open');
    expect(open.length).toBe(300);
    expect(open.filter((i) => i.severity === 1).length).toBe(2);
    expect(open.filter((i) => i.severity === 2).length).toBe(9);
    expect(sample.incidents.filter((i) => i.severity === 4).length / sample.incidents.length).toBeGreaterThan(0.8); // prettier-ignore
    const severity = new Map(sample.categories.map((c) => [c.key, c.severity]));
    expect(sample.incidents.filter((i) => severity.get(i.category) !== i.severity)).toEqual([]);
  });

  test('every incident has its entries', () => {
    expect(sample.entries.size).toBe(sample.incidents.length);
    const odd = sample.incidents.filter(({ id, state, reportedAt, closedAt }) => {
      const log = sample.entries.get(id)!;
      const steps = log.map((entry, i) => `${entry.step} ${entry.revision - i}`).join();
      const closedMs = closedAt === null ? END : Date.parse(closedAt);
      return (
        steps !== (state === 'open' ? 'report 1' : 'report 1,close 1') ||
        log[0]!.at !== reportedAt ||
        (log[1]?.at ?? null) !== closedAt ||
        closedMs <= Date.parse(reportedAt) ||
        closedMs > END
      );
    });
    expect(odd).toEqual([]);
  });

  test('has two peaks a day, and quieter weekends', () => {
    const hours = Array.from({ length: 24 }, () => 0);
    const weekdays = Array.from({ length: 7 }, () => 0);
    for (const { reportedAt } of sample.incidents) {
      const weekday = new Date(`${reportedAt.slice(0, 10)}T00:00:00Z`).getUTCDay();
      weekdays[weekday]!++;
      if (weekday % 6 !== 0) hours[Number(reportedAt.slice(11, 13))]!++;
    }
    expect(hours[9]!).toBeGreaterThan(1.8 * hours[12]!);
    expect(hours[15]!).toBeGreaterThan(1.5 * hours[12]!);
    expect(hours[3]!).toBeLessThan(0.2 * hours[9]!);
    expect(Math.max(weekdays[0]!, weekdays[6]!)).toBeLessThan(Math.min(...weekdays.slice(1, 6)));
  });
});

function toMetres(line: readonly Position[], isRing = true): Position[] {
  return (isRing ? line.slice(0, -1) : line).map(([lng, lat]) => [
    (lng - 118.92) * M_PER_DEGREE[0],
    (lat - 32.08) * M_PER_DEGREE[1],
  ]);
}

/** Metres from a point to the nearest side of a ring. */
function offWall(at: Position, ring: Ring): number {
  const [p] = toMetres([at], false);
  const corners = toMetres(ring);
  let least = Infinity;
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % corners.length]!;
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const t = Math.max(0, Math.min(1, ((p![0] - a[0]) * dx + (p![1] - a[1]) * dy) / (dx * dx + dy * dy))); // prettier-ignore
    least = Math.min(least, Math.hypot(p![0] - a[0] - t * dx, p![1] - a[1] - t * dy));
  });
  return least;
}

/** Pairs of convex shapes, one of each list, that no straight line parts: hashed by squares of 80 m, judged by separating axes. */
function meetings(first: readonly Position[][], second: readonly Position[][]): [number, number][] {
  const squares = new Map<string, number[]>();
  const squaresOf = (shape: readonly Position[]): string[] => {
    const [xs, ys] = [shape.map((p) => Math.floor(p[0] / 80)), shape.map((p) => Math.floor(p[1] / 80))]; // prettier-ignore
    const out: string[] = [];
    for (let x = Math.min(...xs); x <= Math.max(...xs); x++)
      for (let y = Math.min(...ys); y <= Math.max(...ys); y++) out.push(`${x},${y}`);
    return out;
  };
  second.forEach((shape, i) => {
    for (const square of squaresOf(shape)) {
      const list = squares.get(square);
      if (list) list.push(i);
      else squares.set(square, [i]);
    }
  });
  const found = new Set<string>();
  first.forEach((a, i) => {
    for (const square of squaresOf(a))
      for (const j of squares.get(square) ?? []) {
        const b = second[j]!;
        if (a !== b && !isParted(a, b) && !isParted(b, a) && doMeet(a, b)) found.add(`${i},${j}`);
      }
  });
  return [...found].map((pair) => pair.split(',').map(Number) as [number, number]);
}

/** Whether two sides touch or cross, or one shape lies within the other: walls go round corners. */
function doMeet(a: readonly Position[], b: readonly Position[]): boolean {
  const holds = (ring: readonly Position[], [x, y]: Position): boolean =>
    ring.length > 2 && pointInRing(x, y, ring.flat()) >= 0;
  if (holds(a, b[0]!) || holds(b, a[0]!)) return true;
  const sidesOf = (shape: readonly Position[]): [Position, Position][] =>
    shape.length > 2
      ? shape.map((p, i) => [p, shape[(i + 1) % shape.length]!])
      : [[shape[0]!, shape[1]!]];
  const turn = (p: Position, q: Position, r: Position): number =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return sidesOf(a).some(([p, q]) =>
    sidesOf(b).some(
      ([r, s]) => turn(p, q, r) * turn(p, q, s) <= 0 && turn(r, s, p) * turn(r, s, q) <= 0,
    ),
  );
}

/** Whether a side of the first has all of the second beyond it. */
function isParted(a: readonly Position[], b: readonly Position[]): boolean {
  for (let i = 0; i < a.length; i++) {
    const [p, q] = [a[i]!, a[(i + 1) % a.length]!];
    const [nx, ny] = [q[1] - p[1], p[0] - q[0]];
    const of = (r: Position): number => nx * r[0] + ny * r[1];
    const own = a.map(of);
    const other = b.map(of);
    if (Math.min(...other) > Math.max(...own) || Math.max(...other) < Math.min(...own)) return true;
  }
  return false;
}
