import { LATTICE_PER_DEGREE, toLattice } from '#data/geo/lattice.ts';

import type { ByteReader, ByteWriter } from './varint.ts';

/** Where the last vertex lay, in lattice integers: each vertex is written as its step from there. */
export interface LatticePen {
  x: number;
  y: number;
}

/** Write vertices `from` … `to`-1 of a line as steps on the lattice. */
export function writeVertices(
  writer: ByteWriter,
  pen: LatticePen,
  line: readonly (readonly [number, number])[],
  to = line.length,
): void {
  for (let i = 0; i < to; i++) {
    const x = toLattice(line[i]![0]);
    const y = toLattice(line[i]![1]);
    writer.signed(x - pen.x);
    writer.signed(y - pen.y);
    pen.x = x;
    pen.y = y;
  }
}

/**
 * Read what writeVertices wrote for all parts at once. `starts` (parts + 1) says how many vertices each
 * part has in `positions` ([lng, lat] degrees, interleaved); where `closed` is set, the last vertex was
 * not written and is the first again. One loop over the bytes, without a call a number: this is what
 * the screen waits for.
 */
export function readParts(
  reader: ByteReader,
  starts: Uint32Array,
  closed: (part: number) => boolean,
  positions: Float64Array,
): void {
  const bytes = reader.bytes;
  let at = reader.at;
  let x = 0;
  let y = 0;
  const parts = starts.length - 1;
  for (let part = 0; part < parts; part++) {
    const begin = 2 * starts[part]!;
    const close = closed(part);
    const end = 2 * starts[part + 1]! - (close ? 2 : 0);
    for (let p = begin; p < end; p += 2) {
      // Most steps take one or two bytes; a longer one (to another place) takes the slow way.
      let byte: number;
      byte = bytes[at++]!;
      if (byte < 128) {
        x += (byte >>> 1) ^ -(byte & 1);
      } else {
        const second = bytes[at++]!;
        if (second < 128) {
          const step = (byte & 127) | (second << 7);
          x += (step >>> 1) ^ -(step & 1);
        } else {
          let step = (byte & 127) + (second & 127) * 128;
          let scale = 16384;
          do {
            byte = bytes[at++]!;
            step += (byte & 127) * scale;
            scale *= 128;
          } while (byte > 127);
          x += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
        }
      }
      byte = bytes[at++]!;
      if (byte < 128) {
        y += (byte >>> 1) ^ -(byte & 1);
      } else {
        const second = bytes[at++]!;
        if (second < 128) {
          const step = (byte & 127) | (second << 7);
          y += (step >>> 1) ^ -(step & 1);
        } else {
          let step = (byte & 127) + (second & 127) * 128;
          let scale = 16384;
          do {
            byte = bytes[at++]!;
            step += (byte & 127) * scale;
            scale *= 128;
          } while (byte > 127);
          y += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
        }
      }
      // Division, not a product with 1e-7: equal integers must give the doubles that toDegrees gives.
      positions[p] = x / LATTICE_PER_DEGREE;
      positions[p + 1] = y / LATTICE_PER_DEGREE;
    }
    if (close) {
      positions[end] = positions[begin]!;
      positions[end + 1] = positions[begin + 1]!;
    }
  }
  if (at > bytes.length) throw new RangeError('packed bytes end too early');
  reader.at = at;
}
