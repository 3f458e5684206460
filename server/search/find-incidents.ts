import type pg from 'pg';

import type { SearchAnswer } from '#data/wire/search.ts';
import { isKeptText } from '#data/text/kept-text.ts';
import type { Ask } from '#server/session/session.ts';

import { selectIncidentsByNo } from './search.sql.ts';

const INCIDENTS_MAX = 8;

/** Incidents that the one who asks may see, by their number, by its beginning, or by today's serial alone. */
export async function findIncidents(
  ask: Ask,
  pool: pg.Pool,
  text: string,
  timeZone: string,
  chainOf: (areaId: number | null) => SearchAnswer['areas'],
): Promise<SearchAnswer[]> {
  const no = text.normalize('NFKC').trim();
  if (no.length > 64 || !/\d/.test(no) || !isKeptText(no)) return [];
  const isSerial = /^\d{1,5}$/.test(no);
  const today = isSerial ? dayOf(ask.at, timeZone) + no.padStart(5, '0') : null;
  const scope = ask.session.scopeOf('see-incidents');
  const found = await selectIncidentsByNo(pool, no, today, INCIDENTS_MAX, scope);
  return found.map(({ id, no: code, title, address, state, at, areaId }) => {
    const isWhole = code === no || code === today;
    return {
      noun: 'incidents',
      id,
      code,
      name: title,
      nameEn: null,
      address,
      kind: state,
      tier: isWhole ? 'code' : 'prefix',
      marks: { code: [code === today ? [code.length - no.length, code.length] : [0, no.length]] },
      at,
      bounds: null,
      select: { noun: 'incidents', id },
      areas: chainOf(areaId),
    };
  });
}

/** YYMMDD, as numbers of incidents begin. */
function dayOf(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: '2-digit', month: '2-digit', day: '2-digit' }).formatToParts(at); // prettier-ignore
  const of = (type: string): string => parts.find((part) => part.type === type)!.value;
  return of('year') + of('month') + of('day');
}
