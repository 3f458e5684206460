import type { FixReport } from './fix.ts';
import type { OsmandRefusal } from './read-osmand.ts';

/** What an OwnTracks app said by HTTP: a fix, something besides (a status, a waypoint), or nothing that can be taken. */
export type OwnTracksMessage =
  | { kind: 'fix'; fix: Omit<FixReport, 'unit'> }
  | { kind: 'no-position' }
  | { kind: 'refused'; reason: OsmandRefusal; detail: string };

const MPS_PER_KMH = 1 / 3.6;

/**
 * Read a message of OwnTracks (booklet, "JSON"): `_type: location` with `lat`, `lon` in degrees, `tst` in seconds since
 * 1970, `acc` in metres, `vel` in km/h and `cog` in degrees. Whoever it names is not asked: its token says whose it is.
 */
export function readOwnTracks(body: unknown): OwnTracksMessage {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return refused('body');
  const said = body as Record<string, unknown>;
  if (typeof said._type !== 'string') return refused('_type');
  if (said._type !== 'location') return { kind: 'no-position' };
  const number = (name: string): number =>
    typeof said[name] === 'number' ? said[name] : Number.NaN;
  const [lat, lng, seconds] = [number('lat'), number('lon'), number('tst')];
  if (!(Math.abs(lat) <= 90)) return refused('lat');
  if (!(Math.abs(lng) <= 180)) return refused('lon');
  if (!(seconds >= 0 && seconds <= 8.64e12)) return refused('tst');
  const fix: Omit<FixReport, 'unit'> = { measuredAt: new Date(Math.round(seconds * 1000)).toISOString(), lng, lat }; // prettier-ignore
  // What an app does not know it says as -1, or not at all.
  const [accuracyM, speedKmh, headingDeg] = [number('acc'), number('vel'), number('cog')];
  if (accuracyM > 0 && accuracyM <= 1e6) fix.accuracyM = accuracyM;
  if (speedKmh >= 0 && speedKmh * MPS_PER_KMH <= 1e4) fix.speedMps = speedKmh * MPS_PER_KMH;
  if (headingDeg >= 0 && headingDeg <= 360) fix.headingDeg = headingDeg;
  return { kind: 'fix', fix };
}

function refused(detail: string): OwnTracksMessage {
  return { kind: 'refused', reason: 'bad-value', detail };
}
