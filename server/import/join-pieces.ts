import type pg from 'pg';

import { buildingPoint } from '#data/buildings/building-point.ts';
import type { FeatureGeometry } from '#data/features/feature.ts';
import type { InputReport } from '#data/import/report.ts';
import { polygonsOf, snapGeometry } from '#data/import/snap-geometry.ts';
import { fromEwkb, toEwkbHex } from '#server/db/ewkb.ts';

import type { CellAt, StageInput } from './stage-noun.ts';
import { replacePieces, selectJoinedPieces, type StagedNoun } from './stage.sql.ts';

/** Things are put together so many at a time: each may have hundreds of thousands of vertices. */
const PAGE = 50;

/**
 * Put the pieces of one thing together where the manifest says so, on the lattice, and decide its cell again. What
 * cannot be put together stays as it is: its later pieces are then refused as duplicates.
 */
export async function joinPieces(
  db: pg.PoolClient,
  noun: StagedNoun,
  inputs: readonly StageInput[],
  reports: readonly InputReport[],
  cellAt: CellAt,
): Promise<void> {
  const joined = inputs.flatMap((input, i) => (input.pieces === 'join' ? [i] : []));
  if (joined.length === 0) return;
  for (let after = ''; ;) {
    const page = await selectJoinedPieces(db, noun, joined, after, PAGE);
    for (const whole of page) {
      const snapped = snapGeometry(fromEwkb(whole.geom));
      if (typeof snapped === 'string') continue;
      let geometry: FeatureGeometry = snapped.geometry;
      let areaId: number | null = null;
      if (noun === 'buildings') {
        const coordinates = polygonsOf(geometry);
        if (!coordinates) continue;
        geometry = { type: 'MultiPolygon', coordinates };
        areaId = cellAt(...buildingPoint(coordinates));
      }
      await replacePieces(db, noun, joined, { ...whole, geom: toEwkbHex(geometry), areaId });
      reports[whole.input]!.joined += whole.pieces - 1;
    }
    if (page.length < PAGE) return;
    after = page.at(-1)!.key;
  }
}
