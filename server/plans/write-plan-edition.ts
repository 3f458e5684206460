import { allotCodes } from '#data/plans/allot-codes.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { toPolygons } from '#data/coverage/to-polygons.ts';
import { lockedBordersOf } from '#data/plans/border-locks.ts';
import { newEdition } from '#data/plans/new-edition.ts';
import { applyPlanEdit } from '#data/plans/plan-edit.ts';
import { planStateOf, type PlanState } from '#data/plans/plan-state.ts';
import type { AreasInForce } from '#server/areas/areas-in-force.ts';
import { readTakenCodes } from '#server/areas/codes-of-editions.ts';
import { readFreeIds, writeEdition } from '#server/areas/write-edition.ts';
import type { Db } from '#server/db/database.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { makeCrosswalk } from './make-crosswalk.ts';

/**
 * Write the edition that a plan comes to, beside the one in force, which it follows: codes are allotted, the borders are
 * looked at once more as a whole, and what goes where is written down. Answers its id.
 *
 * @param after the plan's state; it is changed and of no use after this
 * @throws Refusal 422 codes-used-up, code-from-outside, not-seamless, changes-nothing
 */
export async function writePlanEdition(
  ask: Ask,
  db: Db,
  {
    areas,
    coverage,
    editionId,
    lockedBorders: were,
  }: Pick<AreasInForce, 'areas' | 'coverage' | 'editionId' | 'lockedBorders'>,
  after: PlanState,
  edition: { validFrom: Date; name: string; planId: string },
): Promise<number> {
  const before = planStateOf(coverage!, areas, were);
  const codes = allotCodes(after, await readTakenCodes(ask, db));
  if ('refused' in codes) throw refuse(422, codes.refused, codes.areas.join(' '));
  applyPlanEdit(after, codes);
  const shapes = [...toPolygons(after.set.toCoverage())];
  const whole = fromPolygons(shapes.map(([id, coordinates]) => ({ id, coordinates })));
  if ('faults' in whole) {
    const cells = new Set(whole.faults.flatMap((fault) => fault.cells));
    throw refuse(422, 'not-seamless', [...cells].join(' '));
  }
  const rows = await makeCrosswalk(ask, db, before, after, areas);
  const free = await readFreeIds(ask, db);
  const made = newEdition(before, after, rows, areas, free.areaId);
  const lockedBorders = lockedBordersOf(after);
  const isSame = made.retired.length + made.versions.length === 0 && String(lockedBorders) === String(were); // prettier-ignore
  if (isSame) throw refuse(422, 'changes-nothing');
  const drawnAs = new Map([...made.idOf].map(([drawn, id]) => [id, drawn]));
  await writeEdition(ask, db, {
    ...edition,
    id: free.editionId,
    follows: editionId!,
    lockedBorders,
    ...made,
    sourceKeyOf: (id) => `${edition.planId}/${drawnAs.get(id) ?? id}`,
  });
  return free.editionId;
}
