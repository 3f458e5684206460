import type pg from 'pg';

import type { Act } from '#data/access/acts.ts';
import type { Snapshot } from '#data/wire/messages.ts';
import { transact, type Db } from '#server/db/database.ts';
import type { DayFigures } from '#server/live/day-figures.ts';
import type { MadeSnapshot } from '#server/live/snapshots.ts';
import type { Ask } from '#server/session/session.ts';

import { readDistrict, type DistrictSettings } from './district.ts';
import { selectVersions } from './district.sql.ts';
import {
  beginSnapshot,
  selectCameraStates,
  selectFigures,
  selectFiguresOf,
  selectOpenIncidents,
  selectToldCameras,
  selectUnits,
} from './snapshot.sql.ts';

/** A console is not sent more: ten times what a district of the largest kind has open. */
const INCIDENTS_MAX = 40_000;
const UNITS_MAX = 50_000;

/** What a hub asks of the database. */
export interface SnapshotReads {
  readSnapshot: (ask: Ask) => Promise<MadeSnapshot>;
  readDayFigures: (ask: Ask) => Promise<DayFigures>;
}

/**
 * Reads all that a console needs on joining, in one transaction of one moment: whatever the change of that
 * number and those before it made true is in it, and nothing else. One reading at a time: it remembers which
 * cameras have been told of, so that each reading looks only at the changes since the one before.
 */
export function createSnapshotReads(pool: pg.Pool, settings: DistrictSettings): SnapshotReads {
  let told: { epoch: string; no: number; ids: Set<number> } | null = null;
  let before: Promise<unknown> = Promise.resolve();

  /** Who sees all shares the way that is made for it. */
  const figuresOf = ({ session, at }: Ask, db: Db): Promise<DayFigures> => {
    const scope = session.scopeOf('see-incidents');
    return scope.kind === 'all'
      ? selectFigures(db, at, settings.timeZone)
      : selectFiguresOf(db, at, settings.timeZone, scope);
  };
  const read = (ask: Ask): Promise<MadeSnapshot> =>
    transact(pool, async (db) => {
      const { epoch, no } = await beginSnapshot(db);
      const known = told?.epoch === epoch && told.no <= no ? told : { no: 0, ids: [] };
      const since = await selectToldCameras(db, known.no);
      const ids = new Set(since.repacked ? since.ids : [...known.ids, ...since.ids]);
      const { figures, dayEndsAt } = await figuresOf(ask, db);
      const scope = (act: Act) => ask.session.scopeOf(act);
      const snapshot: Omit<Snapshot, 'feeds'> = {
        district: await readDistrict(ask, db, settings),
        versions: await selectVersions(db),
        figures,
        incidents: await selectOpenIncidents(db, scope('see-incidents'), INCIDENTS_MAX),
        units: await selectUnits(db, [scope('see-staff'), scope('see-positions')], UNITS_MAX),
        cameraStates:
          ids.size === 0 ? [] : await selectCameraStates(db, scope('see-cameras'), [...ids]),
      };
      told = { epoch, no, ids };
      return { epoch, no, dayEndsAt, text: JSON.stringify(snapshot) };
    });
  return {
    readSnapshot: (ask) => {
      const reading = before.then(() => read(ask));
      before = reading.catch(() => {});
      return reading;
    },
    readDayFigures: (ask) => figuresOf(ask, pool),
  };
}
