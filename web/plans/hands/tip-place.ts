interface Size {
  width: number;
  height: number;
}

/** px that a tip stands aside of its place, and from the edge of the map at least. */
const ASIDE_PX = { x: 18, y: 14 } as const;
const EDGE_PX = 8;

/**
 * Where a tip stands: to the lower right of its place, on the other side where the map ends, and within the map whatever
 * its size. All in px of the screen within the map.
 *
 * @param scale of what stands on the map
 */
export function tipPlace(
  at: { x: number; y: number },
  tip: Size,
  map: Size,
  scale: number,
): { x: number; y: number } {
  return {
    x: along(at.x, ASIDE_PX.x * scale, tip.width, map.width),
    y: along(at.y, ASIDE_PX.y * scale, tip.height, map.height),
  };
}

function along(at: number, aside: number, length: number, room: number): number {
  const most = room - EDGE_PX - length;
  const before = at - aside - length;
  const to = at + aside <= most || before < EDGE_PX ? at + aside : before;
  return Math.max(EDGE_PX, Math.min(to, most));
}
