import type { Point } from './ground.ts';

/** A line moved to its left by so many metres (to its right where negative); corners stay corners. */
export function offsetLine(line: readonly Point[], m: number): Point[] {
  return line.map((at, i): Point => {
    const before = line[i - 1] && unit(line[i - 1]!, at);
    const after = line[i + 1] && unit(at, line[i + 1]!);
    const [ax, ay] = (before ?? after)!;
    const [bx, by] = (after ?? before)!;
    const [nx, ny] = [-(ay + by), ax + bx];
    // At a bend the offset is longer, so that both sides are moved by the same.
    const scale = (2 * m) / Math.max(0.5, nx * nx + ny * ny);
    return [at[0] + nx * scale, at[1] + ny * scale];
  });
}

function unit(a: Point, b: Point): Point {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
}

/** Two lines, the second beginning about where the first ends, cut where they meet and made one. */
export function joinAtMeeting(first: readonly Point[], second: readonly Point[]): Point[] {
  for (let i = first.length - 1; i > 0; i--)
    for (let j = 1; j < second.length; j++) {
      const t = meetShare(first[i - 1]!, first[i]!, second[j - 1]!, second[j]!);
      if (t === null) continue;
      const [a, b] = [first[i - 1]!, first[i]!];
      const at: Point = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
      return [...first.slice(0, i), at, ...second.slice(j)];
    }
  return [...first, ...second];
}

/** Where on a piece a → b another piece meets it, as a share of its length; null where it does not. */
export function meetShare(a: Point, b: Point, c: Point, d: Point): number | null {
  const [rx, ry] = [b[0] - a[0], b[1] - a[1]];
  const [sx, sy] = [d[0] - c[0], d[1] - c[1]];
  const cross = rx * sy - ry * sx;
  if (cross === 0) return null;
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross;
  const s = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross;
  return t >= 0 && t <= 1 && s >= 0 && s <= 1 ? t : null;
}

/** The part of a line from so many metres along it to so many. */
export function partOfLine(line: readonly Point[], fromM: number, toM: number): Point[] {
  const out: Point[] = [];
  let m = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const at = (want: number): Point => {
      const t = (want - m) / length;
      return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    };
    if (length > 0 && m + length >= fromM && m <= toM) {
      if (out.length === 0) out.push(m >= fromM ? a : at(fromM));
      out.push(m + length <= toM ? b : at(toM));
    }
    m += length;
    if (m > toM) break;
  }
  return out.length > 1 ? out : [];
}

/** A line with a point at least every so many metres. */
export function densify(line: readonly Point[], everyM: number): Point[] {
  const out: Point[] = [line[0]!];
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const count = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / everyM);
    for (let k = 1; k <= count; k++)
      out.push([a[0] + (k / count) * (b[0] - a[0]), a[1] + (k / count) * (b[1] - a[1])]);
  }
  return out;
}

/** A line whose kinks are rounded: each point the mean of its neighbours so far, the ends kept. */
export function smoothLine(line: readonly Point[], times: number): Point[] {
  let out = [...line];
  for (let n = 0; n < times; n++)
    out = out.map((at, i): Point => {
      const [a, b] = [out[i - 1], out[i + 1]];
      return a && b ? [(a[0] + 2 * at[0] + b[0]) / 4, (a[1] + 2 * at[1] + b[1]) / 4] : at;
    });
  return out;
}
