import type { SampleRequest } from './sample.ts';

const DAY_MS = 86_400_000;
/** Asia/Shanghai, which has no summer time. */
const ZONE_MS = 8 * 3_600_000;

/** The moment at which a sample's history ends, epoch ms. */
export function endOf({ endDate, endMinute = 0 }: SampleRequest): number {
  return Date.parse(`${endDate}T00:00:00+08:00`) + endMinute * 60_000;
}

/** The last midnight in the sample's zone at or before a moment, epoch ms. */
export function midnightBefore(ms: number): number {
  return Math.floor((ms + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;
}
