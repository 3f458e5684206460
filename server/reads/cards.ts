import type pg from 'pg';

import type { AreaCard, BuildingCard, SiteCard } from '#data/wire/cards.ts';
import type { Ask } from '#server/session/session.ts';

import { areaStep, chainOf, familyOf } from './area-family.ts';
import type { FiguresRead } from './area-figures.ts';
import { selectAreaCounts, selectBuilding, selectPosts, selectSite } from './cards.sql.ts';

/** An area with its figures, its people and what it holds; null where the edition in force has none of that id. */
export async function readAreaCard(
  ask: Ask,
  pool: pg.Pool,
  read: FiguresRead,
  id: number,
): Promise<AreaCard | null> {
  const area = read.areas.get(id);
  if (!area) return null;
  const { family, cells, children } = familyOf(read.areas, id);
  const counts = await selectAreaCounts(pool, cells, [...family]);
  const posts = await selectPosts(pool, 'area', id, ask.at);
  return {
    area: { ...areaStep(area), kind: area.kind },
    parents: chainOf(read.areas, area.parentId),
    areaM2: area.m2,
    figures: read.figures.get(id)!,
    leader: posts.find((post) => post.role === 'leader') ?? null,
    posts,
    counts: { children, cells: cells.length, ...counts },
  };
}

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
  const posts = await selectPosts(pool, 'building', id, ask.at);
  return {
    ...rest,
    areas: chainOf(read.areas, areaId),
    captain: posts.find((post) => post.role === 'captain') ?? null,
  };
}

/** A camera, station or management point with its owner and place in the tree; null where there is none. */
export async function readSiteCard(
  _ask: Ask,
  pool: pg.Pool,
  read: FiguresRead,
  id: number,
): Promise<SiteCard | null> {
  const site = await selectSite(pool, id);
  if (!site) return null;
  const { areaId, ...rest } = site;
  return { ...rest, areas: chainOf(read.areas, areaId) };
}
