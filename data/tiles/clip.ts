/** A box in tile units. */
export interface Box {
  west: number;
  north: number;
  east: number;
  south: number;
}

/** The pieces of a line, [x, y] interleaved, that lie within a box. */
export function clipLine(line: readonly number[], box: Box): number[][] {
  const pieces: number[][] = [];
  let piece: number[] = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!];
    const dx = bx - ax;
    const dy = by - ay;
    // Liang and Barsky 1984: the stretch of the segment that is within all four sides.
    let enter = 0;
    let leave = 1;
    const side = (toward: number, room: number): void => {
      if (toward === 0) {
        if (room < 0) leave = -1;
      } else if (toward < 0) enter = Math.max(enter, room / toward);
      else leave = Math.min(leave, room / toward);
    };
    side(-dx, ax - box.west);
    side(dx, box.east - ax);
    side(-dy, ay - box.north);
    side(dy, box.south - ay);
    if (enter > leave) continue;
    if (piece.length === 0) piece.push(ax + enter * dx, ay + enter * dy);
    piece.push(ax + leave * dx, ay + leave * dy);
    if (leave < 1) {
      pieces.push(piece);
      piece = [];
    }
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

/**
 * The part of a closed ring that lies within a box, closed; empty where none does (Sutherland and
 * Hodgman 1974: a ring that leaves and comes back runs along the box between).
 */
export function clipRing(ring: readonly number[], box: Box): number[] {
  let kept = ring as number[];
  const sides = [
    [0, box.west, 1],
    [0, box.east, -1],
    [1, box.north, 1],
    [1, box.south, -1],
  ] as const;
  for (const [axis, at, inward] of sides) {
    const from = kept;
    kept = [];
    for (let i = 0; i + 3 < from.length; i += 2) {
      const a = (from[i + axis]! - at) * inward;
      const b = (from[i + 2 + axis]! - at) * inward;
      if (a >= 0) kept.push(from[i]!, from[i + 1]!);
      if (a >= 0 === b >= 0) continue;
      const t = a / (a - b);
      const other = 1 - axis;
      const cross = from[i + other]! + t * (from[i + 2 + other]! - from[i + other]!);
      kept.push(axis === 0 ? at : cross, axis === 0 ? cross : at);
    }
    if (kept.length < 6) return [];
    kept.push(kept[0]!, kept[1]!);
  }
  return kept;
}
