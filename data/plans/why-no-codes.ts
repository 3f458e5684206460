import { refusePlanEdit, type PlanEditRefusal } from './plan-edit.ts';
import type { PlanArea, PlanState } from './plan-state.ts';

/**
 * Why areas cannot bear the codes that are new to them; null where they can. A code is of the district's scheme, and
 * one area's for ever: who bore it in the edition may bear it again, and nobody else.
 *
 * @param next what areas are to be (null: no more)
 */
export function whyNoCodes(
  { areas, scheme, bearers }: PlanState,
  next: ReadonlyMap<number, PlanArea | null>,
): PlanEditRefusal | null {
  const said = [...next.values()].filter(
    (area) => area !== null && area.code !== '' && area.code !== areas.get(area.id)?.code,
  ) as PlanArea[];
  if (said.length === 0) return null;
  const later = new Map([...areas, ...next]);
  const bearing = new Map<string, number[]>();
  for (const area of later.values())
    if (area?.code) bearing.set(area.code, [...(bearing.get(area.code) ?? []), area.id]);
  for (const { id, code, level, parentId } of said) {
    const alike = bearing.get(code)!;
    if (alike.length > 1) return refusePlanEdit('code-in-use', alike);
    if ((bearers.get(code) ?? id) !== id) return refusePlanEdit('code-retired', [id]);
    const parent = parentId === null ? null : (later.get(parentId) ?? null);
    if (!scheme.isCode(level, code, parent)) return refusePlanEdit('not-a-code', [id]);
  }
  return null;
}
