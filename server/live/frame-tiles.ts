import type { Columns } from '#data/wire/columns.ts';
import { encodeSlices } from '#data/wire/frame.ts';

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
  // Tiles are numbered as they are first met; `keys` says which place each has.
  const numbers = new Map<number, number>();
  const keys: number[] = [];
  let tileOf = new Int32Array(0);
  let placed = 0;
  const numberOf = (slot: number): number => {
    const key =
      (Math.floor(columns.positions[2 * slot]! / tileDeg) + HALF) * ROW +
      Math.floor(columns.positions[2 * slot + 1]! / tileDeg) +
      HALF;
    // Most units are where they were: no search for them.
    if (slot < placed && keys[tileOf[slot]!] === key) return tileOf[slot]!;
    let number = numbers.get(key);
    if (number === undefined) {
      number = keys.length;
      numbers.set(key, number);
      keys.push(key);
    }
    return number;
  };

  /** Slices of the slots by their tiles, all made at once. */
  const slicer = (slots: Uint32Array, tiles: Int32Array) => {
    const made = encodeSlices(columns, slots, tiles, keys.length);
    return (range: TileRange): Uint8Array[] => {
      const slices: Uint8Array[] = [];
      const cells = (range.east - range.west + 1) * (range.north - range.south + 1);
      if (cells > made.length) {
        made.forEach((slice, tile) => {
          if (slice.length > 0 && inRange(range, keys[tile]!)) slices.push(slice);
        });
        return slices;
      }
      for (let x = range.west; x <= range.east; x++) {
        for (let y = range.south; y <= range.north; y++) {
          const slice = made[numbers.get((x + HALF) * ROW + y + HALF) ?? -1];
          if (slice && slice.length > 0) slices.push(slice);
        }
      }
      return slices;
    };
  };
  const whenAsked = (make: () => (range: TileRange) => Uint8Array[]) => {
    let made: ((range: TileRange) => Uint8Array[]) | null = null;
    return (range: TileRange) => (made ??= make())(range);
  };

  return {
    advance: (changed) => {
      if (tileOf.length < columns.count) {
        const grown = new Int32Array(columns.ids.length);
        grown.set(tileOf);
        tileOf = grown;
      }
      const slots = new Uint32Array(2 * changed.length);
      const tiles = new Int32Array(2 * changed.length);
      let n = 0;
      for (let i = 0; i < changed.length; i++) {
        const slot = changed[i]!;
        const tile = numberOf(slot);
        slots[n] = slot;
        tiles[n++] = tile;
        if (slot < placed && tileOf[slot] !== tile) {
          slots[n] = slot;
          tiles[n++] = tileOf[slot]!;
          tileOf[slot] = tile;
        }
      }
      const first = placed;
      for (let slot = first; slot < columns.count; slot++) tileOf[slot] = numberOf(slot);
      placed = columns.count;
      return {
        moved: whenAsked(() => slicer(slots.subarray(0, n), tiles.subarray(0, n))),
        all: whenAsked(() => {
          const every = new Uint32Array(columns.count);
          for (let slot = 0; slot < columns.count; slot++) every[slot] = slot;
          return slicer(every, tileOf);
        }),
        holds: (range, slot) => inRange(range, keys[tileOf[slot]!]!),
      };
    },
  };
}

function inRange(range: TileRange, key: number): boolean {
  const x = Math.floor(key / ROW) - HALF;
  const y = (key % ROW) - HALF;
  return x >= range.west && x <= range.east && y >= range.south && y <= range.north;
}
