const HOUR = 3_600_000;
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/;
const ISO = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|[+-]\d{2}:?\d{2})$/;

/** Years that are taken: beyond them a date is a slip, and PostgreSQL has no year 0. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/** Why a time is not taken. */
export type TimeRefusal = 'bad-time' | 'no-such-local-time';

/** The calendar's fields as if they were UTC; null where they are no date (a 31st of April). */
function asUtc(text: string): number | null {
  const m = LOCAL.exec(text);
  if (!m) return null;
  const [year, month, day, hour, minute, second] = m.slice(1).map((part) => Number(part ?? 0));
  const ms = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!);
  const date = new Date(ms);
  const same =
    year! >= FIRST_YEAR &&
    year! <= LAST_YEAR &&
    date.getUTCMonth() === month! - 1 &&
    date.getUTCDate() === day! &&
    hour! < 24 &&
    minute! < 60 &&
    second! < 60;
  return same ? ms : null;
}

/**
 * A reader of local times of a zone: `YYYY-MM-DD hh:mm[:ss]` → ms since 1970. A time that the clocks skip is
 * refused; one that they show twice is its first showing. Offsets are asked of Intl once an hour of data.
 */
export function createLocalTime(timeZone: string): (text: string) => number | TimeRefusal {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const known = new Map<number, number>();
  /** Offset from UTC in ms of the quarter of an hour that an instant lies in: zones change on quarters. */
  const offsetAt = (instant: number): number => {
    const quarter = Math.floor(instant / (HOUR / 4));
    let offset = known.get(quarter);
    if (offset === undefined) {
      const at = quarter * (HOUR / 4);
      const part: Record<string, number> = {};
      for (const p of format.formatToParts(at)) part[p.type] = Number(p.value);
      const shown = Date.UTC(part['year']!, part['month']! - 1, part['day']!, part['hour']!, part['minute']!, part['second']!); // prettier-ignore
      offset = shown - at;
      if (known.size > 200_000) known.clear();
      known.set(quarter, offset);
    }
    return offset;
  };
  return (text) => {
    const wall = asUtc(text.trim());
    if (wall === null) return 'bad-time';
    let first: number | null = null;
    for (const offset of new Set([offsetAt(wall - 24 * HOUR), offsetAt(wall + 24 * HOUR)])) {
      const instant = wall - offset;
      if (offsetAt(instant) === offset && (first === null || instant < first)) first = instant;
    }
    return first ?? 'no-such-local-time';
  };
}

/** ISO 8601 with an offset → ms since 1970. */
export function readIsoTime(text: string): number | TimeRefusal {
  const match = ISO.exec(text.trim());
  // Date.parse takes a 31st of April for the 1st of May.
  if (!match || asUtc(match[1]!) === null) return 'bad-time';
  const ms = Date.parse(match[0].replace(' ', 'T'));
  return Number.isNaN(ms) ? 'bad-time' : ms;
}

/** When a day (YYYY-MM-DD, 1900 to 2199) begins: at midnight, or the first quarter of an hour after it that the clocks show. */
export function beginningOf(day: string, local: (text: string) => number | TimeRefusal): number {
  for (let quarter = 0; quarter < 96; quarter++) {
    const clock = [Math.floor(quarter / 4), (quarter % 4) * 15];
    const at = local(`${day} ${clock.map((n) => String(n).padStart(2, '0')).join(':')}`);
    if (typeof at === 'number') return at;
  }
  throw new RangeError(`${day} is no day`);
}
