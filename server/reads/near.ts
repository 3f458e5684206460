import { inArea, thingOfUnit } from '#data/access/relation.ts';
import { distanceM } from '#data/geo/distance-m.ts';
import { seesPoint, SIGHT_M } from '#data/sites/sees-point.ts';
import type { Near, PersonNear, SiteNear } from '#data/wire/about.ts';
import { mustFor, sees } from '#server/access/must.ts';
import type { Ask } from '#server/session/session.ts';

import { familyOf } from './area-family.ts';
import type { FiguresRead } from './area-figures.ts';
import { nearestPeople } from './nearest-people.ts';
import { selectCamerasIn, selectStationsNear, type SiteAt } from './near.sql.ts';
import type { Subject, SubjectSources } from './subject.ts';

const PEOPLE = 5;
const CAMERAS = 6;
const STATIONS = 2;
/** Farther than this nobody is near: it is half an hour's walk. */
const PEOPLE_WITHIN_M = 2_000;
/** Who was last heard of before this may be anywhere: the map draws nobody so old either. */
const FIX_AGE_MS = 30 * 60_000;
const STATIONS_MEASURED = 24;
const M_A_DEG = 110_500;

/**
 * What is near a thing: who is on duty, what cameras are turned to it, which stations. Each list the nearest first. Of a
 * unit that is where it is: whoever sees it as a colleague alone is not told.
 *
 * @throws Refusal 403 beyond-scope, or why else the one who asks may not know where a unit is
 */
export async function readNear(
  ask: Ask,
  from: SubjectSources,
  read: Pick<FiguresRead, 'areas'>,
  subject: Subject,
): Promise<Near> {
  const { at, of } = subject;
  if (of.noun === 'units')
    mustFor(ask, 'see-positions', thingOfUnit(from.latest.knownById(of.id)!.unit));
  const peopleWithinM = of.noun === 'areas' ? null : PEOPLE_WITHIN_M;
  if (!at)
    return {
      at,
      people: [],
      peopleWithinM,
      peopleCount: 0,
      cameras: [],
      camerasCount: 0,
      stations: [],
    };
  const [cameras, stations] = await Promise.all([
    readCameras(ask, from, subject),
    selectStationsNear(from.pool, at, STATIONS_MEASURED),
  ]);
  const isSelf = (site: SiteNear): boolean => of.noun === 'sites' && site.id === of.id;
  return {
    at,
    peopleWithinM,
    ...findPeople(ask, from, read, subject, at),
    ...cameras,
    stations: stations
      .map((site) => lineOf(site, distanceM(at, site.at)))
      .filter((site) => !isSelf(site))
      .sort(byDistance)
      .slice(0, STATIONS),
  };
}

function findPeople(
  ask: Ask,
  { latest, areas }: SubjectSources,
  read: Pick<FiguresRead, 'areas'>,
  { of }: Subject,
  at: [number, number],
): Pick<Near, 'people' | 'peopleCount'> {
  const { columns } = latest;
  const cells = of.noun === 'areas' ? new Set(familyOf(read.areas, of.id).cells) : null;
  const { nearest, count } = nearestPeople(columns, at, {
    sinceMs: ask.at.getTime() - FIX_AGE_MS,
    // One more: a unit is always the nearest to itself.
    limit: PEOPLE + 1,
    withinM: PEOPLE_WITHIN_M,
    isIn: cells && ((lng, lat) => cells.has(areas.cellAt(lng, lat) ?? 0)),
    isSeen: (unitId) => {
      const unit = latest.knownById(unitId)?.unit;
      return unit !== undefined && sees(ask, ['see-positions'], thingOfUnit(unit));
    },
  });
  const people: PersonNear[] = [];
  let self = 0;
  for (const { slot, distanceM: m } of nearest) {
    const unit = latest.knownById(columns.ids[slot]!)?.unit;
    if (!unit) continue;
    if (of.noun === 'units' && unit.id === of.id) self = 1;
    else {
      const measuredAt = new Date(columns.measuredAt[slot]!).toISOString();
      people.push({ unitId: unit.id, kind: unit.kind, name: unit.name, distanceM: m, measuredAt });
    }
  }
  return { people: people.slice(0, PEOPLE), peopleCount: count - self };
}

/** Cameras that are turned to a thing. An area's are counted on its card. */
async function readCameras(
  ask: Ask,
  { pool }: SubjectSources,
  { of, corners }: Subject,
): Promise<Pick<Near, 'cameras' | 'camerasCount'>> {
  if (corners.length === 0) return { cameras: [], camerasCount: 0 };
  const lngs = corners.map((corner) => corner[0]);
  const lats = corners.map((corner) => corner[1]);
  const tall = SIGHT_M / M_A_DEG;
  const wide = tall / Math.cos((lats[0]! * Math.PI) / 180);
  const found = await selectCamerasIn(pool, [
    Math.min(...lngs) - wide,
    Math.min(...lats) - tall,
    Math.max(...lngs) + wide,
    Math.max(...lats) + tall,
  ]);
  const seeing = found
    .filter((camera) => sees(ask, ['see-cameras'], inArea(camera.areaId)))
    .filter((camera) => of.noun !== 'sites' || camera.id !== of.id)
    .filter((camera) => corners.some((corner) => seesPoint(camera, corner)))
    .map((camera) =>
      lineOf(camera, Math.min(...corners.map((corner) => distanceM(camera.at, corner)))),
    )
    .sort(byDistance);
  return { cameras: seeing.slice(0, CAMERAS), camerasCount: seeing.length };
}

function lineOf(site: SiteAt, m: number): SiteNear {
  const { id, name, state } = site;
  return { id, class: site.class, name, state, distanceM: m };
}

const byDistance = (a: SiteNear, b: SiteNear): number => a.distanceM - b.distanceM || a.id - b.id;
