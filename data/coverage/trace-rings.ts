import { compareDirections } from '#data/geo/orientation.ts';
import { pointInRing, ringArea2 } from '#data/geo/ring.ts';
import type { Coverage } from './coverage.ts';
import { pointKey } from './point-key.ts';

/** A ring of lattice integers from the origin, x and y interleaved, not closed. */
type LatticeRing = number[];

/**
 * Rings of every label but 0, from arcs whose two sides differ: label → polygons, each its outer
 * ring and its holes. A walk around a face may touch itself at a vertex; it is taken apart there,
 * which leaves one outer ring and holes that touch it at a point, as OGC's rules ask.
 */
export function traceRings(
  c: Coverage,
  left: Uint32Array,
  right: Uint32Array,
): Map<number, LatticeRing[][]> {
  const { vertices, starts } = c;
  const arcs = left.length;
  // Half-arc 2i walks arc i forward, 2i+1 backward; both know the vertex they leave and the next.
  const first = (h: number) => (h & 1 ? starts[(h >> 1) + 1]! - 1 : starts[h >> 1]!);
  const second = (h: number) => (h & 1 ? first(h) - 1 : first(h) + 1);
  const keyOf = (v: number) => pointKey(vertices[2 * v]!, vertices[2 * v + 1]!);
  const leaving = new Map<number, number[]>();
  for (let i = 0; i < arcs; i++) {
    if (left[i] === right[i]) continue;
    for (const h of [2 * i, 2 * i + 1]) {
      const key = keyOf(first(h));
      const list = leaving.get(key);
      if (list) list.push(h);
      else leaving.set(key, [h]);
    }
  }
  const dx = (h: number) => vertices[2 * second(h)]! - vertices[2 * first(h)]!;
  const dy = (h: number) => vertices[2 * second(h) + 1]! - vertices[2 * first(h) + 1]!;
  const next = new Int32Array(arcs * 2).fill(-1);
  for (const around of leaving.values()) {
    around.sort((g, h) => compareDirections(dx(g), dy(g), dx(h), dy(h)));
    around.forEach((h, k) => {
      next[around[(k + 1) % around.length]! ^ 1] = h;
    });
  }

  const walks = new Map<number, LatticeRing[]>();
  const done = new Uint8Array(arcs * 2);
  for (let h = 0; h < arcs * 2; h++) {
    const label = h & 1 ? right[h >> 1]! : left[h >> 1]!;
    if (done[h] || next[h]! < 0 || label === 0) continue;
    const walk: LatticeRing = [];
    for (let g = h; !done[g]; g = next[g]!) {
      done[g] = 1;
      const step = g & 1 ? -1 : 1;
      const length = starts[(g >> 1) + 1]! - starts[g >> 1]! - 1;
      for (let k = 0, v = first(g); k < length; k++, v += step)
        walk.push(vertices[2 * v]!, vertices[2 * v + 1]!);
    }
    const list = walks.get(label);
    const rings = takeApart(walk).map(fromLeast);
    if (list) list.push(...rings);
    else walks.set(label, rings);
  }
  const shapes = new Map<number, LatticeRing[][]>();
  for (const [label, rings] of walks) shapes.set(label, gather(rings));
  return shapes;
}

/** Takes a closed walk apart at the vertices that it passes more than once. */
function takeApart(walk: LatticeRing): LatticeRing[] {
  const seen = new Map<number, number>();
  const rings: LatticeRing[] = [];
  const stack: number[] = [];
  const keys: number[] = [];
  for (let i = 0; i < walk.length; i += 2) {
    const key = pointKey(walk[i]!, walk[i + 1]!);
    const before = seen.get(key);
    if (before !== undefined) {
      rings.push(stack.splice(before * 2));
      for (const gone of keys.splice(before)) seen.delete(gone);
    }
    seen.set(key, keys.length);
    keys.push(key);
    stack.push(walk[i]!, walk[i + 1]!);
  }
  rings.push(stack);
  return rings;
}

/** The ring turned to begin at its least vertex, by x, then y. */
function fromLeast(ring: LatticeRing): LatticeRing {
  let least = 0;
  for (let i = 2; i < ring.length; i += 2)
    if (ring[i]! < ring[least]! || (ring[i] === ring[least] && ring[i + 1]! < ring[least + 1]!))
      least = i;
  return [...ring.slice(least), ...ring.slice(0, least)];
}

function byLeast(a: LatticeRing, b: LatticeRing): number {
  return a[0]! - b[0]! || a[1]! - b[1]!;
}

/** Gives every hole to the smallest outer ring around it. */
export function gather(rings: LatticeRing[]): LatticeRing[][] {
  const areas = new Map(rings.map((ring) => [ring, ringArea2(ring)]));
  const outers = rings.filter((ring) => areas.get(ring)! > 0).sort(byLeast);
  const polygons = outers.map((ring) => [ring]);
  for (const hole of rings.filter((ring) => areas.get(ring)! < 0).sort(byLeast)) {
    let best: LatticeRing[] | undefined;
    for (const polygon of polygons) {
      const outer = polygon[0]!;
      if (areas.get(outer)! < -areas.get(hole)! || !surrounds(outer, hole)) continue;
      if (!best || areas.get(outer)! < areas.get(best[0]!)!) best = polygon;
    }
    best?.push(hole);
  }
  return polygons;
}

/** Whether a ring lies around another that does not cross it; the two may touch at vertices. */
function surrounds(outer: LatticeRing, hole: LatticeRing): boolean {
  for (let i = 0; i < hole.length; i += 2) {
    const side = pointInRing(hole[i]!, hole[i + 1]!, outer);
    if (side !== 0) return side > 0;
  }
  // Every vertex touches: the middle of an edge, on a grid of half steps, decides.
  const doubled = outer.map((q) => q * 2);
  for (let i = 0; i < hole.length; i += 2) {
    const j = (i + 2) % hole.length;
    const side = pointInRing(hole[i]! + hole[j]!, hole[i + 1]! + hole[j + 1]!, doubled);
    if (side !== 0) return side > 0;
  }
  return false;
}
