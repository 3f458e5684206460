import { areaStore } from './stores.ts';

/**
 * How many there are in each area of a level, and in the nearest above it where a branch skips that level.
 *
 * @param cells the cell that each is in; 0, of what is outside, counts nowhere
 * @returns [area's id, count], in the order in which areas were first met
 */
export function countByArea(cells: Iterable<number>, level: number): [number, number][] {
  const { chainOf } = areaStore.getState();
  const counts = new Map<number, number>();
  for (const cell of cells) {
    const area = chainOf(cell).findLast((a) => a.level <= level);
    if (area) counts.set(area.id, (counts.get(area.id) ?? 0) + 1);
  }
  return [...counts];
}
