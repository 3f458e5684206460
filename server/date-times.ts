import { Get, Set } from 'typebox/format';

const isDateTime = Get('date-time')!;

/**
 * From here on a `date-time` of a schema is one that `Date` can read: RFC 3339 has second 60, typebox besides a zone in
 * brackets behind it (RFC 9557), and both would only break where the time is read.
 */
export function readDateTimes(): void {
  Set('date-time', (text) => isDateTime(text) && Number.isFinite(Date.parse(text)));
}
