import type { FixReport } from './fix.ts';

/** What a phone said: a fix, that it is there without knowing where, or nothing that can be taken. */
export type OsmandMessage =
  | { kind: 'fix'; fix: FixReport }
  | { kind: 'no-position'; unit: string }
  | { kind: 'refused'; reason: OsmandRefusal; detail: string };

/** Why a message of a phone is not understood. */
export const OSMAND_REFUSALS = ['no-device', 'bad-value'] as const;
export type OsmandRefusal = (typeof OSMAND_REFUSALS)[number];

const MPS_PER_KNOT = 1852 / 3600;

/**
 * Read what OsmAnd and Traccar Client send. `params` are those of the query and of a form together;
 * `body` is the JSON of Traccar Client from version 9 on, which wins. Parameters give speed in knots,
 * JSON in m/s; a time without zone is UTC; a message without a time was measured at `nowMs`.
 */
export function readOsmand(
  params: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: unknown,
  nowMs: number,
): OsmandMessage {
  return isRecord(body) && isRecord(body.location)
    ? readJson(body, body.location, nowMs)
    : readParams(params, nowMs);
}

function readParams(
  params: Readonly<Record<string, string | readonly string[] | undefined>>,
  nowMs: number,
): OsmandMessage {
  const first = (...names: string[]): string | undefined => {
    for (const name of names) {
      const value = params[name];
      const text = typeof value === 'string' ? value : value?.[0];
      if (text !== undefined && text !== '') return text;
    }
    return undefined;
  };
  const unit = first('id', 'deviceid', 'device_id');
  if (!unit) return refused('no-device', 'id');
  const pair = first('location')?.split(',');
  const lat = pair ? pair[0] : first('lat');
  const lng = pair ? (pair[1] ?? '') : first('lon', 'lng');
  if (lat === undefined || lng === undefined) return { kind: 'no-position', unit };
  const knots = numberOrNull(first('speed'));
  return makeFix(
    unit,
    first('timestamp'),
    {
      lng: decimal(lng),
      lat: decimal(lat),
      accuracyM: numberOrNull(first('accuracy', 'hacc')),
      speedMps: knots === null ? null : knots * MPS_PER_KNOT,
      headingDeg: numberOrNull(first('bearing', 'heading')),
      void: ['false', '0'].includes(first('valid') ?? ''),
    },
    nowMs,
  );
}

function readJson(
  body: Record<string, unknown>,
  location: Record<string, unknown>,
  nowMs: number,
): OsmandMessage {
  const unit = body.device_id;
  if ((typeof unit !== 'string' && typeof unit !== 'number') || unit === '')
    return refused('no-device', 'device_id');
  const coords = location.coords;
  if (!isRecord(coords)) return { kind: 'no-position', unit: String(unit) };
  return makeFix(
    String(unit),
    location.timestamp === undefined ? undefined : String(location.timestamp),
    {
      lng: typeof coords.longitude === 'number' ? coords.longitude : Number.NaN,
      lat: typeof coords.latitude === 'number' ? coords.latitude : Number.NaN,
      accuracyM: numberOrNull(coords.accuracy),
      speedMps: numberOrNull(coords.speed),
      headingDeg: numberOrNull(coords.heading),
      void: false,
    },
    nowMs,
  );
}

interface Reading {
  lng: number;
  lat: number;
  accuracyM: number | null;
  speedMps: number | null;
  headingDeg: number | null;
  void: boolean;
}

function makeFix(
  unit: string,
  timestamp: string | undefined,
  reading: Reading,
  nowMs: number,
): OsmandMessage {
  if (unit.length > 64) return refused('bad-value', 'id');
  if (!(Math.abs(reading.lat) <= 90)) return refused('bad-value', 'lat');
  if (!(Math.abs(reading.lng) <= 180)) return refused('bad-value', 'lon');
  const ms = timestamp === undefined ? nowMs : readTime(timestamp);
  if (ms === null) return refused('bad-value', 'timestamp');
  const fix: FixReport = {
    unit,
    measuredAt: new Date(ms).toISOString(),
    lng: reading.lng,
    lat: reading.lat,
  };
  // Phones say -1 for what they do not know, and 0 for an accuracy that nobody has.
  const { accuracyM, speedMps, headingDeg } = reading;
  if (accuracyM !== null && accuracyM > 0 && accuracyM <= 1e6) fix.accuracyM = accuracyM;
  if (speedMps !== null && speedMps >= 0 && speedMps <= 1e4) fix.speedMps = speedMps;
  if (headingDeg !== null && headingDeg >= 0 && headingDeg <= 360) fix.headingDeg = headingDeg;
  if (reading.void) fix.void = true;
  return { kind: 'fix', fix };
}

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i;

/** Seconds or milliseconds since 1970, ISO 8601, or the same with a blank; ms, or null. */
function readTime(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) {
    const value = Number(text);
    const ms = value < 2 ** 31 ? value * 1000 : value;
    return ms <= 8.64e15 ? Math.round(ms) : null;
  }
  const match = ISO.exec(text.trim());
  if (!match) return null;
  const [, day, clock, zone] = match;
  const ms = Date.parse(`${day}T${clock}${zone ?? 'Z'}`);
  // Date.parse takes a 31st of April for the 1st of May.
  const isDay = !Number.isNaN(ms) && new Date(`${day}T00:00Z`).toISOString().startsWith(day!);
  return isDay ? ms : null;
}

/** A number in decimal digits, NaN for anything else: an empty one is not 0. */
function decimal(text: string): number {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : Number.NaN;
}

function numberOrNull(value: unknown): number | null {
  if (value === undefined || value === null || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
function refused(reason: OsmandRefusal, detail: string): OsmandMessage {
  return { kind: 'refused', reason, detail };
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
