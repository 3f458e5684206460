import type { Edge, EdgeSet } from './edge-set.ts';
import { editOf, refuse, type Edit, type EditRefusal } from './edit.ts';

/** Makes cells one, of a new id. They must hang together along borders. */
export function mergeCells(
  set: EdgeSet,
  { cells, id }: { cells: readonly number[]; id: number },
): Edit | EditRefusal {
  const merged = new Set(cells);
  const unknown = cells.filter((cell) => cell === 0 || !set.has(cell));
  if (unknown.length > 0) return refuse('no-such-cell', unknown);
  if (merged.size < 2) return refuse('changes-nothing', merged);
  const patch: { remove: Edge[]; add: Edge[] } = { remove: [], add: [] };
  const beside = new Map<number, Set<number>>(cells.map((cell) => [cell, new Set()]));
  const seen = new Set<number>();
  for (const cell of merged)
    for (const number of set.of(cell)) {
      if (seen.has(number)) continue;
      seen.add(number);
      const edge = set.edge(number);
      patch.remove.push(edge);
      const [left, right] = [merged.has(edge.left), merged.has(edge.right)];
      if (left && right) {
        beside.get(edge.left)!.add(edge.right);
        beside.get(edge.right)!.add(edge.left);
      } else patch.add.push({ ...edge, ...(left ? { left: id } : { right: id }) });
    }
  const reached = new Set([cells[0]!]);
  for (const cell of reached) for (const other of beside.get(cell)!) reached.add(other);
  const apart = [...merged].filter((cell) => !reached.has(cell));
  if (apart.length > 0) return refuse('not-beside', apart);
  return editOf(set, patch, new Map([[id, merged]]));
}
