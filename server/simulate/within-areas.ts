import type { PackedAreas } from '#data/wire/packed.ts';

/** Rows into which the outer line is sorted. */
const ROWS = 512;

/** Says whether a place in degrees lies within the areas taken together, by the line that has one on one side only. */
export function createWithinAreas(areas: PackedAreas): (lng: number, lat: number) => boolean {
  const pieces: [ax: number, ay: number, bx: number, by: number][] = [];
  for (let arc = 0; arc + 1 < areas.starts.length; arc++) {
    if (areas.left[arc] !== 0 && areas.right[arc] !== 0) continue;
    for (let v = 2 * areas.starts[arc]!; v + 2 < 2 * areas.starts[arc + 1]!; v += 2) {
      const [ax, ay, bx, by] = areas.positions.subarray(v, v + 4);
      pieces.push([ax!, ay!, bx!, by!]);
    }
  }
  const south = Math.min(...pieces.map(([, ay]) => ay));
  const north = Math.max(...pieces.map(([, ay]) => ay));
  const rowOf = (lat: number): number => Math.floor(((lat - south) / (north - south)) * ROWS);
  const rows = Array.from({ length: ROWS + 1 }, (): typeof pieces => []);
  for (const piece of pieces) {
    const [from, to] = [rowOf(piece[1]), rowOf(piece[3])];
    for (let row = Math.min(from, to); row <= Math.max(from, to); row++) rows[row]!.push(piece);
  }
  return (lng, lat) => {
    let isIn = false;
    for (const [ax, ay, bx, by] of rows[rowOf(lat)] ?? [])
      if (ay > lat !== by > lat && lng < ax + ((lat - ay) / (by - ay)) * (bx - ax)) isIn = !isIn;
    return isIn;
  };
}
