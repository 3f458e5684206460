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

/** Bytes of the borders of editions that are not in force, the last ones asked about; they never change. */
const HELD_BYTES = 96 * 2 ** 20;

/** The borders of an edition, as whose a place is is asked of them. */
interface Borders {
  areas: readonly Area[];
  coverage: Coverage;
  cellAt: (lng: number, lat: number) => number | null;
}
interface Held {
  borders: Promise<Borders>;
  /** 0 while they are being read. */
  bytes: number;
}

/** A reader of whose a place was at any time: under the borders that were in force then, decided by `cellAt` as now. */
export function createAreasAt(
  pool: pg.Pool,
  inForce: AreasInForce,
): (ask: Ask, at: [lng: number, lat: number], time: Date) => Promise<AreasAt> {
  const held = new Map<number, Held>();
  // One is read at a time, whoever asks.
  let last: Promise<unknown> = Promise.resolve();
  const read = (ask: Ask, editionId: number): Held => {
    const borders = last.then(() => loadBorders(ask, pool, editionId));
    last = borders.catch(() => {});
    const one: Held = { borders, bytes: 0 };
    borders.then(
      ({ coverage }) => {
        one.bytes = bytesOf(coverage);
        dropLeast();
      },
      () => held.delete(editionId),
    );
    return one;
  };
  const dropLeast = (): void => {
    let bytes = [...held.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [id, one] of held) {
      if (bytes <= HELD_BYTES) return;
      bytes -= one.bytes;
      if (one.bytes > 0) held.delete(id);
    }
  };
  const bordersOf = async (ask: Ask, editionId: number): Promise<Borders> => {
    const { areas, coverage, cellAt } = inForce;
    if (coverage && inForce.editionId === editionId) return { areas, coverage, cellAt };
    const one = held.get(editionId) ?? read(ask, editionId);
    held.delete(editionId);
    held.set(editionId, one);
    return one.borders;
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

/** What borders take in memory: the lines, and as much again twice for their index and the words of areas. */
function bytesOf(coverage: Coverage): number {
  const parts = Object.values(coverage) as unknown[];
  return (
    3 *
    parts.reduce((sum: number, part) => sum + (ArrayBuffer.isView(part) ? part.byteLength : 0), 0)
  );
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
