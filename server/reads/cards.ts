import type pg from 'pg';

import { inArea } from '#data/access/relation.ts';
import type { AreaCard, BuildingCard, SiteCard } from '#data/wire/cards.ts';
import { sees } from '#server/access/must.ts';
import { transact } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';
import { readSnapshotOnly } from '#server/wire/version.sql.ts';

import { areaStep, chainOf, familyOf } from './area-family.ts';
import type { FiguresRead } from './area-figures.ts';
import { selectAreaCounts, selectBuilding, selectPosts, selectSite } from './cards.sql.ts';
import { selectRetiredArea, selectWhereItWent } from './retired-area.sql.ts';

/**
 * An area with its figures, its people and what it holds. One that is no more is as it was last, holds nothing, and says
 * where it went. Null where none of that id is or was in force.
 */
export async function readAreaCard(
  ask: Ask,
  pool: pg.Pool,
  read: FiguresRead,
  id: number,
): Promise<AreaCard | null> {
  const area = read.areas.get(id);
  if (!area) return readRetiredCard(ask, pool, id);
  const { family, cells, children } = familyOf(read.areas, id);
  const here = inArea(id);
  // Borders, names and codes are everybody's; what is counted in them, and who answers for them, is not.
  const open = {
    area: { ...areaStep(area), kind: area.kind },
    parents: chainOf(read.areas, area.parentId),
    areaM2: area.m2,
    ended: null,
  };
  if (!sees(ask, ['see-figures', 'see-staff'], here))
    return { ...open, figures: null, leader: null, posts: [], counts: null };
  const counts = await selectAreaCounts(pool, cells, [...family]);
  const [cameras, units, incidents] = (['see-cameras', 'see-staff', 'see-incidents'] as const).map((act) => sees(ask, [act], here)); // prettier-ignore
  const posts = sees(ask, ['see-staff'], here) ? await selectPosts(pool, 'area', id, ask.at) : [];
  return {
    ...open,
    figures: sees(ask, ['see-figures'], here) ? read.figures.get(id)! : null,
    leader: posts.find((post) => post.role === 'leader') ?? null,
    posts,
    counts: {
      children,
      cells: cells.length,
      ...counts,
      ...(cameras ? {} : { cameras: null, camerasOnline: null }),
      ...(units ? {} : { units: null }),
      ...(incidents ? {} : { openIncidents: null }),
    },
  };
}

async function readRetiredCard(ask: Ask, pool: pg.Pool, id: number): Promise<AreaCard | null> {
  return transact(pool, async (db) => {
    await readSnapshotOnly(db);
    const retired = await selectRetiredArea(db, id);
    if (!retired) return null;
    const { area, parents, editionId, at } = retired;
    const { ownHouseholds: households, ownResidents: residents, ownCountedOn: countedOn } = area;
    const successors = await selectWhereItWent(db, id, editionId);
    return {
      area: { ...areaStep(area), kind: area.kind },
      parents,
      areaM2: area.m2,
      figures: sees(ask, ['see-figures'], inArea(id))
        ? { households, residents, estimated: false, countedOn }
        : null,
      leader: null,
      posts: [],
      counts: HOLDS_NOTHING,
      ended: { at: at.toISOString(), editionId, successors },
    };
  });
}

const HOLDS_NOTHING: AreaCard['counts'] = { children: 0, cells: 0, buildings: 0, cameras: 0, camerasOnline: 0, stations: 0, managementPoints: 0, units: 0, openIncidents: 0 }; // prettier-ignore

/** A building with its entrances, compound, captain and place in the tree; null where there is none. */
export async function readBuildingCard(
  ask: Ask,
  pool: pg.Pool,
  read: FiguresRead,
  id: number,
): Promise<BuildingCard | null> {
  const building = await selectBuilding(pool, id);
  if (!building) return null;
  const { areaId, ...rest } = building;
  const here = { ...inArea(areaId), buildingId: id };
  const posts = sees(ask, ['see-staff'], here)
    ? await selectPosts(pool, 'building', id, ask.at)
    : [];
  return {
    ...rest,
    areas: chainOf(read.areas, areaId),
    captain: posts.find((post) => post.role === 'captain') ?? null,
  };
}

/** A camera, station or management point with its place in the tree, and whose it is for who sees staff there; null where there is none. */
export async function readSiteCard(
  ask: Ask,
  pool: pg.Pool,
  read: FiguresRead,
  id: number,
): Promise<SiteCard | null> {
  const site = await selectSite(pool, id);
  if (!site) return null;
  const { areaId, ...rest } = site;
  if (!sees(ask, ['see-staff'], inArea(areaId))) rest.owner = null;
  return { ...rest, areas: chainOf(read.areas, areaId) };
}
