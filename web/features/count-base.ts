import { FEATURE_CLASSES, FEATURE_KINDS, type FeatureKind } from '#data/features/feature.ts';
import type { PackedFeatures } from '#data/wire/packed.ts';

import type { Bounds, StylePart } from '../map/map-layer.ts';
import type { Tally } from '../map/tally.ts';

import { fromOf, layerOf } from './base-shapes.ts';
import { classesOf, GROUND } from './style-parts.ts';

/** The kinds of the base map that are told apart in its legend, as they lie on each other, the ground first. */
export const BASE_KINDS = ['green', 'built', 'water', 'road', 'rail', 'wall'] as const;
export type BaseKind = (typeof BASE_KINDS)[number];

/** Under which kind a feature is counted: a gate with its wall, and a bridge nowhere, for it is a piece of a road once more. */
function countedAs(kind: FeatureKind): BaseKind | null {
  return kind === 'gate' ? 'wall' : kind === 'bridge' ? null : kind;
}

/** How many features of each kind there are. */
export function countKinds({ kind, count }: PackedFeatures): Record<BaseKind, number> {
  const counts = { green: 0, built: 0, water: 0, road: 0, rail: 0, wall: 0 };
  for (let i = 0; i < count; i++) {
    const of = countedAs(FEATURE_KINDS[kind[i]!]!);
    if (of) counts[of]++;
  }
  return counts;
}

/** What is needed to count features by frame and zoom: of each its box (west, south, east, north; degrees) and from which zoom of the map it is drawn. */
export interface BaseExtents {
  boxes: Float64Array;
  /** Infinity where nothing draws it, NaN where it is not counted. */
  from: Float64Array;
}

/** @param layers of the base map's style, whose zooms they are drawn at */
export function measureBase(p: PackedFeatures, layers: StylePart['layers']): BaseExtents {
  const drawnFrom = readZooms(layers);
  const boxes = new Float64Array(4 * p.count);
  const boxOf = (feature: number): void => {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (; part < p.partFeature.length && p.partFeature[part] === feature; part++)
      for (let v = p.partStarts[part]!; v < p.partStarts[part + 1]!; v++) {
        const x = p.positions[2 * v]!;
        const y = p.positions[2 * v + 1]!;
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < south) south = y;
        if (y > north) north = y;
      }
    boxes[4 * feature] = west;
    boxes[4 * feature + 1] = south;
    boxes[4 * feature + 2] = east;
    boxes[4 * feature + 3] = north;
  };
  // Parts are in the order of their features.
  let part = 0;
  for (let feature = 0; feature < p.count; feature++) boxOf(feature);
  const from = new Float64Array(p.count);
  // There are thousands of features, and few kinds of them.
  const known = new Map<number, number>();
  for (let i = 0; i < p.count; i++) {
    const key = (p.kind[i]! << 16) | (p.class[i]! << 8) | p.geometry[i]!;
    let zoom = known.get(key);
    if (zoom === undefined) {
      const kind = FEATURE_KINDS[p.kind[i]!]!;
      const name = (FEATURE_CLASSES[kind] as readonly string[])[p.class[i]!]!;
      zoom = countedAs(kind)
        ? Math.max(fromOf(kind, name), drawnFrom(layerOf(kind, p.geometry[i]!), name))
        : Number.NaN;
      known.set(key, zoom);
    }
    from[i] = zoom;
  }
  return { boxes, from };
}

/** How many lie within the bounds, and how many of those are drawn at a zoom of the map. */
export function tallyBase(
  { boxes, from }: BaseExtents,
  [west, south, east, north]: Bounds,
  zoom: number,
): Tally {
  let [shown, inView] = [0, 0];
  for (let i = 0; i < from.length; i++) {
    const b = 4 * i;
    if (boxes[b]! > east || boxes[b + 1]! > north || boxes[b + 2]! < west || boxes[b + 3]! < south)
      continue;
    if (Number.isNaN(from[i]!)) continue;
    inView++;
    if (from[i]! <= zoom) shown++;
  }
  return { shown, inView };
}

/** From which zoom of the map a class on a layer of the tiles is drawn, as the style says it. */
function readZooms(layers: StylePart['layers']): (layer: string, name: string) => number {
  const zooms = new Map<string, number>();
  for (const { layer } of layers) {
    if (!('source' in layer) || layer.source !== GROUND) continue;
    for (const name of classesOf(layer.filter) ?? ['']) {
      const key = `${layer['source-layer']} ${name}`;
      zooms.set(key, Math.min(zooms.get(key) ?? Infinity, layer.minzoom ?? 0));
    }
  }
  const at = (key: string): number => zooms.get(key) ?? Infinity;
  return (layer, name) => Math.min(at(`${layer} ${name}`), at(`${layer} `));
}
