import type { Position } from '#data/geo/geometry.ts';

import type { LineNetwork, Foot } from './line-network.ts';

/** Why no line is traced. */
export const TRACE_REFUSALS = [
  /** No road, bank or wall is near one of the ends. */
  'no-line-near',
  /** None leads from the one to the other. */
  'no-line-between',
] as const;
export type TraceRefusal = (typeof TRACE_REFUSALS)[number];

/** A line that runs along features, with their own vertices. */
export interface Traced {
  /** From the place nearest to the first end to that nearest to the other. */
  line: Position[];
  lengthM: number;
  /** Ids of the features that it follows, in order. */
  featureIds: number[];
}

/** An end lies on a line when it is no farther off, metres. */
const REACH_M = 30;
/** Lines near an end that are tried; what is off counts several times, for the nearest is meant. */
const FEET = 4;
const OFF_COST = 4;
/** A detour of more than this is not what was meant: the direct way, times so much and so many metres. */
const DETOUR = 4;
const DETOUR_M = 400;
/** Corners of a traced line. */
const CORNERS_MAX = 990;

/** The shortest line along roads, banks and walls between two places near them (Dijkstra's). */
export function traceLine(
  network: LineNetwork,
  from: Position,
  to: Position,
  reachM = REACH_M,
): Traced | { refused: TraceRefusal } {
  const [starts, ends] = [from, to].map((at) => network.near(at, reachM).slice(0, FEET)) as [Foot[], Foot[]]; // prettier-ignore
  if (starts.length === 0 || ends.length === 0) return { refused: 'no-line-near' };
  const most = DETOUR * network.farM(from, to) + DETOUR_M;

  /** By place how it was reached: what it cost, from which place, along which part; a start's own foot as −1 − its number. */
  const reached = new Map<number, { cost: number; from: number; part: number }>();
  const open = new Heap();
  const offer = (place: number, cost: number, before: number, part: number): void => {
    if (cost > most || (reached.get(place)?.cost ?? Infinity) <= cost) return;
    reached.set(place, { cost, from: before, part });
    open.push(cost, place);
  };
  starts.forEach(
    (foot, k) =>
    foot.ends.forEach((place, e) => offer(place, OFF_COST * foot.offM + foot.endsM[e]!, -1 - k, foot.part)), // prettier-ignore
  );
  let best = directWay(network, starts, ends);
  for (let top = open.pop(); top && top.cost < best.cost; top = open.pop()) {
    const { cost, place } = top;
    if (cost > reached.get(place)!.cost) continue;
    ends.forEach((foot, k) =>
      foot.ends.forEach((end, e) => {
        const whole = cost + foot.endsM[e]! + OFF_COST * foot.offM;
        if (end === place && whole < best.cost) best = { cost: whole, end: k, last: place };
      }),
    );
    for (const { to: next, lengthM, part } of network.links[place]!) offer(next, cost + lengthM, place, part); // prettier-ignore
  }
  if (best.end < 0) return { refused: 'no-line-between' };

  const end = ends[best.end]!;
  const line: Position[] = [end.at];
  const parts = [end.part];
  let start = starts[best.start ?? 0]!;
  for (let place = best.last; place >= 0;) {
    line.push(network.places[place]!);
    const step = reached.get(place)!;
    if (step.part >= 0) parts.push(step.part);
    place = step.from;
    if (place < 0) start = starts[-1 - place]!;
  }
  line.push(start.at);
  parts.push(start.part);
  const corners = line.reverse().filter((at, i) => i === 0 || at[0] !== line[i - 1]![0] || at[1] !== line[i - 1]![1]); // prettier-ignore
  if (corners.length < 2 || corners.length > CORNERS_MAX) return { refused: 'no-line-between' };
  const ids = parts.reverse().map((part) => network.parts[part]!.featureId);
  return {
    line: corners,
    lengthM: corners.slice(1).reduce((sum, at, i) => sum + network.farM(corners[i]!, at), 0),
    featureIds: ids.filter((id, i) => id !== ids[i - 1]),
  };
}

interface Way {
  cost: number;
  /** Number of the end's foot; −1: none yet. */
  end: number;
  /** The last place before it; −1: none, both lie on one piece. */
  last: number;
  start?: number;
}

/** Where both ends lie on one piece. */
function directWay(network: LineNetwork, starts: readonly Foot[], ends: readonly Foot[]): Way {
  let best: Way = { cost: Infinity, end: -1, last: -1 };
  starts.forEach((a, start) =>
    ends.forEach((b, end) => {
      if (a.part !== b.part || a.ends[0] !== b.ends[0] || a.ends[1] !== b.ends[1]) return;
      const cost = OFF_COST * (a.offM + b.offM) + network.farM(a.at, b.at);
      if (cost < best.cost) best = { cost, end, last: -1, start };
    }),
  );
  return best;
}

/** The least first. */
class Heap {
  readonly #items: { cost: number; place: number }[] = [];

  push(cost: number, place: number): void {
    const items = this.#items;
    let i = items.push({ cost, place }) - 1;
    for (; i > 0 && items[(i - 1) >> 1]!.cost > cost; i = (i - 1) >> 1) items[i] = items[(i - 1) >> 1]!; // prettier-ignore
    items[i] = { cost, place };
  }

  pop(): { cost: number; place: number } | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (!top || !last || items.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && items[child + 1]!.cost < items[child]!.cost) child++;
      if (items[child]!.cost >= last.cost) break;
      items[i] = items[child]!;
      i = child;
    }
    items[i] = last;
    return top;
  }
}
