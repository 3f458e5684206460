import type { EdgeSet, LatticePoint } from './edge-set.ts';
import { editFrom, refuse, type Edit, type EditRefusal } from './edit.ts';
import { overlay, type OverlayFace } from './overlay.ts';

export interface ReplaceInput {
  /** Points of the border as it runs, each the next one's neighbour along an edge or on one. */
  path: readonly LatticePoint[];
  /** As it is to run: from the path's first point to its last. */
  line: readonly LatticePoint[];
  /** The cells left and right of the path, walking it; 0 = outside. */
  left: number;
  right: number;
  /** Land of third cells that the line sweeps over: refused, or taken by the side that grows. */
  over: 'refuse' | 'take';
}

/**
 * Lets a border run along another line; both sides follow. The line may cross the border as often as it likes: what lies
 * between the two changes hands, each piece to the cell that it then lies with.
 */
export function replaceBorder(set: EdgeSet, input: ReplaceInput): Edit | EditRefusal {
  const { path, line, left, right, over } = input;
  const laid = overlay(set, [line, path.toReversed()]);
  if (!laid) return refuse('too-fine', [left, right]);
  laid.prune(() => true);
  const cellOf = new Map<OverlayFace, number>();
  const others = new Set<number>();
  const touched = new Set([...laid.cells(), ...laid.cellsAlong(), left, right]);
  for (const face of laid.faces(touched)) {
    const winding = laid.winding(face);
    if (winding === 0) continue;
    const [grows, gives] = winding > 0 ? [left, right] : [right, left];
    if (face.cell === grows) continue;
    if (face.cell !== gives) others.add(face.cell);
    cellOf.set(face, grows);
  }
  if (others.size > 0 && over === 'refuse') return refuse('sweeps-over-others', others);
  if (cellOf.size === 0) return refuse('changes-nothing', [left, right]);
  return editFrom(set, laid, cellOf);
}
