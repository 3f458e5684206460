import { FEATURE_KINDS } from '#data/features/feature.ts';
import type { PackedFeatures } from '#data/wire/packed.ts';

/** Streets as nodes and the nodes next to them, in metres east and north of an origin. */
export interface StreetNetwork {
  origin: [number, number];
  /** Metres of one degree here. */
  metresPerDegree: [number, number];
  /** East and north of each node, interleaved. */
  nodes: Float64Array;
  /** Nodes next to node i: neighbours[starts[i]] … neighbours[starts[i + 1] - 1]. */
  starts: Uint32Array;
  neighbours: Uint32Array;
}

/**
 * The road features as a network: vertices at the same place are one node, so that streets which share
 * a vertex meet; of those that go on beyond `isWithin` only what lies within. Null where there are no roads.
 */
export function buildStreetNetwork(
  features: PackedFeatures,
  isWithin: (lng: number, lat: number) => boolean = () => true,
): StreetNetwork | null {
  const road = FEATURE_KINDS.indexOf('road');
  const ids = new Map<string, number>();
  const degrees: number[] = [];
  const pairs: number[] = [];
  for (let part = 0; part < features.partFeature.length; part++) {
    const feature = features.partFeature[part]!;
    if (features.kind[feature] !== road || features.geometry[feature] !== 1) continue;
    let last = -1;
    for (let v = features.partStarts[part]!; v < features.partStarts[part + 1]!; v++) {
      const [lng, lat] = [features.positions[2 * v]!, features.positions[2 * v + 1]!];
      if (!isWithin(lng, lat)) {
        last = -1;
        continue;
      }
      const key = `${lng},${lat}`;
      let node = ids.get(key);
      if (node === undefined) {
        node = ids.size;
        ids.set(key, node);
        degrees.push(lng, lat);
      }
      if (last >= 0 && last !== node) pairs.push(last, node);
      last = node;
    }
  }
  if (pairs.length === 0) return null;
  const origin: [number, number] = [degrees[0]!, degrees[1]!];
  const metresPerDegree: [number, number] = [
    111_320 * Math.cos((origin[1] * Math.PI) / 180),
    110_950,
  ];
  const nodes = new Float64Array(degrees.length);
  for (let i = 0; i < degrees.length; i++)
    nodes[i] = (degrees[i]! - origin[i & 1]!) * metresPerDegree[i & 1]!;
  const starts = new Uint32Array(ids.size + 1);
  for (const node of pairs) starts[node + 1]!++;
  for (let i = 0; i < ids.size; i++) starts[i + 1]! += starts[i]!;
  const neighbours = new Uint32Array(pairs.length);
  const next = starts.slice();
  for (let p = 0; p < pairs.length; p += 2) {
    neighbours[next[pairs[p]!]!++] = pairs[p + 1]!;
    neighbours[next[pairs[p + 1]!]!++] = pairs[p]!;
  }
  return { origin, metresPerDegree, nodes, starts, neighbours };
}

/** Degrees → metres east and north of the network's origin. */
export function toMetres(network: StreetNetwork, at: readonly [number, number]): [number, number] {
  return [
    (at[0] - network.origin[0]) * network.metresPerDegree[0],
    (at[1] - network.origin[1]) * network.metresPerDegree[1],
  ];
}

/** Metres east and north → degrees. */
export function toDegreesAt(network: StreetNetwork, east: number, north: number): [number, number] {
  return [
    network.origin[0] + east / network.metresPerDegree[0],
    network.origin[1] + north / network.metresPerDegree[1],
  ];
}

/** Finds the node nearest to a place in metres, by cells of 200 m looked through from the middle outwards. */
export function createNearestNode(network: StreetNetwork): (east: number, north: number) => number {
  const CELL_M = 200;
  const cells = new Map<number, number[]>();
  const keyOf = (x: number, y: number): number => (x + 100_000) * 1_000_000 + y + 100_000;
  const count = network.nodes.length / 2;
  for (let node = 0; node < count; node++) {
    const key = keyOf(
      Math.floor(network.nodes[2 * node]! / CELL_M),
      Math.floor(network.nodes[2 * node + 1]! / CELL_M),
    );
    const nodes = cells.get(key);
    if (nodes) nodes.push(node);
    else cells.set(key, [node]);
  }
  return (east, north) => {
    const [x, y] = [Math.floor(east / CELL_M), Math.floor(north / CELL_M)];
    let best = 0;
    let bestM = Number.POSITIVE_INFINITY;
    for (let ring = 0; ring < 500 && (ring - 1) * CELL_M < bestM; ring++) {
      for (let dx = -ring; dx <= ring; dx++) {
        const step = Math.abs(dx) === ring || ring === 0 ? 1 : 2 * ring;
        for (let dy = -ring; dy <= ring; dy += step) {
          for (const node of cells.get(keyOf(x + dx, y + dy)) ?? []) {
            const m = Math.hypot(
              network.nodes[2 * node]! - east,
              network.nodes[2 * node + 1]! - north,
            );
            if (m < bestM) [best, bestM] = [node, m];
          }
        }
      }
    }
    return best;
  };
}
