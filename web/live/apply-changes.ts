import type { Incident } from '#data/incidents/incident.ts';
import type { Change, FeedsMessage, Figures, Snapshot } from '#data/wire/messages.ts';

import { hearClosed, reloadClosed } from './load-closed.ts';
import { loadVersions } from './load-packed.ts';
import {
  connectionStore,
  districtStore,
  feedStore,
  incidentStore,
  planStore,
  serverNow,
  siteStore,
  unitStore,
  type IncidentState,
} from './stores.ts';

/** The ticker goes through no more. */
const RECENT_MAX = 30;

/** How old each feed is, and what the server's clock says. */
export function applyFeeds(message: FeedsMessage): void {
  const receivedAt = Date.now();
  feedStore.setState({ message, receivedAt });
  connectionStore.setState({ serverOffsetMs: Date.parse(message.now) - receivedAt });
}

/** A day has begun in the district: its figures begin anew though nothing happened. */
export function applyFigures(figures: Figures): void {
  incidentStore.setState({ figures, figuresAt: serverNow() });
}

/** Whether the day of the figures is over: nobody was told of the new one while the connection was cut. */
export function figuresAreOld(): boolean {
  const { figures, figuresAt } = incidentStore.getState();
  const zone = districtStore.getState().district?.timeZone;
  if (!figures || !zone) return false;
  const days = new Intl.DateTimeFormat('en', { timeZone: zone });
  return days.format(figuresAt) !== days.format(serverNow());
}

/** Begin anew with all that is so now. */
export function applySnapshot(snapshot: Snapshot): void {
  districtStore.setState({ district: snapshot.district, versions: snapshot.versions });
  applyFeeds(snapshot.feeds);
  incidentStore.setState((was) => ({
    byId: new Map(snapshot.incidents.map((i) => [i.id, i])),
    version: was.version + 1,
    figures: snapshot.figures,
    figuresAt: Date.parse(snapshot.feeds.now),
    // What was told before may not have come to be in what is so now.
    recent: [...snapshot.incidents]
      .sort((a, b) => (a.reportedAt < b.reportedAt ? 1 : -1))
      .slice(0, RECENT_MAX)
      .map((incident) => ({ at: incident.reportedAt, kind: 'reported', incident })),
  }));
  unitStore.setState((was) => ({
    byId: new Map(snapshot.units.map((u) => [u.id, u])),
    version: was.version + 1,
  }));
  siteStore.setState({
    states: new Map(snapshot.cameraStates.map(([id, state, at]) => [id, { state, at }])),
  });
  loadVersions(snapshot.versions);
  reloadClosed();
}

/** The figures after a change, by what is held here: of who sees a part of the district the server tells none. */
function countedFigures(
  was: Pick<IncidentState, 'byId' | 'figures'>,
  open: ReadonlyMap<string, Incident>,
  { id, state, revision }: Incident,
): Figures | null {
  if (!was.figures) return null;
  const { newToday, closedToday } = was.figures;
  return {
    open: open.size,
    openGrave: [...open.values()].filter(({ severity }) => severity <= 2).length,
    newToday: newToday + (revision === 1 ? 1 : 0),
    closedToday: closedToday + (state === 'closed' && was.byId.has(id) ? 1 : 0),
  };
}

/** Make one change true in its noun's store. An import changes everything, and borders much: they ask for a snapshot. */
export function applyChange(change: Change): 'done' | 'snapshot-needed' {
  switch (change.noun) {
    case 'incidents':
      incidentStore.setState((was) => {
        const byId = new Map(was.byId);
        if (change.incident.state === 'open') byId.set(change.incident.id, change.incident);
        else byId.delete(change.incident.id);
        const kind = change.incident.state === 'open' ? 'reported' : 'closed';
        return {
          byId,
          version: was.version + 1,
          figures: change.figures ?? countedFigures(was, byId, change.incident),
          figuresAt: Date.parse(change.at),
          closed: kind === 'closed' ? hearClosed(was.closed, change.incident) : was.closed,
          recent: [
            { at: change.at, kind, incident: change.incident } as const,
            ...was.recent,
          ].slice(0, RECENT_MAX),
        };
      });
      return 'done';
    case 'sites':
      siteStore.setState((was) => {
        const states = new Map(was.states);
        for (const [id, state, at] of change.states) states.set(id, { state, at });
        return { states };
      });
      return 'done';
    case 'units':
      unitStore.setState((was) => {
        const unit = was.byId.get(change.unitId);
        if (!unit) return was;
        const byId = new Map(was.byId);
        byId.set(unit.id, { ...unit, onDuty: change.onDuty });
        return { byId, version: was.version + 1 };
      });
      return 'done';
    case 'plans':
      planStore.setState((was) => ({ told: new Map(was.told).set(change.plan.id, change.plan) }));
      return 'done';
    case 'areas':
      // What is open and who is responsible has moved with the borders; of what is packed only these are fetched.
      return 'snapshot-needed';
    case 'district':
      return 'snapshot-needed';
  }
}
