import type { Draw } from '#data/sample/draw.ts';

import { toDegreesAt, type StreetNetwork } from './street-network.ts';

/** Somebody on foot on a street network. */
export interface Walker {
  from: number;
  to: number;
  alongM: number;
  speedMps: number;
  /** Seconds that it stands still yet. */
  restS: number;
  /** Where it walks if the streets let it: [west, south, east, north] in metres of the network. */
  home: HomeBox;
  draw: Draw;
}
export type HomeBox = readonly [west: number, south: number, east: number, north: number];

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
  home: HomeBox,
  draw: Draw,
): Walker {
  const walker: Walker = {
    from: node,
    to: node,
    alongM: 0,
    speedMps: 1 + 0.5 * draw(),
    restS: 0,
    home,
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

/** The node after `to`: one within its home if there is one, and not back unless it must; from without, homewards. */
function chooseNext(network: StreetNetwork, walker: Walker): number {
  const { starts, neighbours } = network;
  const here = walker.to;
  const next = neighbours.subarray(starts[here]!, starts[here + 1]!);
  if (next.length === 0) return here;
  const within = next.filter((node) => beyondM(network, node, walker.home) === 0);
  const onward = within.filter((node) => node !== walker.from);
  if (onward.length > 0) return onward[Math.floor(walker.draw() * onward.length)]!;
  if (within.length > 0) return within[0]!;
  return next.reduce((best, node) =>
    beyondM(network, node, walker.home) < beyondM(network, best, walker.home) ? node : best,
  );
}

/** Metres from a node to its home, 0 within. */
function beyondM({ nodes }: StreetNetwork, node: number, home: HomeBox): number {
  const [east, north] = [nodes[2 * node]!, nodes[2 * node + 1]!];
  return Math.hypot(
    Math.max(home[0] - east, 0, east - home[2]),
    Math.max(home[1] - north, 0, north - home[3]),
  );
}

function lengthOf(network: StreetNetwork, a: number, b: number): number {
  const { nodes } = network;
  return Math.hypot(nodes[2 * b]! - nodes[2 * a]!, nodes[2 * b + 1]! - nodes[2 * a + 1]!);
}
