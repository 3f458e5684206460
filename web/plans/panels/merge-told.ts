import type { Plan } from '#data/plans/plan.ts';

/**
 * Plans that were read, as they are by now, the newest first: of each the later revision. One that was told and is in no
 * page that was read is new, unless the rest has not been read and it is older than all that was.
 *
 * @param isWhole whether the pages go to the end
 */
export function mergeTold(
  read: readonly Plan[],
  told: ReadonlyMap<string, Plan>,
  isWhole: boolean,
): Plan[] {
  const byId = new Map(read.map((plan) => [plan.id, plan]));
  const oldest = read.at(-1)?.madeAt ?? '';
  for (const plan of told.values()) {
    const was = byId.get(plan.id);
    if (was ? plan.revision > was.revision : isWhole || plan.madeAt >= oldest) byId.set(plan.id, plan); // prettier-ignore
  }
  return [...byId.values()].sort((a, b) =>
    a.madeAt < b.madeAt ? 1 : a.madeAt > b.madeAt ? -1 : 0,
  );
}
