import type { Unit } from '#data/units/unit.ts';

import { areaStore, feedStore, serverNow, unitColumns, unitStore } from '../live/stores.ts';

import { mayOfUnit } from './may-of-unit.ts';
import { keepOrder, sortTeam, teamFigures, teamOf, teamRows } from './team.ts';
import type { IsTold, TeamFigures, TeamRow, TeamSort } from './team.ts';

/** A team at one moment. */
export interface Team {
  rows: TeamRow[];
  /** What the rows are sorted by; null before there are any. */
  sort: TeamSort | null;
  figures: TeamFigures;
  /** The same value as long as the same units belong to it: what a scene's `onlyUnits` takes. */
  ids: ReadonlySet<number>;
  /** The server's clock that ages are told by, ms. */
  now: number;
  /** The first frame is still to come: where and how long ago anybody was seen is not known yet. */
  waiting: boolean;
}

export const NO_TEAM: Team = {
  rows: [],
  sort: null,
  figures: { all: 0, onDuty: 0, out: 0, silent: 0 },
  ids: new Set(),
  now: 0,
  waiting: true,
};

export const isPlaceTold: IsTold = (unit) => mayOfUnit('see-positions', unit);

/** Ages are renewed each second; rows change places less often, so that one can be read and clicked. */
const TICK_MS = 1_000;
const RESORT_MS = 5_000;

/**
 * The server has told nothing yet, or units have reported, as their feed says, and no frame has come:
 * "never seen" would be untrue. Where no unit ever reported there is no frame to wait for. The first frame may
 * be empty: of whoever sees nobody who is on duty.
 */
export function isFrameDue(): boolean {
  if (unitColumns.version > 0) return false;
  const { message } = feedStore.getState();
  return message?.feeds.find((feed) => feed.key === 'fixes')?.newestAt !== null;
}

/**
 * Tells of a team now and each second from then on: newest fixes are read where they lie, and a change
 * of units or areas is told at once. Returns how to stop.
 */
export function watchTeam(
  within: readonly number[],
  sort: TeamSort,
  tell: (team: Team) => void,
): () => void {
  let units: ReadonlyMap<number, Unit> | null = null;
  let packed: unknown = null;
  let members: Unit[] = [];
  let ids: ReadonlySet<number> = new Set();
  let order: number[] = [];
  let orderedAt = Number.NEGATIVE_INFINITY;
  let placed = -1;

  const refresh = (): void => {
    const now = serverNow();
    const { byId } = unitStore.getState();
    const areas = areaStore.getState();
    if (byId !== units || areas.packed !== packed) {
      units = byId;
      packed = areas.packed;
      members = teamOf(byId.values(), within, areas);
      if (members.length !== ids.size || members.some((unit) => !ids.has(unit.id)))
        ids = new Set(members.map((unit) => unit.id));
      orderedAt = Number.NEGATIVE_INFINITY;
    }
    const rows = teamRows(members, unitColumns, areas, now, isPlaceTold);
    // The first frame brings all places at once.
    if (now - orderedAt >= RESORT_MS || unitColumns.count !== placed) {
      order = sortTeam(rows, sort).map((row) => row.unit.id);
      orderedAt = now;
      placed = unitColumns.count;
    }
    tell({
      rows: keepOrder(rows, order),
      sort,
      figures: teamFigures(rows, now),
      ids,
      now,
      waiting: isFrameDue(),
    });
  };

  refresh();
  const stops = [
    unitStore.subscribe(refresh),
    areaStore.subscribe((s, was) => {
      if (s.packed !== was.packed) refresh();
    }),
  ];
  const timer = setInterval(refresh, TICK_MS);
  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
  };
}
