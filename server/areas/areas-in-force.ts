import type pg from 'pg';

import type { Area, AreaSaid } from '#data/areas/area.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import type { Coverage } from '#data/coverage/coverage.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';

import {
  selectAreas,
  selectCells,
  selectEditionInForce,
  selectLockedBorders,
} from './areas.sql.ts';

/**
 * The borders in force, in memory: one place decides whose a point is. `editionId` is null in an
 * empty database; then no point belongs to anybody. `reload` is called when an edition comes into
 * force, by whichever process.
 */
export interface AreasInForce {
  readonly editionId: number | null;
  /** Areas of the edition, parents before children. */
  readonly areas: readonly (Area & AreaSaid)[];
  /** The cells as arcs; null in an empty database. */
  readonly coverage: Coverage | null;
  /** Edges whose course is kept, by their ends: four lattice integers each. */
  readonly lockedBorders: readonly number[];
  /** The cell that holds a point (degrees), or null outside every area. */
  cellAt: (lng: number, lat: number) => number | null;
  reload: () => Promise<void>;
  /** Load again because another edition than this is in force; who finds that out meanwhile shares the loading. */
  moveOn: (from: number | null) => Promise<void>;
}

/**
 * Load the edition in force. Stored cells that are not seamless are a broken database: an Error that
 * names how many faults and where the first is.
 */
export async function createAreasInForce(pool: pg.Pool): Promise<AreasInForce> {
  let loading: Promise<void> | null = null;
  let moving: Promise<void> | null = null;
  const held: {
    editionId: number | null;
    areas: (Area & AreaSaid)[];
    coverage: Coverage | null;
    lockedBorders: number[];
    find: ((lng: number, lat: number) => number) | null;
  } = { editionId: null, areas: [], coverage: null, lockedBorders: [], find: null };

  const load = async (): Promise<void> => {
    const editionId = await selectEditionInForce(pool);
    if (editionId === null) {
      Object.assign(held, { editionId, areas: [], coverage: null, lockedBorders: [], find: null });
      return;
    }
    const areas = await selectAreas(pool, editionId);
    const coverage = fromPolygons(await selectCells(pool, editionId));
    if ('faults' in coverage) {
      const first = coverage.faults[0];
      throw new Error(
        `edition ${editionId} is not seamless: ${coverage.faults.length} faults, the first a ${first?.kind} at ${first?.at.join(', ')}`,
      );
    }
    const lockedBorders = await selectLockedBorders(pool, editionId);
    Object.assign(held, {
      editionId,
      areas,
      coverage,
      lockedBorders,
      find: createCellAt(coverage),
    });
  };

  const inForce: AreasInForce = {
    get editionId() {
      return held.editionId;
    },
    get areas() {
      return held.areas;
    },
    get coverage() {
      return held.coverage;
    },
    get lockedBorders() {
      return held.lockedBorders;
    },
    cellAt: (lng, lat) => (held.find ? held.find(lng, lat) || null : null),
    // Two callers at once: the second waits for the first and then loads again, so that it never gets an older state.
    reload: () => {
      const next = (loading ?? Promise.resolve()).catch(() => {}).then(load);
      loading = next;
      return next;
    },
    moveOn: async (from) => {
      if (held.editionId !== from) return;
      moving ??= inForce.reload().finally(() => (moving = null));
      await moving;
    },
  };
  await inForce.reload();
  return inForce;
}
