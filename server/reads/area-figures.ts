import type pg from 'pg';

import type { Area } from '#data/areas/area.ts';
import { areaFigures, type AreaFigures } from '#data/areas/area-figures.ts';
import type { Ask } from '#server/session/session.ts';

import { selectAreasWithM2, selectCellSums, selectFiguresKey } from './area-figures.sql.ts';

/** Areas and figures of one edition and one state of the buildings. */
export interface FiguresRead {
  areas: Map<number, Area & { m2: number }>;
  figures: Map<number, AreaFigures>;
}

/** A reader of every area's figures that works them out once a version of areas and buildings. */
export function createAreaFigures(pool: pg.Pool): (ask: Ask) => Promise<FiguresRead> {
  let key = '';
  let held: Promise<FiguresRead> | null = null;
  const load = async (): Promise<FiguresRead> => {
    const areas = await selectAreasWithM2(pool);
    const sums = await selectCellSums(pool);
    const m2 = new Map(areas.map((area) => [area.id, area.m2]));
    return {
      areas: new Map(areas.map((area) => [area.id, area])),
      figures: areaFigures(areas, sums, m2),
    };
  };
  return async (_ask) => {
    const now = await selectFiguresKey(pool);
    if (!held || key !== now) {
      key = now;
      const loading = load();
      held = loading;
      loading.catch(() => {
        if (held === loading) held = null;
      });
    }
    return held;
  };
}
