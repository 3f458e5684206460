import { FEATURE_CLASSES, FEATURE_KINDS, type FeatureKind } from '#data/features/feature.ts';
import { EQUATOR_M, toWorld, WORLD } from '#data/tiles/project.ts';
import type { Column, Shapes } from '#data/tiles/shapes.ts';
import type { PackedFeatures } from '#data/wire/packed.ts';

import { overWater, watersOf } from './over-water.ts';

/** A bridge that no source says reaches so far onto the bank. */
const ABUTMENT_M = 9;
const KIND_OF = ['point', 'line', 'polygon'] as const;

/** The tile zoom from which a class is on tiles: less than where it is drawn, for walls show a zoom and a half more. */
const FROM: Partial<Record<FeatureKind, number | Record<string, number>>> = {
  road: { motorway: 0, arterial: 8, secondary: 10, minor: 12, lane: 14, path: 15 },
  bridge: { motorway: 10, arterial: 10, secondary: 11, minor: 12, lane: 14, path: 15, rail: 10 },
  rail: { rail: 8, metro: 10, siding: 13 },
  built: { platform: 14, square: 12, residential: 9, commercial: 9, industrial: 9, campus: 9, public: 9 }, // prettier-ignore
  green: { park: 0, wood: 0, grass: 12, verge: 11, pitch: 13 },
  wall: { compound: 15, city: 11 },
  gate: 15,
};

/** The tile zoom from which a class is on tiles. */
export function fromOf(kind: FeatureKind, name: string): number {
  const of = FROM[kind];
  return typeof of === 'number' ? of : (of?.[name] ?? 0);
}

/**
 * The base map's features as layers of tiles: one of each kind and geometry (`road`, `water-line` …),
 * with class `c`. Names are `nameShapes`.
 */
export function baseShapes(p: PackedFeatures): Shapes[] {
  const world = toWorld(p.positions, 1);
  const layers = new Map<string, number[]>();
  for (let i = 0; i < p.count; i++) {
    const layer = layerOf(FEATURE_KINDS[p.kind[i]!]!, p.geometry[i]!);
    const list = layers.get(layer);
    if (list) list.push(i);
    else layers.set(layer, [i]);
  }
  const partsOf = partsOfFeatures(p);
  const shapes = [...layers].map(([layer, features]) =>
    shapesOf(p, world, partsOf, layer, features),
  );
  // A source that knows no bridges has roads that would end at the bank, for water lies over them.
  if (!layers.has('bridge') && layers.has('water')) {
    const bridges = bridgesOf(p, world, layers);
    if (bridges.from.length > 0) shapes.push(bridges);
  }
  return shapes;
}

/** Where roads and railways cross water, as bridges of their class. */
function bridgesOf(
  p: PackedFeatures,
  world: Int32Array,
  layers: ReadonlyMap<string, readonly number[]>,
): Shapes {
  const isWater = new Set(layers.get('water'));
  const isWay = new Set([...(layers.get('road') ?? []), ...(layers.get('rail') ?? [])]);
  const partAt = (part: number): Int32Array =>
    world.subarray(2 * p.partStarts[part]!, 2 * p.partStarts[part + 1]!);
  const rings: { ring: Int32Array; of: number }[] = [];
  p.partFeature.forEach((f, part) => {
    if (isWater.has(f)) rings.push({ ring: partAt(part), of: f });
  });
  const waters = watersOf(rings);
  const lat = (p.positions[1] ?? 0) * (Math.PI / 180);
  const beyond = (ABUTMENT_M * WORLD) / EQUATOR_M / Math.cos(lat);
  const words: readonly string[] = FEATURE_CLASSES.bridge;
  const lines: number[][] = [];
  const at: number[] = [];
  p.partFeature.forEach((f, part) => {
    if (!isWay.has(f)) return;
    const kind = FEATURE_KINDS[p.kind[f]!]!;
    const name = kind === 'road' ? FEATURE_CLASSES.road[p.class[f]!]! : 'rail';
    for (const line of overWater(partAt(part), waters, beyond)) {
      lines.push(line);
      at.push(words.indexOf(name));
    }
  });
  const starts = new Uint32Array(lines.length + 1);
  lines.forEach((line, i) => (starts[i + 1] = starts[i]! + line.length / 2));
  return {
    layer: 'bridge',
    kind: 'line',
    parts: {
      positions: Int32Array.from(lines.flat()),
      starts,
      of: Uint32Array.from(lines, (_, i) => i),
      isHole: new Uint8Array(lines.length),
    },
    ids: null,
    from: Uint8Array.from(at, (c) => fromOf('bridge', words[c]!)),
    properties: { c: { words, at: Uint8Array.from(at) } },
  };
}

/** Which layer of the tiles a feature is on: lines of what is mostly areas, and areas of what is mostly lines, have one of their own. */
export function layerOf(kind: FeatureKind, geometry: number): string {
  const usual = kind === 'gate' ? 0 : ['road', 'rail', 'wall', 'bridge'].includes(kind) ? 1 : 2;
  return geometry === usual ? kind : `${kind}-${KIND_OF[geometry]}`;
}

function partsOfFeatures(p: PackedFeatures): Uint32Array {
  const first = new Uint32Array(p.count + 1);
  for (let part = 0; part < p.partFeature.length; part++)
    first[p.partFeature[part]! + 1] = part + 1;
  for (let i = 0; i < p.count; i++) if (first[i + 1] === 0) first[i + 1] = first[i]!;
  return first;
}

function shapesOf(
  p: PackedFeatures,
  world: Int32Array,
  partsOf: Uint32Array,
  layer: string,
  features: readonly number[],
): Shapes {
  const kind = FEATURE_KINDS[p.kind[features[0]!]!]!;
  const classes: readonly string[] = FEATURE_CLASSES[kind];
  let parts = 0;
  let vertices = 0;
  for (const f of features) {
    parts += partsOf[f + 1]! - partsOf[f]!;
    vertices += p.partStarts[partsOf[f + 1]!]! - p.partStarts[partsOf[f]!]!;
  }
  const positions = new Int32Array(2 * vertices);
  const starts = new Uint32Array(parts + 1);
  const of = new Uint32Array(parts);
  const isHole = new Uint8Array(parts);
  const from = new Uint8Array(features.length);
  const at = new Uint8Array(features.length);
  let part = 0;
  features.forEach((f, i) => {
    at[i] = p.class[f]!;
    from[i] = fromOf(kind, classes[at[i]!]!);
    for (let q = partsOf[f]!; q < partsOf[f + 1]!; q++) {
      const begin = p.partStarts[q]!;
      const end = p.partStarts[q + 1]!;
      positions.set(world.subarray(2 * begin, 2 * end), 2 * starts[part]!);
      of[part] = i;
      isHole[part] = p.partIsHole[q]!;
      starts[++part] = starts[part - 1]! + end - begin;
    }
  });
  const c: Column = { words: classes, at };
  return {
    layer,
    kind: KIND_OF[p.geometry[features[0]!]!]!,
    parts: { positions, starts, of, isHole },
    ids: null,
    from,
    properties: { c },
  };
}
