import type { Incident, Severity } from '#data/incidents/incident.ts';

export const INCIDENT_SORTS = ['severity', 'time', 'area'] as const;
export type IncidentSort = (typeof INCIDENT_SORTS)[number];

/** How the list is arranged; `reversed` turns it upside down. */
export interface Arrangement {
  sort: IncidentSort;
  reversed: boolean;
  /** Only these; empty = all. */
  severities: readonly Severity[];
}

export const FIRST_ARRANGEMENT: Arrangement = { sort: 'severity', reversed: false, severities: [] };

/**
 * Open incidents as the list shows them. Ties never jump: graver first, then newer, then by number.
 * @param pathOf a text by which areas are in order, of an area id; of null, those without an area come last
 */
export function arrangeList(
  incidents: Iterable<Incident>,
  { sort, reversed, severities }: Arrangement,
  pathOf: (areaId: number) => string,
): Incident[] {
  const rows: { incident: Incident; at: number; path: string }[] = [];
  for (const incident of incidents) {
    if (severities.length > 0 && !severities.includes(incident.severity as Severity)) continue;
    rows.push({
      incident,
      at: Date.parse(incident.reportedAt),
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
