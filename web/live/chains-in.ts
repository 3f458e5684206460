import type { AreaOnWire } from '#data/wire/packed.ts';

/**
 * Chains of responsibility in one edition, each worked out once: layers ask for thousands in a frame.
 *
 * @returns from the district down to the area itself; empty for an id that is not among them
 */
export function chainsIn(
  byId: ReadonlyMap<number, AreaOnWire>,
): (areaId: number) => readonly AreaOnWire[] {
  const chains = new Map<number, readonly AreaOnWire[]>();
  const chainOf = (areaId: number): readonly AreaOnWire[] => {
    let chain = chains.get(areaId);
    if (!chain) {
      const area = byId.get(areaId);
      if (!area) return [];
      chain = area.parentId === null ? [area] : [...chainOf(area.parentId), area];
      chains.set(areaId, chain);
    }
    return chain;
  };
  return chainOf;
}
