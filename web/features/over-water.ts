/** Waters as bands of latitude with the edges that pass through each: which of them a place is in is then soon said. */
export interface Waters {
  /** Edges as [ax, ay, bx, by, of], `of` the water, by band. */
  bands: Map<number, number[]>;
}

/** A band's height in the world's integers: about 600 m at middle latitudes. */
const BAND = 2 ** 15;

/** From closed rings, [x, y] interleaved integers of the world, each with the number of its water. */
export function watersOf(rings: Iterable<{ ring: ArrayLike<number>; of: number }>): Waters {
  const bands = new Map<number, number[]>();
  for (const { ring, of } of rings)
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const [ax, ay, bx, by] = [ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!];
      const last = Math.floor(Math.max(ay, by) / BAND);
      for (let band = Math.floor(Math.min(ay, by) / BAND); band <= last; band++) {
        const edges = bands.get(band);
        if (edges) edges.push(ax, ay, bx, by, of);
        else bands.set(band, [ax, ay, bx, by, of]);
      }
    }
  return { bands };
}

/**
 * The stretches of a line that lie over water, each longer by `beyond` at either end so that it rests
 * on the bank: where a source does not say what is a bridge, this is one.
 */
export function overWater(line: ArrayLike<number>, waters: Waters, beyond: number): number[][] {
  const out: number[][] = [];
  let run: number[] = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!];
    const cuts = [0, ...crossings(ax, ay, bx, by, waters), 1];
    for (let k = 0; k + 1 < cuts.length; k++) {
      const from = cuts[k]!;
      const to = cuts[k + 1]!;
      if (from === to) continue;
      const middle = (from + to) / 2;
      if (!isInside(ax + (bx - ax) * middle, ay + (by - ay) * middle, waters)) {
        if (run.length > 0) out.push(run);
        run = [];
        continue;
      }
      if (run.length === 0) run.push(ax + (bx - ax) * from, ay + (by - ay) * from);
      run.push(ax + (bx - ax) * to, ay + (by - ay) * to);
    }
  }
  if (run.length > 0) out.push(run);
  return out.map((piece) => extended(piece, beyond));
}

/** Where a segment crosses a bank, as parts of its length, in order. */
function crossings(ax: number, ay: number, bx: number, by: number, { bands }: Waters): number[] {
  const found = new Set<number>();
  const last = Math.floor(Math.max(ay, by) / BAND);
  const west = Math.min(ax, bx);
  const east = Math.max(ax, bx);
  for (let band = Math.floor(Math.min(ay, by) / BAND); band <= last; band++) {
    const edges = bands.get(band) ?? [];
    for (let e = 0; e < edges.length; e += 5) {
      const [cx, cy, dx, dy] = [edges[e]!, edges[e + 1]!, edges[e + 2]!, edges[e + 3]!];
      if (Math.max(cx, dx) < west || Math.min(cx, dx) > east) continue;
      const [ux, uy, vx, vy] = [bx - ax, by - ay, dx - cx, dy - cy];
      const across = ux * vy - uy * vx;
      if (across === 0) continue;
      const t = ((cx - ax) * vy - (cy - ay) * vx) / across;
      const s = ((cx - ax) * uy - (cy - ay) * ux) / across;
      if (t > 0 && t < 1 && s >= 0 && s <= 1) found.add(t);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Whether a point is in one of the waters: an odd number of its edges lie to the east. */
function isInside(x: number, y: number, { bands }: Waters): boolean {
  const edges = bands.get(Math.floor(y / BAND)) ?? [];
  const odd = new Set<number>();
  for (let e = 0; e < edges.length; e += 5) {
    const [ax, ay, bx, by] = [edges[e]!, edges[e + 1]!, edges[e + 2]!, edges[e + 3]!];
    if (ay > y === by > y || x >= ((bx - ax) * (y - ay)) / (by - ay) + ax) continue;
    const of = edges[e + 4]!;
    if (!odd.delete(of)) odd.add(of);
  }
  return odd.size > 0;
}

function extended(line: number[], beyond: number): number[] {
  const n = line.length;
  const end = (ax: number, ay: number, bx: number, by: number): [number, number] => {
    const length = Math.hypot(bx - ax, by - ay) || 1;
    return [bx + ((bx - ax) / length) * beyond, by + ((by - ay) / length) * beyond];
  };
  const [x0, y0] = end(line[2]!, line[3]!, line[0]!, line[1]!);
  const [x1, y1] = end(line[n - 4]!, line[n - 3]!, line[n - 2]!, line[n - 1]!);
  return [x0, y0, ...line.slice(2, n - 2), x1, y1].map(Math.round);
}
