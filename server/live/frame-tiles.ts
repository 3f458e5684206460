import type { Columns } from '#data/wire/columns.ts';
import { encodeSlice } from '#data/wire/frame.ts';

/** A rectangle of tiles, edges included. */
export interface TileRange {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Tiles of `tileDeg` that a view ([west, south, east, north] in degrees) touches. */
export function tilesOf(
  view: readonly [number, number, number, number],
  tileDeg: number,
): TileRange {
  return {
    west: Math.floor(view[0] / tileDeg),
    south: Math.floor(view[1] / tileDeg),
    east: Math.floor(view[2] / tileDeg),
    north: Math.floor(view[3] / tileDeg),
  };
}

/** Whether all of `inner` lies in `outer`. */
export function holdsRange(outer: TileRange, inner: TileRange): boolean {
  return (
    outer.west <= inner.west &&
    outer.south <= inner.south &&
    outer.east >= inner.east &&
    outer.north >= inner.north
  );
}

/** The slices of one tick by tile, each made when first asked for and then shared. */
export interface TileSlices {
  /** Slices that bring a screen of this range from the tick before to this one. */
  moved: (range: TileRange) => Uint8Array[];
  /** Slices with all that is in the range. */
  all: (range: TileRange) => Uint8Array[];
  /** Whether a slot is in the range now. */
  holds: (range: TileRange, slot: number) => boolean;
}

/** Tiles at most so far from the origin that x and y make one number. */
const ROW = 2 ** 21;
const HALF = 2 ** 20;

/** Knows the tile of every slot from tick to tick. */
export interface FrameTiles {
  /** `changed`: slots that changed since the call before. */
  advance: (changed: Uint32Array) => TileSlices;
}

/** One for a set of columns. A unit that crosses an edge is in the slice of the tile it left too. */
export function createFrameTiles(columns: Columns, tileDeg: number): FrameTiles {
  let keys = new Float64Array(0);
  let placed = 0;
  const keyOf = (slot: number): number =>
    (Math.floor(columns.positions[2 * slot]! / tileDeg) + HALF) * ROW +
    Math.floor(columns.positions[2 * slot + 1]! / tileDeg) +
    HALF;

  return {
    advance: (changed) => {
      if (keys.length < columns.count) {
        const grown = new Float64Array(columns.ids.length);
        grown.set(keys);
        keys = grown;
      }
      const moved = new Map<number, number[]>();
      const put = (key: number, slot: number): void => {
        const slots = moved.get(key);
        if (slots) slots.push(slot);
        else moved.set(key, [slot]);
      };
      for (const slot of changed) {
        const key = keyOf(slot);
        if (slot < placed && keys[slot] !== key) put(keys[slot]!, slot);
        keys[slot] = key;
        put(key, slot);
      }
      for (; placed < columns.count; placed++) keys[placed] = keyOf(placed);

      let everything: Map<number, number[]> | null = null;
      const allByTile = (): Map<number, number[]> => {
        if (everything) return everything;
        everything = new Map();
        for (let slot = 0; slot < columns.count; slot++) {
          const slots = everything.get(keys[slot]!);
          if (slots) slots.push(slot);
          else everything.set(keys[slot]!, [slot]);
        }
        return everything;
      };
      const slicer = (byTile: () => Map<number, number[]>) => {
        const made = new Map<number, Uint8Array>();
        return (range: TileRange): Uint8Array[] => {
          const slices: Uint8Array[] = [];
          const tiles = byTile();
          const add = (key: number): void => {
            const slots = tiles.get(key);
            if (!slots) return;
            let slice = made.get(key);
            if (!slice) made.set(key, (slice = encodeSlice(columns, slots)));
            slices.push(slice);
          };
          const cells = (range.east - range.west + 1) * (range.north - range.south + 1);
          if (cells > tiles.size) {
            for (const key of tiles.keys()) if (inRange(range, key)) add(key);
          } else {
            for (let x = range.west; x <= range.east; x++)
              for (let y = range.south; y <= range.north; y++) add((x + HALF) * ROW + y + HALF);
          }
          return slices;
        };
      };
      return {
        moved: slicer(() => moved),
        all: slicer(allByTile),
        holds: (range, slot) => inRange(range, keys[slot]!),
      };
    },
  };
}

function inRange(range: TileRange, key: number): boolean {
  const x = Math.floor(key / ROW) - HALF;
  const y = (key % ROW) - HALF;
  return x >= range.west && x <= range.east && y >= range.south && y <= range.north;
}
