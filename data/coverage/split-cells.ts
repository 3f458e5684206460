import type { EdgeSet, LatticePoint } from './edge-set.ts';
import { editFrom, refuse, type Edit, type EditRefusal } from './edit.ts';
import { overlay, type OverlayFace } from './overlay.ts';

export interface SplitInput {
  /** Its corners in lattice steps from the origin; the first again at the end closes it. */
  line: readonly LatticePoint[];
  /** Only these cells are parted; default all that it parts. */
  cells?: readonly number[];
  /** The parts get ids from this one on, none of which may be in use. */
  firstId: number;
}

/**
 * Parts cells along a line. Every part is a new cell, in the order of the old cells' ids and then of where the parts
 * begin (by x, then y); land of a cell that lies apart from the line stays with its largest part. The line's ends that
 * part nothing are left out, and leave no vertex behind.
 */
export function splitCells(set: EdgeSet, input: SplitInput): Edit | EditRefusal {
  const meant = input.cells && new Set(input.cells);
  const unknown = [...(meant ?? [])].filter((cell) => !set.has(cell));
  if (unknown.length > 0) return refuse('no-such-cell', unknown);
  const keeps = (cell: number): boolean => cell !== 0 && (meant?.has(cell) ?? true);

  let laid = overlay(set, [input.line]);
  if (!laid) return refuse('too-fine', meant);
  if (laid.prune(keeps) > 0) {
    // Once more with what parts cells alone, so that what does not leaves no trace.
    laid = overlay(set, laid.kept());
    if (!laid) return refuse('too-fine', meant);
    laid.prune(keeps);
  }
  let nextId = input.firstId;
  const cellOf = new Map<OverlayFace, number>();
  for (const [, faces] of byCell(laid.faces(laid.cells()))) {
    const parts = faces.filter((face) => face.fresh);
    if (parts.length < 2) continue;
    const ids = new Map(parts.map((part) => [part, nextId++]));
    const largest = parts.reduce((a, b) => (b.area2 > a.area2 ? b : a));
    for (const face of faces) cellOf.set(face, ids.get(face) ?? ids.get(largest)!);
  }
  if (cellOf.size === 0) return refuse('line-must-cross-twice', meant);
  return editFrom(set, laid, cellOf);
}

function byCell(faces: readonly OverlayFace[]): Map<number, OverlayFace[]> {
  const cells = new Map<number, OverlayFace[]>();
  for (const face of faces) {
    const list = cells.get(face.cell);
    if (list) list.push(face);
    else cells.set(face.cell, [face]);
  }
  return cells;
}
