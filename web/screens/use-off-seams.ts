import { useLayoutEffect, type RefObject } from 'react';

import { pieceShifts } from './wall-layout.ts';

/**
 * Keep the pieces of a wall's row off the seams: after each drawing the marked pieces (`data-piece="left"`, moved on to
 * the right, and `"right"`, moved back to the left) are measured and get a margin. Without seams nothing is measured.
 *
 * @param seams design px from the wall's left edge
 */
export function useOffSeams(
  row: RefObject<HTMLElement | null>,
  seams: readonly number[],
  k: number,
): void {
  useLayoutEffect(() => {
    if (!row.current || seams.length === 0) return;
    const wall = row.current.closest('.wall')!.getBoundingClientRect();
    const width = wall.width / k;
    for (const side of ['left', 'right'] as const) {
      const pieces = [...row.current.querySelectorAll<HTMLElement>(`[data-piece=${side}]`)];
      if (side === 'right') pieces.reverse();
      const margin = side === 'left' ? 'marginLeft' : 'marginRight';
      for (const piece of pieces) piece.style[margin] = '';
      const boxes = pieces.map((piece) => piece.getBoundingClientRect());
      const shifts = pieceShifts(
        boxes.map((box) =>
          side === 'left'
            ? { from: (box.left - wall.left) / k, to: (box.right - wall.left) / k }
            : { from: (wall.right - box.right) / k, to: (wall.right - box.left) / k },
        ),
        side === 'left' ? seams : seams.map((seam) => width - seam).reverse(),
      );
      pieces.forEach((piece, i) => {
        if (shifts[i]! > 0) piece.style[margin] = `${shifts[i]! * k}px`;
      });
    }
  });
}
