import type { Edges, Place } from '../desk/desk.ts';

const held = new WeakMap<Edges, Place[][]>();

/** Edges as lines: joined where two and no more meet, so that corners are drawn whole. The same value for the same edges. */
export function edgePaths(edges: Edges): Place[][] {
  let paths = held.get(edges);
  if (!paths) held.set(edges, (paths = joined(edges)));
  return paths;
}

function joined(edges: Edges): Place[][] {
  const count = edges.length / 4;
  const at = (i: number): Place => [edges[2 * i]!, edges[2 * i + 1]!];
  const keyOf = (i: number): string => `${edges[2 * i]!},${edges[2 * i + 1]!}`;
  /** End e of edge k is 2k + e. */
  const ends = new Map<string, number[]>();
  for (let i = 0; i < 2 * count; i++) {
    const key = keyOf(i);
    const there = ends.get(key);
    if (there) there.push(i);
    else ends.set(key, [i]);
  }
  const seen = new Uint8Array(count);
  /** From an end on, as long as one other edge and no more goes on. */
  const walk = (from: number): Place[] => {
    const path = [at(from)];
    for (let end: number | undefined = from; end !== undefined;) {
      seen[end >> 1] = 1;
      const far: number = end ^ 1;
      path.push(at(far));
      const there: number[] = ends.get(keyOf(far))!;
      const next: number | undefined = there.length === 2 ? there.find((one) => one !== far) : undefined; // prettier-ignore
      end = next !== undefined && !seen[next >> 1] ? next : undefined;
    }
    return path;
  };
  const out: Place[][] = [];
  for (const there of ends.values())
    if (there.length !== 2) for (const end of there) if (!seen[end >> 1]) out.push(walk(end));
  for (let k = 0; k < count; k++) if (!seen[k]) out.push(walk(2 * k));
  return out;
}
