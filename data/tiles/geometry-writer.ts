import { clipLine, clipRing, type Box } from './clip.ts';
import { EXTENT } from './project.ts';
import type { Cuttable } from './cuttable.ts';
import { simplify } from './simplify.ts';

/** A tile to draw on: how large a step of the world is on it, where it begins, and what is kept of what lies around it. */
export interface Frame {
  /** Units a step of the world; a power of two, so that nothing is lost by it. */
  scale: number;
  /** The tile's corner, in units from the world's. */
  left: number;
  top: number;
  box: Box;
  /** A vertex may be this far off, in units. */
  tolerance: number;
}

/** Writes commands of vector tiles into arrays of its own, which are used anew for every feature. */
export interface GeometryWriter {
  /**
   * The commands of parts `first` … `end` − 1 as varints, each from where the last one ended; empty
   * where nothing of them is on the tile. `within`: all of them lie in the frame's box. Valid until
   * the next feature.
   */
  write: (
    one: Pick<Cuttable, 'shapes' | 'plain'>,
    first: number,
    end: number,
    frame: Frame,
    within: boolean,
  ) => Uint8Array;
}

const MOVE = 8 + 1;
const LINE = 2;
const CLOSE = 8 + 7;

export function createGeometryWriter(): GeometryWriter {
  let bytes = new Uint8Array(1 << 12);
  let at = 0;
  let penX = 0;
  let penY = 0;
  /** Whole units of the part that is drawn, [x, y] interleaved, no vertex twice in a row. */
  let whole = new Int32Array(1 << 10);
  let keep = new Uint8Array(1 << 9);

  const varint = (value: number): void => {
    let rest = value;
    while (rest > 127) {
      bytes[at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    bytes[at++] = rest;
  };
  /** Vertices i = 0 … count − 1 of `whole`, or the same backward. */
  const draw = (count: number, backward: boolean): void => {
    // A command, and at most five bytes a number.
    const most = at + 10 * count + 16;
    if (most > bytes.length) {
      const old = bytes;
      bytes = new Uint8Array(2 * most);
      bytes.set(old.subarray(0, at));
    }
    let v = backward ? 2 * (count - 1) : 0;
    const step = backward ? -2 : 2;
    for (let i = 0; i < count; i++, v += step) {
      if (i === 0) bytes[at++] = MOVE;
      else if (i === 1) varint(8 * (count - 1) + LINE);
      const x = whole[v]!;
      const y = whole[v + 1]!;
      const dx = x - penX;
      const dy = y - penY;
      varint((dx << 1) ^ (dx >> 31));
      varint((dy << 1) ^ (dy >> 31));
      penX = x;
      penY = y;
    }
  };
  /** Rounds vertices into `whole`; returns how many there are. `kept`: only those that `keep` marks. */
  const round = (
    line: ArrayLike<number>,
    first: number,
    end: number,
    scale: number,
    left: number,
    top: number,
    kept: boolean,
  ): number => {
    if (2 * (end - first) > whole.length) whole = new Int32Array(4 * (end - first));
    let n = 0;
    for (let i = first; i < end; i++) {
      if (kept && keep[i - first] === 0) continue;
      const x = Math.round(line[2 * i]! * scale) - left;
      const y = Math.round(line[2 * i + 1]! * scale) - top;
      if (n > 0 && whole[n - 2] === x && whole[n - 1] === y) continue;
      whole[n++] = x;
      whole[n++] = y;
    }
    return n / 2;
  };
  /** Positive where the closed ring in `whole` runs clockwise on the screen (y grows downward). */
  const twiceArea = (count: number): number => {
    let sum = 0;
    for (let v = 0; v < 2 * count - 2; v += 2)
      sum += whole[v]! * whole[v + 3]! - whole[v + 2]! * whole[v + 1]!;
    return sum;
  };
  /** Draws the closed ring of `count` vertices in `whole`, unless it has no area left; says whether. */
  const drawRing = (count: number, hole: boolean): boolean => {
    const area = count >= 4 ? twiceArea(count) : 0;
    if (area === 0) return false;
    // Outer rings clockwise on the screen, holes the other way. The closing vertex is not drawn.
    const backward = area > 0 === hole;
    if (backward) whole.copyWithin(0, 2, 2 * count);
    draw(count - 1, backward);
    bytes[at++] = CLOSE;
    return true;
  };

  return {
    write: ({ shapes, plain }, firstPart, endPart, frame, within) => {
      const { positions, starts, isHole } = shapes.parts;
      const { scale, left, top, box } = frame;
      const tolerance = frame.tolerance / scale;
      at = 0;
      penX = 0;
      penY = 0;
      let outerDrawn = false;
      for (let p = firstPart; p < endPart; p++) {
        const first = starts[p]!;
        const end = starts[p + 1]!;
        if (shapes.kind === 'point') {
          round(positions, first, first + 1, scale, left, top, false);
          // A point belongs to one tile, or its label would be there twice.
          if (whole[0]! >= 0 && whole[1]! >= 0 && whole[0]! < EXTENT && whole[1]! < EXTENT)
            draw(1, false);
          continue;
        }
        const hole = isHole[p] === 1;
        if (hole && !outerDrawn) continue;
        let fewer = tolerance > 0 && tolerance * tolerance >= plain[p]!;
        if (fewer) {
          if (end - first > keep.length) keep = new Uint8Array(2 * (end - first));
          plain[p] = Math.max(plain[p]!, simplify(positions, first, end, tolerance, keep));
          fewer = tolerance * tolerance >= plain[p]!;
        }
        if (within) {
          const count = round(positions, first, end, scale, left, top, fewer);
          if (shapes.kind === 'line') {
            if (count >= 2) draw(count, false);
          } else {
            const drawn = drawRing(count, hole);
            if (!hole) outerDrawn = drawn;
          }
          continue;
        }
        const line: number[] = [];
        for (let i = first; i < end; i++)
          if (!fewer || keep[i - first] === 1)
            line.push(positions[2 * i]! * scale - left, positions[2 * i + 1]! * scale - top);
        if (shapes.kind === 'line') {
          for (const piece of clipLine(line, box)) {
            const count = round(piece, 0, piece.length / 2, 1, 0, 0, false);
            if (count >= 2) draw(count, false);
          }
        } else {
          const ring = clipRing(line, box);
          const drawn = drawRing(round(ring, 0, ring.length / 2, 1, 0, 0, false), hole);
          if (!hole) outerDrawn = drawn;
        }
      }
      return bytes.subarray(0, at);
    },
  };
}
