import { toDegreesAt, type StreetNetwork } from './street-network.ts';

/** Draws numbers in [0, 1). */
export type Draw = () => number;

/** A seeded draw: mulberry32 (Tommy Ettinger, public domain). */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Somebody on foot on a street network. */
export interface Walker {
  from: number;
  to: number;
  alongM: number;
  speedMps: number;
  /** Seconds that it stands still yet. */
  restS: number;
  homeEast: number;
  homeNorth: number;
  /** It turns back beyond so far from home, metres. */
  roamM: number;
  draw: Draw;
}

/** Where a walker is and how it moves. Heading clockwise from north; NaN while it stands. */
export interface WalkerPlace {
  at: [number, number];
  headingDeg: number;
  speedMps: number;
}

/** A walker at a node, at 1–1.5 m/s. */
export function createWalker(
  network: StreetNetwork,
  node: number,
  home: readonly [number, number],
  roamM: number,
  draw: Draw,
): Walker {
  const walker: Walker = {
    from: node,
    to: node,
    alongM: 0,
    speedMps: 1 + 0.5 * draw(),
    restS: 0,
    homeEast: home[0],
    homeNorth: home[1],
    roamM,
    draw,
  };
  walker.to = chooseNext(network, walker);
  return walker;
}

/** Walk on for so many seconds, along streets only, resting now and then. */
export function walk(network: StreetNetwork, walker: Walker, seconds: number): void {
  let left = seconds;
  // A vertex every few decimetres would take this many turns a minute; more are a ring of zero length.
  for (let turn = 0; left > 0 && turn < 2000; turn++) {
    if (walker.restS > 0) {
      const rest = Math.min(walker.restS, left);
      walker.restS -= rest;
      left -= rest;
      continue;
    }
    const toGoM = lengthOf(network, walker.from, walker.to) - walker.alongM;
    const takesS = toGoM / walker.speedMps;
    if (takesS > left) {
      walker.alongM += left * walker.speedMps;
      return;
    }
    left -= takesS;
    const next = chooseNext(network, walker);
    walker.from = walker.to;
    walker.to = next;
    walker.alongM = 0;
    if (walker.draw() < 0.02) walker.restS = 10 + 50 * walker.draw();
  }
}

/** Where it is now. */
export function placeOf(network: StreetNetwork, walker: Walker): WalkerPlace {
  const { nodes } = network;
  const length = lengthOf(network, walker.from, walker.to);
  const share = length > 0 ? Math.min(1, walker.alongM / length) : 0;
  const east = nodes[2 * walker.to]! - nodes[2 * walker.from]!;
  const north = nodes[2 * walker.to + 1]! - nodes[2 * walker.from + 1]!;
  const resting = walker.restS > 0 || length === 0;
  return {
    at: toDegreesAt(
      network,
      nodes[2 * walker.from]! + share * east,
      nodes[2 * walker.from + 1]! + share * north,
    ),
    headingDeg: resting ? Number.NaN : ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360,
    speedMps: resting ? 0 : walker.speedMps,
  };
}

/** The node after `to`: not back unless the street ends, and homewards when it has roamed too far. */
function chooseNext(network: StreetNetwork, walker: Walker): number {
  const { starts, neighbours, nodes } = network;
  const here = walker.to;
  const first = starts[here]!;
  const count = starts[here + 1]! - first;
  if (count === 0) return here;
  const fromHome = (node: number): number =>
    Math.hypot(nodes[2 * node]! - walker.homeEast, nodes[2 * node + 1]! - walker.homeNorth);
  if (fromHome(here) > walker.roamM) {
    let best = neighbours[first]!;
    for (let i = 1; i < count; i++) {
      const node = neighbours[first + i]!;
      if (fromHome(node) < fromHome(best)) best = node;
    }
    return best;
  }
  const drawn = neighbours[first + Math.floor(walker.draw() * count)]!;
  if (drawn !== walker.from || count === 1) return drawn;
  const at = neighbours.subarray(first, first + count).indexOf(drawn);
  return neighbours[first + ((at + 1) % count)]!;
}

function lengthOf(network: StreetNetwork, a: number, b: number): number {
  const { nodes } = network;
  return Math.hypot(nodes[2 * b]! - nodes[2 * a]!, nodes[2 * b + 1]! - nodes[2 * a + 1]!);
}
