/**
 * In as many rows as make about a square, from the north; each row from the west. Of those at one place the first stays
 * first.
 *
 * @param middleOf a place as [eastwards, northwards], in any unit
 */
export function fromNorthWest<T>(
  items: readonly T[],
  middleOf: (item: T) => readonly [x: number, y: number],
): T[] {
  const placed = items.map((item) => ({ item, at: middleOf(item) }));
  placed.sort((a, b) => b.at[1] - a.at[1] || a.at[0] - b.at[0]);
  const perRow = Math.ceil(placed.length / Math.max(1, Math.round(Math.sqrt(placed.length))));
  const out: T[] = [];
  for (let i = 0; i < placed.length; i += perRow)
    out.push(
      ...placed
        .slice(i, i + perRow)
        .sort((a, b) => a.at[0] - b.at[0])
        .map(({ item }) => item),
    );
  return out;
}
