import type pg from 'pg';

import { inArea, thingOfUnit } from '#data/access/relation.ts';
import { placeIn } from '#data/wire/columns.ts';
import { sees } from '#server/access/must.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import type { FiguresRead } from './area-figures.ts';
import {
  selectAreaPoint,
  selectBuildingPlace,
  selectIncidentPlace,
  selectSitePlace,
  type PlacedRow,
} from './subject.sql.ts';

/** What may be selected, and asked about. */
export type SubjectId =
  | { noun: 'areas' | 'buildings' | 'sites' | 'units'; id: number }
  | { noun: 'incidents'; id: string };

/** Whatever is asked about, as far as the questions need it. */
export interface Subject {
  of: SubjectId;
  /** The area in force that answers for it: itself, the cell that it is in, or a unit's own. */
  areaId: number | null;
  /** Where it is, and for an area a point within; null where it has no place, as a unit off duty. */
  at: [number, number] | null;
  /** Seen where one of these is: its place, and of a building its corners. */
  corners: [number, number][];
  /** Of a site. */
  kind?: string;
}

/** What a subject is read from. */
export interface SubjectSources extends Pick<Deps, 'latest' | 'areas'> {
  pool: pg.Pool;
}

/** @throws Refusal 404 unknown-area, unknown-building, unknown-site, unknown-unit, unknown-incident */
export async function readSubject(
  ask: Ask,
  from: SubjectSources,
  read: Pick<FiguresRead, 'areas'>,
  of: SubjectId,
): Promise<Subject> {
  const { pool, latest, areas } = from;
  const placed = (row: PlacedRow & { corners?: [number, number][] }): Subject => {
    const { at } = row;
    // What was attributed under borders that are gone is answered for by whoever has the place now.
    const areaId = read.areas.has(row.areaId ?? -1) ? row.areaId : at && areas.cellAt(at[0], at[1]);
    return { of, areaId, at, corners: at ? [at, ...(row.corners ?? [])] : [] };
  };
  const found = async (): Promise<Subject | null> => {
    switch (of.noun) {
      case 'areas': {
        if (!read.areas.has(of.id)) return null;
        const at = await selectAreaPoint(pool, of.id);
        return { of, areaId: of.id, at, corners: [] };
      }
      case 'buildings': {
        const row = await selectBuildingPlace(pool, of.id);
        return row && placed(row);
      }
      case 'sites': {
        const row = await selectSitePlace(pool, of.id);
        return row && { ...placed(row), kind: row.kind };
      }
      case 'incidents': {
        const row = await selectIncidentPlace(pool, of.id);
        return row && placed(row);
      }
      case 'units': {
        const known = latest.knownById(of.id);
        if (!known) return null;
        const { slot, unit } = known;
        const at = slot < 0 ? null : placeIn(latest.columns, slot);
        const areaId = read.areas.has(unit.homeAreaId ?? -1) ? unit.homeAreaId : null;
        return { of, areaId, at, corners: at ? [at] : [] };
      }
    }
  };
  const subject = await found();
  if (!subject || !mayBeAsked(ask, from, subject))
    throw refuse(404, UNKNOWN[of.noun], String(of.id));
  return subject;
}

/** Whether the one who asks may see a thing at all: of others it is not told either that they are there. */
function mayBeAsked(
  ask: Ask,
  { latest }: Pick<SubjectSources, 'latest'>,
  { of, areaId, kind }: Subject,
): boolean {
  switch (of.noun) {
    case 'areas':
      return true;
    case 'buildings':
      return sees(ask, ['see-buildings'], { ...inArea(areaId), buildingId: of.id });
    case 'sites':
      return kind !== 'camera' || sees(ask, ['see-cameras'], inArea(areaId));
    case 'incidents':
      return sees(ask, ['see-incidents'], inArea(areaId));
    case 'units':
      return sees(ask, ['see-staff', 'see-positions'], thingOfUnit(latest.knownById(of.id)!.unit));
  }
}

const UNKNOWN = {
  areas: 'unknown-area',
  buildings: 'unknown-building',
  sites: 'unknown-site',
  units: 'unknown-unit',
  incidents: 'unknown-incident',
} as const;
