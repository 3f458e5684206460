import { SEVERITIES, type Incident, type Severity } from '#data/incidents/incident.ts';

export const INCIDENT_SORTS = ['severity', 'time', 'area'] as const;
export type IncidentSort = (typeof INCIDENT_SORTS)[number];

/** What the list shows: all that is open, or what was reported or closed today. */
export const LISTED = ['open', 'new', 'closed'] as const;
export type Listed = (typeof LISTED)[number];

/** How the list is arranged; `reversed` turns it upside down. */
export interface Arrangement {
  listed: Listed;
  sort: IncidentSort;
  reversed: boolean;
  /** Only these; empty = all. */
  severities: readonly Severity[];
}

export const FIRST_ARRANGEMENT: Arrangement = {
  listed: 'open',
  sort: 'severity',
  reversed: false,
  severities: [],
};

/**
 * What is listed. Whatever was reported today is open still or was closed today.
 * @param isToday whether a moment, ISO 8601, is of the district's day
 */
export function listedOf(
  listed: Listed,
  open: Iterable<Incident>,
  closed: Iterable<Incident>,
  isToday: (at: string) => boolean,
): Incident[] {
  if (listed === 'open') return [...open];
  const closedToday = [...closed].filter((i) => i.closedAt !== null && isToday(i.closedAt));
  if (listed === 'closed') return closedToday;
  return [...open, ...closedToday].filter((i) => isToday(i.reportedAt));
}

/**
 * Incidents as the list shows them: what was closed by when it was, the rest by when they were reported. Ties never jump: graver first, then newer, then by number.
 * @param pathOf a text by which areas are in order, of an area id; of null, those without an area come last
 */
export function arrangeList(
  incidents: Iterable<Incident>,
  { listed, sort, reversed, severities }: Arrangement,
  pathOf: (areaId: number) => string,
): Incident[] {
  const rows: { incident: Incident; at: number; path: string }[] = [];
  for (const incident of incidents) {
    if (severities.length > 0 && !severities.includes(incident.severity as Severity)) continue;
    rows.push({
      incident,
      at: Date.parse((listed === 'closed' && incident.closedAt) || incident.reportedAt),
      path: sort !== 'area' ? '' : incident.areaId === null ? '\uffff' : pathOf(incident.areaId),
    });
  }
  type Row = (typeof rows)[number];
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const bySeverity = (a: Row, b: Row): number => a.incident.severity - b.incident.severity;
  const byTime = (a: Row, b: Row): number => b.at - a.at;
  const byArea = (a: Row, b: Row): number => text(a.path, b.path);
  const byNo = (a: Row, b: Row): number => text(a.incident.no, b.incident.no);
  const first = { severity: bySeverity, time: byTime, area: byArea }[sort];
  const turn = reversed ? -1 : 1;
  rows.sort((a, b) => turn * first(a, b) || bySeverity(a, b) || byTime(a, b) || byNo(a, b));
  return rows.map((r) => r.incident);
}

/**
 * The same rows with alarms on top, whatever the order and though a severity is left out.
 * @param listed all that is listed, before a filter
 * @param alarms ids, the newest first
 */
export function alarmsFirst(
  rows: Incident[],
  listed: readonly Incident[],
  alarms: readonly string[],
): Incident[] {
  if (alarms.length === 0) return rows;
  const byId = new Map(listed.map((i) => [i.id, i]));
  const first = alarms.flatMap((id) => byId.get(id) ?? []);
  const lifted = new Set(alarms);
  return [...first, ...rows.filter((i) => !lifted.has(i.id))];
}

/** What a press on a sort does: another one is taken as it is, the same one is turned. */
export function pressSort(was: Arrangement, sort: IncidentSort): Arrangement {
  return { ...was, sort, reversed: was.sort === sort && !was.reversed };
}

/** What a press on a severity does: it is taken in or left out; all of them is the same as none. */
export function pressSeverity(was: Arrangement, severity: Severity): Arrangement {
  const on = was.severities.includes(severity)
    ? was.severities.filter((s) => s !== severity)
    : [...was.severities, severity].sort();
  return { ...was, severities: on.length === 4 ? [] : on };
}

/** An arrangement as the page's address has it; what it leaves out is the first one's. */
export interface ListAddress {
  list?: string | undefined;
  /** `time`, or turned `-time`. */
  sort?: string | undefined;
  only?: readonly number[] | undefined;
}

/** The arrangement that an address asks for; what it cannot mean is left as at first. */
export function readArrangement({ list, sort, only }: ListAddress): Arrangement {
  const reversed = sort?.startsWith('-') === true;
  const by = INCIDENT_SORTS.find((s) => s === sort?.slice(reversed ? 1 : 0));
  return {
    listed: LISTED.find((l) => l === list) ?? FIRST_ARRANGEMENT.listed,
    sort: by ?? FIRST_ARRANGEMENT.sort,
    reversed: by !== undefined && reversed,
    severities: SEVERITIES.filter((s) => only?.includes(s)),
  };
}

/** What an address says of an arrangement: nothing of what is as at first. */
export function writeArrangement({ listed, sort, reversed, severities }: Arrangement): ListAddress {
  const said = `${reversed ? '-' : ''}${sort}`;
  return {
    list: listed === FIRST_ARRANGEMENT.listed ? undefined : listed,
    sort: said === FIRST_ARRANGEMENT.sort ? undefined : said,
    only: severities.length > 0 ? severities : undefined,
  };
}
