import type { EdgeSet, LatticePoint } from '#data/coverage/edge-set.ts';
import { editFrom, type Edit, type EditRefusal } from '#data/coverage/edit.ts';
import { overlay, type OverlayFace } from '#data/coverage/overlay.ts';
import { landOf, sharedArea2, type CellLand } from '#data/coverage/shared-land.ts';
import { landIn } from '#data/plans/figures/former-land.ts';

/** Sets of one origin. */
export interface LandToSettle {
  /** What is settled. */
  set: EdgeSet;
  /** The edition that the plan was drawn on, what the plan made of it, and the edition in force. */
  base: EdgeSet;
  mine: EdgeSet;
  theirs: EdgeSet;
  /** Cells of the base whose land is to lie as the plan has it. */
  cells: readonly number[];
  /** Cells of the edition in force on land that was nobody's, of which the plan is to have what it has drawn. */
  taken: readonly number[];
  /** What a cell of the plan, or of the edition in force, is called in `set`; a new id where it is not there. */
  nameOf: (cell: number) => number;
}

/**
 * The edit after which the land of some cells of the base lies as the plan has it. So does land outside that the edition in
 * force does not have, or that is chosen for the plan; land elsewhere that came to cells which the plan made goes back, and all other land stays. The borders are laid over each other, and each face goes whole to whom most of it belongs: nothing is left over, and
 * nothing lies double.
 *
 * @returns null where it lies so already
 */
export function settleLand(to: LandToSettle): Edit | EditRefusal | null {
  const { set, base, mine, theirs, cells, taken, nameOf } = to;
  const over = (from: EdgeSet, some: Iterable<number>, other: EdgeSet): Set<number> =>
    new Set([...some].flatMap((cell) => landIn(from, cell, other).map((part) => part.cell)));
  const isMade = (cell: number): boolean => set.has(cell) && mine.has(cell) && !base.has(cell);
  const drawn = new Set([...over(base, cells, mine), ...over(theirs, taken, mine)]);
  const touched = new Set([...over(base, cells, set), ...over(theirs, taken, set), ...over(mine, drawn, set), ...set.cells().filter(isMade)]); // prettier-ignore
  const lie = over(set, touched, theirs);
  const laid = overlay(set, [...linesOf(base, cells, set), ...linesOf(mine, drawn, set), ...linesOf(theirs, lie, set)]); // prettier-ignore
  if (!laid) return { refused: 'too-fine', cells: [...touched].sort((a, b) => a - b) };
  laid.prune((cell) => cell === 0 || touched.has(cell));
  const [asked, theirsTaken] = [new Set(cells), new Set(taken)];
  const lands = (of: EdgeSet, some: Iterable<number>) => [...some].map((cell) => [cell, landOf(of, cell)] as const); // prettier-ignore
  const inBase = lands(base, new Set([...cells, ...over(set, touched, base)]));
  const inMine = lands(mine, new Set([...drawn, ...over(set, touched, mine)]));
  const inTheirs = lands(theirs, lie);
  const cellOf = new Map<OverlayFace, number>();
  for (const face of laid.faces([0, ...touched])) {
    const land = laid.land(face);
    const [was, own, there] = [inBase, inMine, inTheirs].map((some) => mostOf(land, some)) as [number, number, number]; // prettier-ignore
    const isMine =
      was === 0 ? there === 0 || (theirsTaken.has(there) && own !== 0) : asked.has(was);
    if (!isMine && (!isMade(face.cell) || own === face.cell)) continue;
    const cell = isMine ? own : there;
    const name = cell && nameOf(cell);
    if (name !== face.cell) cellOf.set(face, name);
  }
  return cellOf.size === 0 ? null : editFrom(set, laid, cellOf);
}

/** The borders of cells, but for those that another set has too. */
function linesOf(from: EdgeSet, cells: Iterable<number>, but: EdgeSet): LatticePoint[][] {
  const ids = new Set([...cells].flatMap((cell) => [...from.of(cell)]));
  return [...ids].flatMap((id) => {
    const { ax, ay, bx, by } = from.edge(id);
    return but.between(ax, ay, bx, by) >= 0 ? [] : [[{ x: ax, y: ay }, { x: bx, y: by }]]; // prettier-ignore
  });
}

/** Whose most of a land is; 0: nobody's. */
function mostOf(land: CellLand, cells: readonly (readonly [number, CellLand])[]): number {
  const shares = cells.map(([cell, other]) => [cell, sharedArea2(land, other)] as const);
  const outside = land.area2 - shares.reduce((sum, [, area2]) => sum + area2, 0);
  return shares.reduce((most, one) => (one[1] > most[1] ? one : most), [0, outside] as const)[0];
}
