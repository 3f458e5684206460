/** From the district down to an area, itself included; empty for none. */
export function withParents<A extends { parentId: number | null }>(
  areas: ReadonlyMap<number, A>,
  id: number | null,
): A[] {
  const chain: A[] = [];
  for (let area = id === null ? undefined : areas.get(id); area;) {
    chain.unshift(area);
    area = area.parentId === null ? undefined : areas.get(area.parentId);
  }
  return chain;
}
