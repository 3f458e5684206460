import type { EdgeSet } from '#data/coverage/edge-set.ts';
import { areaM2 } from '#data/geo/area-m2.ts';
import { toLattice } from '#data/geo/lattice.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import type { PlanFigures } from '#data/plans/figures/plan-figures.ts';

import { piecesOf } from './pieces.ts';

/** Land that hangs together: an area all of which does, or a piece of a cell that lies in several. */
export interface Part {
  areaId: number;
  piece: MultiPolygonCoordinates[0] | null;
}

interface Hanging {
  figures: PlanFigures;
  below: ReadonlyMap<number, readonly number[]>;
}

/**
 * The land of an area in groups of parts that hang together by borders, the one of most land first. Areas below it that
 * are whole are not looked into: it costs what lies in those that are not.
 *
 * @param isWhole of an area below it: whether its own land hangs together
 */
export function groupsOf(
  { figures, below }: Hanging,
  id: number,
  isWhole: (area: number) => boolean,
): Part[][] {
  const { set, areas } = figures.state;
  const parts: Part[] = [];
  /** By area the number of its part; of a cell in pieces, by edge. */
  const partOfArea = new Map<number, number>();
  const partOfEdge = new Map<number, Map<number, number>>();
  const inside: number[] = [];
  const take = (area: number, isInside: boolean): void => {
    const children = below.get(area);
    if (area !== id && isWhole(area)) {
      partOfArea.set(area, parts.push({ areaId: area, piece: null }) - 1);
      if (isInside) inside.push(area);
    } else if (children) for (const child of children) take(child, area !== id);
    else {
      const edges = new Map<number, number>();
      for (const piece of piecesOf(set, [area])) {
        const no = parts.push({ areaId: area, piece }) - 1;
        for (const edge of edgesOf(set, piece)) edges.set(edge, no);
      }
      partOfEdge.set(area, edges);
      inside.push(area);
    }
  };
  take(id, false);

  const root = parts.map((_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (root[at] !== at) at = root[at] = root[root[at]!]!;
    return at;
  };
  const join = (a: number | undefined, b: number | undefined): void => {
    if (a !== undefined && b !== undefined) root[find(a)] = find(b);
  };
  for (const [area, no] of partOfArea)
    for (const other of figures.siblingsBeside(area)) join(no, partOfArea.get(other));
  // What lies in an area that is not whole has borders with more than its siblings.
  const partAt = (cell: number, edge: number): number | undefined => {
    const pieces = partOfEdge.get(cell);
    if (pieces) return pieces.get(edge);
    for (let area = areas.get(cell); area && area.id !== id; area = areas.get(area.parentId ?? -1))
      if (partOfArea.has(area.id)) return partOfArea.get(area.id);
    return undefined;
  };
  const cellsIn = (area: number): number[] => below.get(area)?.flatMap(cellsIn) ?? [area];
  for (const cell of inside.flatMap(cellsIn))
    for (const number of set.of(cell)) {
      const { left, right } = set.edge(number);
      join(partAt(left, number), partAt(right, number));
    }

  const groups = new Map<number, Part[]>();
  for (const [i, part] of parts.entries())
    groups.set(find(i), [...(groups.get(find(i)) ?? []), part]);
  const landOf = ({ areaId, piece }: Part): number => (piece ? 1e4 * areaM2([piece]) : (figures.sumsOf(areaId)?.cm2 ?? 0)); // prettier-ignore
  const land = new Map([...groups.values()].map((group) => [group, group.reduce((sum, part) => sum + landOf(part), 0)])); // prettier-ignore
  return [...land.keys()].sort((a, b) => land.get(b)! - land.get(a)! || parts.indexOf(a[0]!) - parts.indexOf(b[0]!)); // prettier-ignore
}

function* edgesOf(set: EdgeSet, piece: MultiPolygonCoordinates[0]): Generator<number> {
  for (const ring of piece)
    for (let i = 1; i < ring.length; i++) {
      const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!];
      const id = set.between(
        toLattice(ax) - set.originX,
        toLattice(ay) - set.originY,
        toLattice(bx) - set.originX,
        toLattice(by) - set.originY,
      );
      if (id >= 0) yield id;
    }
}
