import type pg from 'pg';

import type { Area } from '#data/areas/area.ts';
import { withParents } from '#data/areas/with-parents.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import type { Coverage } from '#data/coverage/coverage.ts';
import { distanceToBorderM } from '#data/geo/distance-to-border-m.ts';
import type { Ring } from '#data/geo/geometry.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import type { AreasAt } from '#data/wire/cards.ts';
import type { Ask } from '#server/session/session.ts';

import type { AreasInForce } from './areas-in-force.ts';
import { selectEditionAt } from './areas.sql.ts';
import { readBorders } from './read-borders.ts';

/** Editions that are not in force and held in memory, the last ones asked about; their borders never change. */
const HELD = 2;

/** The borders of an edition, as whose a place is is asked of them. */
interface Borders {
  areas: readonly Area[];
  coverage: Coverage;
  cellAt: (lng: number, lat: number) => number | null;
}

/** A reader of whose a place was at any time: under the borders that were in force then, decided by `cellAt` as now. */
export function createAreasAt(
  pool: pg.Pool,
  inForce: AreasInForce,
): (ask: Ask, at: [lng: number, lat: number], time: Date) => Promise<AreasAt> {
  const held = new Map<number, Promise<Borders>>();
  const bordersOf = async (ask: Ask, editionId: number): Promise<Borders> => {
    const { areas, coverage, cellAt } = inForce;
    if (coverage && inForce.editionId === editionId) return { areas, coverage, cellAt };
    let borders = held.get(editionId);
    held.delete(editionId);
    borders ??= loadBorders(ask, pool, editionId);
    held.set(editionId, borders);
    borders.catch(() => held.delete(editionId));
    for (const least of held.keys()) if (held.size > HELD) held.delete(least);
    return borders;
  };
  return async (ask, [lng, lat], time) => {
    const editionId = await selectEditionAt(pool, time);
    if (editionId === null) return { editionId, areas: [], borderM: null };
    const { areas, coverage, cellAt } = await bordersOf(ask, editionId);
    const cell = cellAt(lng, lat);
    const chain = withParents(new Map(areas.map((area) => [area.id, area])), cell);
    return {
      editionId,
      areas: chain.map(({ id, code, level, name, nameEn }) => ({ id, code, level, name, nameEn })),
      borderM:
        cell === null ? null : distanceToBorderM([lng, lat], [bordersOfCell(coverage, cell)]),
    };
  };
}

async function loadBorders(ask: Ask, pool: pg.Pool, editionId: number): Promise<Borders> {
  const { areas, coverage } = await readBorders(ask, pool, editionId);
  const find = createCellAt(coverage);
  return { areas, coverage, cellAt: (lng, lat) => find(lng, lat) || null };
}

/** The lines about a cell. */
function bordersOfCell(c: Coverage, cell: number): Ring[] {
  const lines: Ring[] = [];
  for (let i = 0; i < c.left.length; i++) {
    if (c.left[i] !== cell && c.right[i] !== cell) continue;
    const line: Ring = [];
    for (let v = c.starts[i]!; v < c.starts[i + 1]!; v++)
      line.push([toDegrees(c.vertices[2 * v]! + c.originX), toDegrees(c.vertices[2 * v + 1]! + c.originY)]); // prettier-ignore
    lines.push(line);
  }
  return lines;
}
