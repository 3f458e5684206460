import type { EdgeSet, LatticePoint } from '#data/coverage/edge-set.ts';
import type { LatticePolygons } from '#data/coverage/redraw-cells.ts';

/** How near things are the same, lattice steps each way: a metre has more of them from west to east. */
export interface Nearness {
  x: number;
  y: number;
}

/**
 * Corners that lie near a vertex of a coverage are that vertex; else those that lie near a corner that was read before are
 * that one. Rings of fewer than three corners are left out, and so are polygons without an outer ring.
 *
 * @param cells by id, in the order in which corners are read
 */
export function snapRings(
  set: EdgeSet,
  cells: ReadonlyMap<number, LatticePolygons>,
  near: Nearness,
): Map<number, LatticePolygons> {
  const vertices = new Places(near);
  for (const id of set.ids()) {
    const { ax, ay, bx, by } = set.edge(id);
    vertices.add({ x: ax, y: ay });
    vertices.add({ x: bx, y: by });
  }
  const corners = new Places(near);
  const snap = (at: LatticePoint): LatticePoint => {
    const there = vertices.nearest(at) ?? corners.nearest(at);
    if (there) return there;
    corners.add(at);
    return at;
  };
  const snapped = (ring: readonly LatticePoint[]): LatticePoint[] => {
    const out = ring.map(snap).filter(({ x, y }, i, all) => {
      const before = all[(i + all.length - 1) % all.length]!;
      return x !== before.x || y !== before.y;
    });
    // There and back along one line bounds nothing.
    for (let i = 0; out.length > 2 && i < out.length;) {
      const [before, after] = [out[(i + out.length - 1) % out.length]!, out[(i + 1) % out.length]!];
      if (before.x === after.x && before.y === after.y) {
        out.splice(i, 1);
        out.splice(i % out.length, 1);
        i = Math.max(0, i - 2);
      } else i++;
    }
    return out;
  };
  return new Map(
    [...cells].map(([id, polygons]) => [
      id,
      polygons
        .map((rings) => rings.map(snapped).filter((ring, r) => r === 0 || ring.length > 2))
        .filter(([outer]) => outer!.length > 2),
    ]),
  );
}

/** Points that are found by others near them. */
class Places {
  readonly #near: Nearness;
  readonly #in = new Map<string, LatticePoint[]>();

  constructor(near: Nearness) {
    this.#near = near;
  }

  add(at: LatticePoint): void {
    const key = this.#keyOf(at.x, at.y);
    const there = this.#in.get(key);
    if (there) there.push(at);
    else this.#in.set(key, [at]);
  }

  /** The nearest within reach; undefined where there is none. */
  nearest({ x, y }: LatticePoint): LatticePoint | undefined {
    const { x: reachX, y: reachY } = this.#near;
    let [least, found]: [number, LatticePoint | undefined] = [1, undefined];
    for (const dx of [-1, 0, 1])
      for (const dy of [-1, 0, 1])
        for (const at of this.#in.get(this.#keyOf(x + dx * reachX, y + dy * reachY)) ?? []) {
          const far = Math.hypot((at.x - x) / reachX, (at.y - y) / reachY);
          if (far < least || (far <= 1 && !found)) [least, found] = [far, at];
        }
    return found;
  }

  #keyOf(x: number, y: number): string {
    return `${Math.floor(x / this.#near.x)} ${Math.floor(y / this.#near.y)}`;
  }
}
