import type pg from 'pg';

import type { Area } from '#data/areas/area.ts';
import type { AreaCard, AreaStep, BuildingCard, SiteCard } from '#data/wire/cards.ts';
import type { Ask } from '#server/session/session.ts';

import type { FiguresRead } from './area-figures.ts';
import { selectAreaCounts, selectBuilding, selectPosts, selectSite } from './cards.sql.ts';

const step = (area: Area): AreaStep => ({
  id: area.id,
  code: area.code,
  level: area.level,
  name: area.name,
  nameEn: area.nameEn,
});

/** From the district down to an area, itself included; empty for none. */
function chainOf(areas: ReadonlyMap<number, Area>, id: number | null): AreaStep[] {
  const chain: AreaStep[] = [];
  for (let area = id === null ? undefined : areas.get(id); area;) {
    chain.unshift(step(area));
    area = area.parentId === null ? undefined : areas.get(area.parentId);
  }
  return chain;
}

/** An area with its figures, its people and what it holds; null where the edition in force has none of that id. */
export async function readAreaCard(
  ask: Ask,
  pool: pg.Pool,
  read: FiguresRead,
  id: number,
): Promise<AreaCard | null> {
  const area = read.areas.get(id);
  if (!area) return null;
  // Parents come before children, so one pass gathers all that is below.
  const family = new Set([id]);
  const parents = new Set<number>();
  let children = 0;
  for (const other of read.areas.values()) {
    if (other.parentId !== null && family.has(other.parentId)) {
      family.add(other.id);
      parents.add(other.parentId);
      if (other.parentId === id) children++;
    }
  }
  const cells = [...family].filter((member) => !parents.has(member));
  const counts = await selectAreaCounts(pool, cells, [...family]);
  const posts = await selectPosts(pool, 'area', id, ask.at);
  return {
    area: { ...step(area), kind: area.kind },
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
