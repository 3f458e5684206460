import { ascending, editFrom, refuse, type Edit, type EditRefusal } from './edit.ts';
import type { EdgeSet, LatticePoint } from './edge-set.ts';
import { isSimpleRing } from './is-simple-ring.ts';
import { overlay, type Overlay, type OverlayFace } from './overlay.ts';

export interface ClaimInput {
  /** Corners in lattice steps from the origin, closed by itself; whatever it goes round is claimed. */
  ring: readonly LatticePoint[];
  /** Whose it becomes: a cell that is there, or a new one. */
  to: number;
  /** Only land of these cells (0: of the outside); default of every cell, and not of the outside. */
  of?: readonly number[];
  /** Also a ring of loops that are joined by ways walked there and back; default: one that meets itself is refused. */
  joinsLoops?: boolean;
}

/**
 * Gives the land within a ring to a cell: *carve* where the cell is new, *draw* where the land is the outside's, *give*
 * where the cell is there. Cells that lie within it whole retire. The ring may cut a cell in two; both parts stay its.
 */
export function claimLand(
  set: EdgeSet,
  { ring, to, of, joinsLoops = false }: ClaimInput,
): Edit | EditRefusal {
  const meant = of && new Set(of);
  const unknown = [...(meant ?? [])].filter((cell) => cell !== 0 && !set.has(cell));
  if (unknown.length > 0) return refuse('no-such-cell', unknown);
  const gives = (cell: number): boolean => (meant ? meant.has(cell) : cell !== 0);
  if (joinsLoops ? ring.length < 3 : !isSimpleRing(ring)) return refuse('ring-not-simple');

  const closed = [...ring, ring[0]!];
  const drawn = overlay(set, [closed]);
  if (!drawn) return refuse('too-fine', meant);
  const pruned = drawn.prune((cell) => gives(cell) && cell !== to);
  const within = facesWithin(set, drawn, closed, (cell) => gives(cell) && cell !== to);
  if (within.length === 0) return refuse('changes-nothing', [to]);
  if (set.has(to) && !within.some((face) => drawn.neighbours(face).has(to)))
    return refuse('not-beside', [to]);
  if (pruned === 0) return editFrom(set, drawn, new Map(within.map((face) => [face, to])));

  // Once more without what lies in cells that give nothing, so that it leaves no vertex there.
  const marks = new Set(within.flatMap((face) => drawn.marks(face)));
  const laid = overlay(set, drawn.kept());
  if (!laid) return refuse('too-fine', meant);
  laid.prune((cell) => gives(cell));
  const cells = new Set(within.map((face) => face.cell));
  const faces = laid.faces(cells).filter((face) => laid.marks(face).some((m) => marks.has(m)));
  return editFrom(set, laid, new Map(faces.map((face) => [face, to])));
}

/** The faces that a ring goes round, of cells that are asked for. */
function facesWithin(
  set: EdgeSet,
  laid: Overlay,
  ring: readonly LatticePoint[],
  asks: (cell: number) => boolean,
): OverlayFace[] {
  const cells = new Set([...laid.cells()].filter(asks));
  const xs = ring.map(({ x }) => x);
  const ys = ring.map(({ y }) => y);
  const box = [Math.min(...xs) - 1, Math.min(...ys) - 1, Math.max(...xs) + 1, Math.max(...ys) + 1] as const; // prettier-ignore
  set.near(...box, (id) => {
    const { left, right } = set.edge(id);
    for (const cell of [left, right]) if (asks(cell)) cells.add(cell);
  });
  return laid.faces([...cells].sort(ascending)).filter((face) => laid.winding(face) !== 0);
}
