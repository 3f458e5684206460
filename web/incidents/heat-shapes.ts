import { LATTICE_PER_DEGREE } from '#data/geo/lattice.ts';
import { toWorld } from '#data/tiles/project.ts';
import type { Shapes } from '#data/tiles/shapes.ts';

/** Far out incidents within so many integers of the world's (about 60 m) are one that weighs as much. */
const FAR_GRAIN = 4_096;

/** A point each, with its weight `w`. `positions` are lattice integers. */
export function heatShapes(positions: Int32Array, far: boolean): Shapes {
  const world = toWorld(positions, LATTICE_PER_DEGREE);
  const { at, weight } = far ? gather(world) : { at: world, weight: null };
  const n = at.length / 2;
  const each = Uint32Array.from({ length: n + 1 }, (_, i) => i);
  return {
    layer: 'heat',
    kind: 'point',
    parts: { positions: at, starts: each, of: each.subarray(0, n), isHole: new Uint8Array(n) },
    ids: null,
    from: new Uint8Array(n),
    properties: { w: { numbers: weight ?? new Uint8Array(n).fill(1) } },
  };
}

/** Those of a square in its middle of gravity. */
function gather(world: Int32Array): { at: Int32Array; weight: Uint32Array } {
  const squares = new Map<number, { x: number; y: number; n: number }>();
  for (let p = 0; p < world.length; p += 2) {
    const [x, y] = [world[p]!, world[p + 1]!];
    const key = Math.floor(x / FAR_GRAIN) * 2 ** 20 + Math.floor(y / FAR_GRAIN);
    const square = squares.get(key);
    if (!square) squares.set(key, { x, y, n: 1 });
    else {
      square.x += x;
      square.y += y;
      square.n++;
    }
  }
  const all = [...squares.values()];
  return {
    at: Int32Array.from(all.flatMap(({ x, y, n }) => [Math.round(x / n), Math.round(y / n)])),
    weight: Uint32Array.from(all, ({ n }) => n),
  };
}
