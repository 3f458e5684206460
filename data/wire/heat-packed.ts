import { createWriter, expectMagic, readSigned, readVarint, writeMagic } from './varint.ts';

/** How far back the heat of incidents goes: a closed list, so that a server keeps few answers. */
export const HEAT_PERIODS = ['1h', '24h', '7d', '30d', '90d'] as const;
export type HeatPeriod = (typeof HEAT_PERIODS)[number];
/** Where nothing else is asked for. */
export const FIRST_PERIOD: HeatPeriod = '7d';
const HOUR_MS = 3_600_000;
export const HEAT_MS: Record<HeatPeriod, number> = {
  '1h': HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '30d': 30 * 24 * HOUR_MS,
  '90d': 90 * 24 * HOUR_MS,
};
/** At most so many incidents are sent, the newest: 0.7 MB; a district of a million people has 70,000 in 90 days. */
export const HEAT_MAX = 100_000;
/** Where an incident was is sent to so many lattice integers, about a metre: heat is read by the hundred. */
const GRAIN = 100;

/** Incidents that have a place, oldest first. */
export interface PackedHeat {
  /** Reported until then, ms since 1970: what came later is not in it. */
  untilMs: number;
  /** Of the period in all; more than there are here when the bound was reached. */
  total: number;
  /** [lng, lat] interleaved, lattice integers, to about a metre. */
  positions: Int32Array;
  /** When each was reported, seconds since 1970, rising. */
  reportedS: Float64Array;
  severity: Uint8Array;
}

const MAGIC = 'JWH1';

/** As bytes, about seven an incident. `reportedS` must rise. */
export function packHeat(heat: PackedHeat): Uint8Array {
  const n = heat.severity.length;
  const writer = createWriter(8 * n + 64);
  writeMagic(writer, MAGIC);
  writer.varint(heat.untilMs);
  writer.varint(heat.total);
  writer.varint(n);
  let lastS = 0;
  for (let i = 0; i < n; i++) {
    const s = heat.reportedS[i]!;
    if (s < lastS) throw new RangeError('incidents are not in the order of their reports');
    writer.varint((s - lastS) * 4 + heat.severity[i]! - 1);
    lastS = s;
  }
  const pen = [0, 0];
  for (let p = 0; p < 2 * n; p++) {
    const at = Math.round(heat.positions[p]! / GRAIN);
    writer.signed(at - pen[p % 2]!);
    pen[p % 2] = at;
  }
  return writer.finish();
}

/** The same as typed arrays. Throws RangeError on bytes that are not packed heat. */
export function unpackHeat(bytes: Uint8Array): PackedHeat {
  const reader = expectMagic(bytes, MAGIC);
  const untilMs = readVarint(reader);
  const total = readVarint(reader);
  const n = readVarint(reader);
  const reportedS = new Float64Array(n);
  const severity = new Uint8Array(n);
  let lastS = 0;
  for (let i = 0; i < n; i++) {
    const coded = readVarint(reader);
    severity[i] = 1 + (coded % 4);
    reportedS[i] = lastS += Math.floor(coded / 4);
  }
  const positions = new Int32Array(2 * n);
  const pen = [0, 0];
  for (let p = 0; p < 2 * n; p++) positions[p] = GRAIN * (pen[p % 2]! += readSigned(reader));
  return { untilMs, total, positions, reportedS, severity };
}
