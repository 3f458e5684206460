import { FEATURE_CLASSES, FEATURE_KINDS } from '#data/features/feature.ts';
import { ringAreaM2 } from '#data/geo/area-m2.ts';
import type { MultiPolygonCoordinates, Ring } from '#data/geo/geometry.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { EQUATOR_M, toWorld, WORLD } from '#data/tiles/project.ts';
import type { Column, Shapes, ShapeKind } from '#data/tiles/shapes.ts';
import type { PackedFeatures } from '#data/wire/packed.ts';

import { siblingsOf } from './name-siblings.ts';
import { roadStrokes, type RoadPiece } from './road-strokes.ts';
import { waterAxis } from './water-axis.ts';

/** Two carriageways of one name closer than this have it once. */
const APART_M = 45;

interface Name {
  zh: string;
  en: string;
  /** Class of the feature. */
  c: string;
  /** Smaller goes before. */
  order: number;
  /** Of a place, m². */
  areaM2: number;
  /** [x, y] interleaved, integers of the world. */
  line: ArrayLike<number>;
}

/**
 * Names as layers of tiles, with `n` in Chinese, `e` in English, class `c`, order `s` (smaller
 * first) and area `a`, m²: `road-name` along whole roads, `water-name` along the middle of what is long, `place-name`
 * at a point inside of a water, a green or a built-up place, with `nw` and `ew`, what it is called together with its
 * sections, and `d`, how far the nearest larger one stands that is called so, units of the world.
 */
export function nameShapes(p: PackedFeatures): Shapes[] {
  const roads = new Map<string, { zh: string; en: string; pieces: RoadPiece[] }>();
  const waters: Name[] = [];
  const places: Name[] = [];
  const world = toWorld(p.positions, 1);
  let part = 0;
  for (let i = 0; i < p.count; i++) {
    const first = part;
    while (part < p.partFeature.length && p.partFeature[part] === i) part++;
    const zh = p.names[i]!;
    if (zh === '' || part === first) continue;
    const en = p.namesEn[i]! || zh;
    const kind = FEATURE_KINDS[p.kind[i]!]!;
    const c = (FEATURE_CLASSES[kind] as readonly string[])[p.class[i]!]!;
    if (kind === 'road' && p.geometry[i] === 1) {
      let road = roads.get(`${zh}\n${en}`);
      if (!road) roads.set(`${zh}\n${en}`, (road = { zh, en, pieces: [] }));
      for (let q = first; q < part; q++) {
        const line = [...world.subarray(2 * p.partStarts[q]!, 2 * p.partStarts[q + 1]!)];
        if (line.length >= 4) road.pieces.push({ line, rank: p.class[i]! });
      }
    } else if (kind === 'water' && p.geometry[i] === 1) {
      for (let q = first; q < part; q++)
        waters.push({ zh, en, c, order: 0, areaM2: 0, line: world.subarray(2 * p.partStarts[q]!, 2 * p.partStarts[q + 1]!) }); // prettier-ignore
    } else if (p.geometry[i] === 2) {
      const polygons = polygonsOf(p, first, part);
      const axis = kind === 'water' ? waterAxis(polygons) : null;
      if (axis) waters.push({ zh, en, c, order: 0, areaM2: 0, line: toWorld(axis.flat(), 1) });
      else {
        const areas = polygons.map((rings) => Math.abs(ringAreaM2(rings[0] ?? [])));
        const areaM2 = Math.round(Math.max(...areas));
        places.push({ zh, en, c: `${kind}-${c}`, order: -areaM2, areaM2, line: toWorld(labelPoint(polygons), 1) }); // prettier-ignore
      }
    }
  }
  const among = siblingsOf(places);
  return [
    shapesOf('road-name', 'line', roadNames(roads.values(), p)),
    shapesOf('water-name', 'line', waters),
    shapesOf('place-name', 'point', places, {
      nw: wordsOf(places, (_, i) => among[i]!.whole.zh),
      ew: wordsOf(places, (_, i) => among[i]!.whole.en),
      d: { numbers: among.map(({ apart }) => apart) },
    }),
  ];
}

function roadNames(
  roads: Iterable<{ zh: string; en: string; pieces: RoadPiece[] }>,
  p: PackedFeatures,
): Name[] {
  const lat = (p.positions[1] ?? 0) * (Math.PI / 180);
  const apart = (APART_M * WORLD) / EQUATOR_M / Math.cos(lat);
  const names: Name[] = [];
  for (const { zh, en, pieces } of roads)
    for (const { line, rank } of roadStrokes(pieces, apart))
      names.push({ zh, en, c: FEATURE_CLASSES.road[rank]!, order: 0, areaM2: 0, line });
  return names;
}

function polygonsOf(p: PackedFeatures, first: number, end: number): MultiPolygonCoordinates {
  const polygons: Ring[][] = [];
  for (let q = first; q < end; q++) {
    const ring: Ring = [];
    for (let v = p.partStarts[q]!; v < p.partStarts[q + 1]!; v++)
      ring.push([p.positions[2 * v]!, p.positions[2 * v + 1]!]);
    if (p.partIsHole[q] === 1 && polygons.length > 0) polygons.at(-1)!.push(ring);
    else polygons.push([ring]);
  }
  return polygons;
}

function wordsOf(names: readonly Name[], of: (name: Name, i: number) => string): Column {
  const places = new Map<string, number>();
  const at = Uint32Array.from(names, (name, i) => {
    const word = of(name, i);
    const place = places.get(word) ?? places.size;
    places.set(word, place);
    return place;
  });
  return { words: [...places.keys()], at };
}

function shapesOf(
  layer: string,
  kind: ShapeKind,
  names: readonly Name[],
  besides: Record<string, Column> = {},
): Shapes {
  const starts = new Uint32Array(names.length + 1);
  names.forEach(({ line }, i) => (starts[i + 1] = starts[i]! + line.length / 2));
  const positions = new Int32Array(2 * starts[names.length]!);
  names.forEach(({ line }, i) => positions.set(line, 2 * starts[i]!));
  return {
    layer,
    kind,
    parts: {
      positions,
      starts,
      of: Uint32Array.from(names, (_, i) => i),
      isHole: new Uint8Array(names.length),
    },
    ids: null,
    from: new Uint8Array(names.length),
    properties: {
      n: wordsOf(names, (name) => name.zh),
      e: wordsOf(names, (name) => name.en),
      c: wordsOf(names, (name) => name.c),
      s: { numbers: names.map((name) => name.order) },
      a: { numbers: names.map((name) => name.areaM2) },
      ...besides,
    },
  };
}
