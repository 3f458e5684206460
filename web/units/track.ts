import type { FixReason } from '#data/units/fix.ts';

/** [lng, lat, ms since 1970]. */
export type TrackPoint = [lng: number, lat: number, measuredAt: number];

/** What GET /api/units/:id/track answers of each fix. */
export interface TrackFix {
  at: [number, number];
  measuredAt: string;
  reason: FixReason | null;
}

/**
 * The points of a day that a unit was at, in order of time: fixes that moved the dot, and late ones,
 * which came too late to move it but were true. What was implausible, void, too inaccurate or sent off
 * duty is left out.
 */
export function trackPoints(fixes: readonly TrackFix[]): TrackPoint[] {
  return fixes
    .filter((fix) => fix.reason === null || fix.reason === 'late')
    .map((fix): TrackPoint => [fix.at[0], fix.at[1], Date.parse(fix.measuredAt)])
    .sort((a, b) => a[2] - b[2]);
}

/** A silence longer than this is a gap: where a unit was meanwhile is not known, and no line is drawn. */
const GAP_MS = 600_000;

/** The track in pieces without gaps. */
export function splitTrack(points: readonly TrackPoint[]): TrackPoint[][] {
  const pieces: TrackPoint[][] = [];
  for (const [i, point] of points.entries()) {
    if (i === 0 || point[2] - points[i - 1]![2] > GAP_MS) pieces.push([]);
    pieces.at(-1)!.push(point);
  }
  return pieces;
}

/** The track with the newest fix at its end, the same value when it holds it already. */
export function extendTrack(points: TrackPoint[], newest: TrackPoint | null): TrackPoint[] {
  const last = points.at(-1);
  return newest && (!last || newest[2] > last[2]) ? [...points, newest] : points;
}
