/** px from an edge of the map at which it moves instead of its cursor. */
const EDGE_PX = 48;
/** px by one press of an arrow key, and with Shift. */
const STEP_PX = { fine: 8, coarse: 64 } as const;

interface Px {
  x: number;
  y: number;
}

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** How many px an arrow key goes; null: it is none. */
export function arrowStep(key: string, coarse: boolean): [number, number] | null {
  const way = ARROWS[key];
  const px = STEP_PX[coarse ? 'coarse' : 'fine'];
  return way ? [way[0] * px, way[1] * px] : null;
}

/**
 * Where the map's cursor comes to, and by how much the map itself moves so that it stays within.
 *
 * @param size of the map, px
 */
export function moveCursor(
  at: Px,
  [dx, dy]: readonly [number, number],
  size: { width: number; height: number },
): { cursor: Px; pan: [number, number] } {
  const [x, panX] = within(at.x + dx, size.width);
  const [y, panY] = within(at.y + dy, size.height);
  return { cursor: { x, y }, pan: [panX, panY] };
}

function within(to: number, size: number): [at: number, over: number] {
  const [least, most] = [Math.min(EDGE_PX, size / 2), Math.max(size - EDGE_PX, size / 2)];
  const at = Math.min(most, Math.max(least, to));
  return [at, to - at];
}
