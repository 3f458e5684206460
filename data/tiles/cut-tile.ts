import { featuresNear, type Cuttable } from './cuttable.ts';
import { createGeometryWriter, type Frame } from './geometry-writer.ts';
import { EXTENT, WORLD } from './project.ts';
import type { Column } from './shapes.ts';
import { createTileWriter, DOUBLE, key, VARINT, type TileWriter } from './tile-writer.ts';

/** Beyond a tile's edge so much is kept, in units: half the widest road at the closest zoom. */
const BUFFER = 128;
/** Below the deepest zoom a vertex may be this far off, in units: a quarter of a pixel of 512. */
const TOLERANCE = 4;
/** What is smaller than a pixel below the deepest zoom is not drawn. */
const SMALLEST = 16;

export interface CutOptions {
  /** The deepest zoom that is cut: its tiles have every vertex. */
  deepest: number;
  /** How far beyond their edge tiles reach, in units. */
  buffer?: number;
  /** What is too small to see is there all the same: where features are pieces of one line or cover the ground. */
  keepSmall?: boolean;
}

const KINDS = { point: 1, line: 2, polygon: 3 } as const;

/** Used anew by every tile, for what is allocated a feature is paid a feature. */
const geometries = createGeometryWriter();

/** The vector tile (Mapbox Vector Tile 2.1) of z/x/y, its layers in the order given; no bytes where it holds nothing. */
export function cutTile(
  all: readonly Cuttable[],
  z: number,
  x: number,
  y: number,
  options: CutOptions,
): Uint8Array<ArrayBuffer> {
  const tile = createTileWriter(1 << 14);
  const buffer = options.buffer ?? BUFFER;
  const frame: Frame = {
    scale: (EXTENT * 2 ** z) / WORLD,
    left: x * EXTENT,
    top: y * EXTENT,
    box: { west: -buffer, north: -buffer, east: EXTENT + buffer, south: EXTENT + buffer },
    tolerance: z < options.deepest ? TOLERANCE : 0,
  };
  const least = z < options.deepest && !options.keepSmall ? SMALLEST / frame.scale : 0;
  for (const one of all) {
    const near = featuresNear(one, z, x, y, buffer);
    if (near?.length !== 0) writeLayer(tile, one, near, z, frame, least);
  }
  return tile.finish();
}

/** @param least what is smaller than this in the integers of the world is not drawn */
function writeLayer(
  tile: TileWriter,
  one: Cuttable,
  near: Uint32Array | null,
  z: number,
  frame: Frame,
  least: number,
): void {
  const { shapes, boxes, parts } = one;
  const { scale, left, top, box } = frame;
  // The box of the tile in the integers of the world.
  const west = (left + box.west) / scale;
  const north = (top + box.north) / scale;
  const east = (left + box.east) / scale;
  const south = (top + box.south) / scale;
  const { from, ids, kind } = shapes;
  const small = kind === 'point' ? 0 : least;
  const count = near ? near.length : from.length;
  let layer: TileWriter | null = null;
  let values: Values | null = null;
  for (let n = 0; n < count; n++) {
    const f = near ? near[n]! : n;
    const b = 4 * f;
    if (from[f]! > z) continue;
    const w = boxes[b]!;
    const t = boxes[b + 1]!;
    const e = boxes[b + 2]!;
    const s = boxes[b + 3]!;
    if (w > east || e < west || t > south || s < north) continue;
    if (e - w < small && s - t < small) continue;
    const within = w >= west && e <= east && t >= north && s <= south;
    const geometry = geometries.write(one, parts[f]!, parts[f + 1]!, frame, within);
    if (geometry.length === 0) continue;
    if (!layer || !values) {
      layer = createTileWriter(1 << 14);
      values = createValues(shapes.properties);
      layer.varint(key(15, VARINT));
      layer.varint(2);
      layer.text(1, shapes.layer);
    }
    layer.feature(ids ? ids[f]! : null, values.tagsOf(f), KINDS[kind], geometry);
  }
  if (!layer || !values) return;
  values.writeTo(layer);
  layer.varint(key(5, VARINT));
  layer.varint(EXTENT);
  tile.field(3, layer.view());
}

/** The table of keys and values of a layer: a value stands in it once. */
interface Values {
  /** Pairs of key and value of a feature; an empty word is no property. Valid until the next feature. */
  tagsOf: (f: number) => Uint8Array;
  writeTo: (layer: TileWriter) => void;
}

function createValues(properties: Record<string, Column>): Values {
  const columns = Object.values(properties);
  const places = new Map<string | number, number>();
  // Of a column of words, the place of each word that has one, and 1 more: looked up once a word.
  const known = columns.map((c) => ('numbers' in c ? null : new Uint32Array(c.words.length)));
  const tags = createTileWriter(64);
  const placeOf = (value: string | number): number => {
    let place = places.get(value);
    if (place === undefined) places.set(value, (place = places.size));
    return place;
  };
  return {
    tagsOf: (f) => {
      tags.clear();
      for (let k = 0; k < columns.length; k++) {
        const column = columns[k]!;
        let place: number;
        if ('numbers' in column) place = placeOf(column.numbers[f]!);
        else {
          const word = column.at[f]!;
          if (known[k]![word] === 0) {
            const text = column.words[word]!;
            if (text === '') continue;
            known[k]![word] = placeOf(text) + 1;
          }
          place = known[k]![word]! - 1;
        }
        tags.varint(k);
        tags.varint(place);
      }
      return tags.view();
    },
    writeTo: (layer) => {
      for (const name of Object.keys(properties)) layer.text(3, name);
      const value = createTileWriter(256);
      for (const one of places.keys()) {
        value.clear();
        if (typeof one === 'string') value.text(1, one);
        else if (Number.isInteger(one) && one >= 0) {
          value.varint(key(5, VARINT));
          value.varint(one);
        } else {
          value.varint(key(3, DOUBLE));
          value.double(one);
        }
        layer.field(4, value.view());
      }
    },
  };
}
