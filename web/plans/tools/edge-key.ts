import { toLattice } from '#data/geo/lattice.ts';

import type { Edges, Place } from '../desk/desk.ts';

/** What an edge is found by, whichever of its ends is said first. */
export function edgeKey(a: Place, b: Place): string {
  const [p, q] = [a, b].map((at) => at.map(toLattice).join(' ')).sort();
  return `${p} ${q}`;
}

/** The keys of edges, four numbers each. */
export function edgeKeys(edges: Edges): ReadonlySet<string> {
  const keys = new Set<string>();
  for (let i = 0; i < edges.length; i += 4)
    keys.add(edgeKey([edges[i]!, edges[i + 1]!], [edges[i + 2]!, edges[i + 3]!]));
  return keys;
}
