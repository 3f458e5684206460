import { pointKey } from './point-key.ts';

/** A point of an arrangement: a lattice point, or an exact fraction where two edges cross. */
export interface Point {
  /** Nearest float64; exact for a lattice point. */
  x: number;
  y: number;
  /** Numerators and denominator, lowest terms, denominator > 1; null for a lattice point. */
  exact: { x: bigint; y: bigint; d: bigint } | null;
}

/** Points of an arrangement, each once, by exact coordinates. */
export class PointSet {
  readonly points: Point[] = [];
  readonly #lattice = new Map<number, number>();
  readonly #fractions = new Map<string, number>();

  lattice(x: number, y: number): number {
    const key = pointKey(x, y);
    let id = this.#lattice.get(key);
    if (id === undefined) {
      id = this.points.push({ x, y, exact: null }) - 1;
      this.#lattice.set(key, id);
    }
    return id;
  }

  /** The point of a → b where it meets c → d; the two must cross. */
  crossing(a: Point, b: Point, c: Point, d: Point): number {
    const abx = b.x - a.x;
    const aby = b.y - a.y;
    const cdx = d.x - c.x;
    const cdy = d.y - c.y;
    let den = BigInt(abx * cdy - aby * cdx);
    let num = BigInt((c.x - a.x) * cdy - (c.y - a.y) * cdx);
    if (den < 0n) {
      den = -den;
      num = -num;
    }
    const x = BigInt(a.x) * den + num * BigInt(abx);
    const y = BigInt(a.y) * den + num * BigInt(aby);
    const g = gcd(gcd(abs(x), abs(y)), den);
    const exact = { x: x / g, y: y / g, d: den / g };
    if (exact.d === 1n) return this.lattice(Number(exact.x), Number(exact.y));
    const key = `${exact.x}/${exact.y}/${exact.d}`;
    let id = this.#fractions.get(key);
    if (id === undefined) {
      const point = { x: ratio(exact.x, exact.d), y: ratio(exact.y, exact.d), exact };
      id = this.points.push(point) - 1;
      this.#fractions.set(key, id);
    }
    return id;
  }
}

/** Sign of a.x − b.x (axis 'x') or a.y − b.y, exact. */
export function comparePoints(a: Point, b: Point, axis: 'x' | 'y'): number {
  if (a[axis] !== b[axis] || (!a.exact && !b.exact)) return a[axis] - b[axis];
  const an = a.exact ? a.exact[axis] : BigInt(a[axis]);
  const bn = b.exact ? b.exact[axis] : BigInt(b[axis]);
  const cross = an * (b.exact?.d ?? 1n) - bn * (a.exact?.d ?? 1n);
  return cross < 0n ? -1 : cross > 0n ? 1 : 0;
}

/** n/d to the nearest float64 but for the last bit, monotonic enough: whole part and 52-bit fraction. */
function ratio(n: bigint, d: bigint): number {
  const whole = n >= 0n ? n / d : -((-n + d - 1n) / d);
  return Number(whole) + Number(((n - whole * d) << 52n) / d) / 2 ** 52;
}

function abs(n: bigint): bigint {
  return n < 0n ? -n : n;
}

function gcd(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}
