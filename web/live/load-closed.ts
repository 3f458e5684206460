import type { Incident } from '#data/incidents/incident.ts';

import { askServer } from './ask-server.ts';
import { incidentStore, type ClosedIncidents } from './stores.ts';

const PAGE = 500;
/** What was heard to be closed is kept so long: today's, in any zone, and yesterday's when midnight passes. */
const KEPT_MS = 48 * 3_600_000;

interface Page {
  incidents: Incident[];
  next: string | null;
}

/** The asking that counts; one begun later takes its place. */
let asking = 0;

/**
 * Ask for all that was closed on a day of the district, YYYY-MM-DD. What closes from then on is heard
 * (`hearClosed`), so it is asked for again only on another day, or when something may have been missed.
 */
export async function loadClosed(day: string): Promise<void> {
  const mine = ++asking;
  const before = incidentStore.getState().closed;
  setClosed({ day, load: 'loading' });
  const found = new Map<string, Incident>();
  for (let next: string | null = null; ;) {
    const from: string = next === null ? '' : `&before=${next}`;
    const answer = await askServer<Page>(`/api/incidents?closedOn=${day}&limit=${PAGE}${from}`);
    if (mine !== asking) return;
    if (!answer.ok) {
      setClosed({ load: 'failed' });
      return;
    }
    for (const incident of answer.value.incidents) found.set(incident.id, incident);
    next = answer.value.next;
    if (next === null) break;
  }
  // What was heard meanwhile may have come too late for the answer.
  for (const [id, incident] of incidentStore.getState().closed.byId)
    if (!before.byId.has(id)) found.set(id, incident);
  setClosed({ load: 'ready', byId: found });
}

/** Ask again for what was asked before: something may have been missed. */
export function reloadClosed(): void {
  const { day } = incidentStore.getState().closed;
  if (day !== null) void loadClosed(day);
}

/** Ask again when the last asking failed: the server is there once more. */
export function retryClosed(): void {
  if (incidentStore.getState().closed.load === 'failed') reloadClosed();
}

/** An incident was closed: kept beside those asked for, what is long closed is let go. */
export function hearClosed(was: ClosedIncidents, incident: Incident): ClosedIncidents {
  const since = Date.parse(incident.closedAt ?? incident.reportedAt) - KEPT_MS;
  const byId = new Map([...was.byId].filter(([, i]) => Date.parse(i.closedAt!) > since));
  byId.set(incident.id, incident);
  return { ...was, byId };
}

function setClosed(part: Partial<ClosedIncidents>): void {
  incidentStore.setState((was) => ({ closed: { ...was.closed, ...part } }));
}
