import { compareEdges, type EdgeSet } from './edge-set.ts';
import { enclosesGap } from './enclosed-gap.ts';
import type { OverlayFace, Overlay } from './overlay.ts';
import { invertPatch, type Patch } from './patch.ts';

/** Why an edit of borders is not made. */
export const EDIT_REFUSALS = [
  /** The line parts no cell: it must cross a border of it twice, or close. */
  'line-must-cross-twice',
  /** There is no cell of this id. */
  'no-such-cell',
  /** Borders would fall together that lie within a lattice step of each other. */
  'too-fine',
  /** A place of nobody's would be shut in. */
  'leaves-a-gap',
  /** A cell would be left without land. */
  'cell-would-vanish',
  /** The ring crosses itself, or bounds nothing. */
  'ring-not-simple',
  /** It would not be land of one cell: what is drawn must touch what it joins. */
  'not-beside',
  /** Nothing would be other than it is. */
  'changes-nothing',
  /** Land of cells that were not meant would change hands. */
  'sweeps-over-others',
  /** Cells would overlap, or have vertices on a common border that the other has not. */
  'borders-do-not-match',
] as const;
export type EditRefusalReason = (typeof EDIT_REFUSALS)[number];

export interface EditRefusal {
  refused: EditRefusalReason;
  /** The cells in question, ascending. */
  cells: number[];
}

/** A change of borders as a value: what goes, what comes, and what keeps its name with another border. */
export interface Edit {
  patch: Patch;
  /** Cells that are no more, ascending. */
  retired: number[];
  /** New cells, ascending, and those whose land they have. */
  created: { id: number; from: number[] }[];
  /** Cells that stay, with other land, ascending. */
  reshaped: number[];
}

export const ascending = (a: number, b: number): number => a - b;

export function refuse(refused: EditRefusalReason, cells: Iterable<number> = []): EditRefusal {
  return { refused, cells: [...cells].sort(ascending) };
}

/** The edit that takes another back. Whose land a cell that returns had is not asked: it is what it was. */
export function invertEdit({ patch, retired, created, reshaped }: Edit): Edit {
  return {
    patch: invertPatch(patch),
    retired: created.map(({ id }) => id),
    created: retired.map((id) => ({
      id,
      from: created.filter(({ from }) => from.includes(id)).map((cell) => cell.id),
    })),
    reshaped,
  };
}

/**
 * The edit that gives faces of an overlay to cells.
 *
 * @param cellOf for the faces whose cell changes
 * @returns a refusal where a cell that was not to go would have no border left
 */
export function editFrom(
  set: EdgeSet,
  laid: Overlay,
  cellOf: ReadonlyMap<OverlayFace, number>,
): Edit | EditRefusal {
  return editOf(set, laid.patch(cellOf), fromFaces(cellOf));
}

/** Which cells land goes to → from. */
function fromFaces(cellOf: ReadonlyMap<OverlayFace, number>): Map<number, Set<number>> {
  const from = new Map<number, Set<number>>();
  for (const [face, cell] of cellOf) {
    if (cell === face.cell) continue;
    const list = from.get(cell);
    if (list) list.add(face.cell);
    else from.set(cell, new Set([face.cell]));
  }
  return from;
}

/**
 * The edit of a patch whose faces change hands.
 *
 * @param from for each cell that gets land, those that it gets it from
 */
export function editOf(
  set: EdgeSet,
  patch: Patch,
  from: ReadonlyMap<number, ReadonlySet<number>>,
): Edit | EditRefusal {
  const lost = new Map<number, number>();
  const count = (edges: Patch['add'], by: number): void => {
    for (const { left, right } of edges)
      for (const cell of [left, right]) lost.set(cell, (lost.get(cell) ?? 0) + by);
  };
  count(patch.remove, 1);
  count(patch.add, -1);
  lost.delete(0);
  const givers = new Set([...from.values()].flatMap((cells) => [...cells]));
  const [retired, created, reshaped]: [number[], Edit['created'], number[]] = [[], [], []];
  for (const [cell, less] of lost) {
    const before = set.of(cell).size;
    if (before === less) {
      if (!givers.has(cell)) return refuse('cell-would-vanish', [cell]);
      retired.push(cell);
    } else if (before === 0) {
      created.push({ id: cell, from: [...(from.get(cell) ?? [])].filter(Boolean).sort(ascending) });
    } else if (from.has(cell) || givers.has(cell)) reshaped.push(cell);
  }
  if (enclosesGap(set, patch)) return refuse('leaves-a-gap', lost.keys());
  if (retired.length + created.length + reshaped.length === 0) return refuse('changes-nothing');
  return {
    // In order: the same input is the same value, wherever it is worked out.
    patch: { remove: patch.remove.toSorted(compareEdges), add: patch.add.toSorted(compareEdges) },
    retired: retired.sort(ascending),
    created: created.sort((a, b) => a.id - b.id),
    reshaped: reshaped.sort(ascending),
  };
}
