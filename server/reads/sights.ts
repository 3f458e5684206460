import type pg from 'pg';

import { inArea, NOWHERE, thingOfUnit } from '#data/access/relation.ts';
import type { Unit } from '#data/units/unit.ts';
import type { PlacesOf } from '#server/live/visible-to.ts';
import type { Session } from '#server/session/session.ts';

import { selectCameraAreas } from './sights.sql.ts';

/** What of units is asked. */
interface UnitsHeld {
  units: () => Unit[];
  unitsRead: number;
  knownById: (id: number) => { unit: Unit } | undefined;
}

/** Where what lanes tell of lies, in memory, for those who see a part. */
export interface Sights {
  places: PlacesOf;
  /** The units whose positions those of a room may see. */
  unitsSeen: (session: Session, room: string) => readonly number[];
  /** Reads again where cameras lie. */
  reload: () => Promise<void>;
}

/** Rooms whose units are remembered. */
const ROOMS_MAX = 2_000;

export async function createSights(pool: pg.Pool, units: UnitsHeld): Promise<Sights> {
  let areaOf = new Map<number, number | null>();
  const reload = async (): Promise<void> => {
    areaOf = await selectCameraAreas(pool);
  };
  await reload();
  const seen = new Map<string, { unitsRead: number; ids: number[] }>();
  return {
    places: {
      unit: (id) => {
        const known = units.knownById(id);
        return known ? thingOfUnit(known.unit) : null;
      },
      site: (id) => (areaOf.has(id) ? inArea(areaOf.get(id)!) : NOWHERE),
    },
    unitsSeen: (session, room) => {
      const known = seen.get(room);
      if (known?.unitsRead === units.unitsRead) return known.ids;
      const ids = units
        .units()
        .filter((unit) => session.may('see-positions', thingOfUnit(unit)).allowed)
        .map(({ id }) => id);
      seen.delete(room);
      if (seen.size >= ROOMS_MAX) seen.delete(seen.keys().next().value!);
      seen.set(room, { unitsRead: units.unitsRead, ids });
      return ids;
    },
    reload,
  };
}
