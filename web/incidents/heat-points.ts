import { toLattice } from '#data/geo/lattice.ts';
import { HEAT_MS, type HeatPeriod, type PackedHeat } from '#data/wire/heat-packed.ts';

/** An incident heard of after the server's answer. */
export interface Heard {
  at: readonly [number, number];
  reportedMs: number;
  severity: number;
}

/** The heat as it is drawn and told of at a moment. */
export interface HeatPoints {
  /** [lng, lat] interleaved, lattice integers. */
  positions: Int32Array;
  /** So many are in it, and so many of those are Ⅰ or Ⅱ. */
  count: number;
  grave: number;
  /** Of the period in all: more than are in it where there were too many to send. */
  total: number;
}

/** What lies in the period that ends now: of the server's answer what has not become too old, and what was heard since. */
export function heatPoints(
  packed: PackedHeat,
  heard: readonly Heard[],
  period: HeatPeriod,
  nowMs: number,
): HeatPoints {
  const fromMs = nowMs - HEAT_MS[period];
  const first = firstAfter(packed.reportedS, fromMs / 1000);
  const later = heard.filter((i) => i.reportedMs > fromMs);
  const kept = packed.severity.length - first;
  const positions = new Int32Array(2 * (kept + later.length));
  positions.set(packed.positions.subarray(2 * first));
  let grave = 0;
  for (let i = first; i < packed.severity.length; i++) if (packed.severity[i]! <= 2) grave++;
  later.forEach(({ at, severity }, i) => {
    positions.set([toLattice(at[0]), toLattice(at[1])], 2 * (kept + i));
    if (severity <= 2) grave++;
  });
  const count = kept + later.length;
  return { positions, count, grave, total: Math.max(count, packed.total - first + later.length) };
}

/** Place of the first of rising values that is more than a limit. */
function firstAfter(values: Float64Array, limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
