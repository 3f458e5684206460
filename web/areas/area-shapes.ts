import { dissolve } from '#data/coverage/dissolve.ts';
import { fromPacked } from '#data/coverage/from-packed.ts';
import { toWorld } from '#data/tiles/project.ts';
import type { Shapes } from '#data/tiles/shapes.ts';
import type { AreaOnWire, PackedAreas } from '#data/wire/packed.ts';

import { chainsIn } from '../live/chains-in.ts';

import { labelIn } from './area-label.ts';

/** An edition as its tiles are cut from it; `places` by `placesOf`, in the order of its areas. */
export interface AreasHeld {
  packed: PackedAreas;
  places: Uint32Array;
}

/** The tile zoom from which a level's lines, and names, are there: a little less than where they are drawn. */
const LINES_FROM = [0, 0, 8, 10, 12, 14];
const NAMES_FROM = [0, 0, 10, 12, 14, 14];
const fromOf = (zooms: readonly number[], level: number): number => zooms[Math.min(5, level)]!;

/**
 * The level at which each arc is a border: the highest at which the areas of its two sides differ,
 * 1 on the outer line. Branches may skip levels: it is the upper of the two areas just below the
 * nearest area that both sides share.
 */
export function arcLevels(packed: PackedAreas): Uint8Array {
  const chainOf = chainsIn(new Map(packed.areas.map((a) => [a.id, a])));
  const levels = new Uint8Array(packed.left.length);
  for (let i = 0; i < levels.length; i++) {
    const a = chainOf(packed.left[i]!);
    const b = chainOf(packed.right[i]!);
    let k = 0;
    while (k < a.length && k < b.length && a[k]!.id === b[k]!.id) k++;
    levels[i] = Math.min(a[k]?.level ?? 9, b[k]?.level ?? 9);
    if (packed.left[i] === 0 || packed.right[i] === 0) levels[i] = 1;
  }
  return levels;
}

/** Arcs as lines with their level `l`. */
export function lineShapes(packed: PackedAreas): Shapes {
  const levels = arcLevels(packed);
  return {
    layer: 'line',
    kind: 'line',
    parts: {
      positions: toWorld(packed.positions, 1),
      starts: packed.starts,
      of: Uint32Array.from(levels, (_, i) => i),
      isHole: new Uint8Array(levels.length),
    },
    ids: null,
    from: levels.map((level) => fromOf(LINES_FROM, level)),
    properties: { l: { numbers: levels } },
  };
}

/** Polygons of the areas of one level with their place `k`; of level 0 the land: the roots, whatever their level. */
export function polygonShapes({ packed, places }: AreasHeld, level: number): Shapes {
  const byId = new Map(packed.areas.map((a) => [a.id, a]));
  const areaOf = (cell: number): number => {
    let at = byId.get(cell);
    for (; at && at.level !== level && at.parentId !== null;) at = byId.get(at.parentId);
    return at && (level === 0 || at.level === level) ? at.id : 0;
  };
  const rings: number[][] = [];
  const of: number[] = [];
  const isHole: number[] = [];
  const ids: number[] = [];
  const place = new Map(packed.areas.map((a, i) => [a.id, places[i]!]));
  for (const [id, polygons] of dissolve(fromPacked(packed), areaOf)) {
    for (const polygon of polygons)
      polygon.forEach((ring, i) => {
        rings.push(ring.flat());
        of.push(ids.length);
        isHole.push(i > 0 ? 1 : 0);
      });
    ids.push(id);
  }
  const starts = new Uint32Array(rings.length + 1);
  rings.forEach((ring, i) => (starts[i + 1] = starts[i]! + ring.length / 2));
  const positions = new Float64Array(2 * starts[rings.length]!);
  rings.forEach((ring, i) => positions.set(ring, 2 * starts[i]!));
  return {
    layer: 'area',
    kind: 'polygon',
    parts: {
      positions: toWorld(positions, 1),
      starts,
      of: Uint32Array.from(of),
      isHole: Uint8Array.from(isHole),
    },
    ids,
    from: new Uint8Array(ids.length),
    properties: { k: { numbers: ids.map((id) => place.get(id)!) } },
  };
}

/** Names at a point inside, with level `l`, place `k`, and `n` in Chinese and `e` in English. */
export function nameShapes({ packed, places }: AreasHeld): Shapes {
  const { areas } = packed;
  const byId = new Map(areas.map((a) => [a.id, a]));
  const parentOf = (a: AreaOnWire) => (a.parentId === null ? undefined : byId.get(a.parentId));
  const one = Uint32Array.from(areas, (_, i) => i);
  return {
    layer: 'name',
    kind: 'point',
    parts: {
      positions: toWorld(areas.flatMap((a) => a.labelAt), 1), // prettier-ignore
      starts: Uint32Array.from({ length: areas.length + 1 }, (_, i) => i),
      of: one,
      isHole: new Uint8Array(areas.length),
    },
    ids: areas.map((a) => a.id),
    from: Uint8Array.from(areas, (a) => fromOf(NAMES_FROM, a.level)),
    properties: {
      l: { numbers: areas.map((a) => a.level) },
      k: { numbers: places },
      n: { words: areas.map((a) => labelIn('zh-CN', a, parentOf(a))), at: one },
      e: { words: areas.map((a) => labelIn('en', a, parentOf(a))), at: one },
    },
  };
}
