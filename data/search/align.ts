import type { Word } from './build-index.ts';
import type { Query, QueryUnit } from './read-query.ts';
import { ERROR, MET, waysToRead, type Way } from './ways.ts';

/** How well a query fits a text. */
export interface Fit {
  /** What is wrong, in typing errors; a fraction where something is abbreviated or only sounds alike. */
  errors: number;
  /** Nothing is wrong: what `errors` holds is for abbreviations. */
  right: boolean;
  /** Words of the text from the first that was met up to the last. */
  from: number;
  to: number;
  /** Some Han character was met by its sound. */
  bySound: boolean;
  /** The words that were met without an error. */
  met: number[];
}

const NONE = -1;
const WIDTH = 65;
const HEIGHT = 102;
/** Of each state the least cost, and whence it came: a state and how. */
const cost = new Float64Array(WIDTH * HEIGHT);
const gapCost = new Float64Array(WIDTH * HEIGHT);
const cameFrom = new Int32Array(WIDTH * HEIGHT);
const gapFrom = new Int32Array(WIDTH * HEIGHT);
const how = new Uint8Array(WIDTH * HEIGHT);
const SKIPPED = 4;
const GAP = 5;

/** What a door behind a house number is written with: 2单元301室. */
const DOOR = '号幢栋座楼单元室层户房门附之甲乙丙丁';

/** The ways to read each unit of a query as a word, worked out once for all texts. */
export type Ways = Map<Word, Way[]>[];

export function createWays(query: Query): Ways {
  return query.units.map(() => new Map());
}

/**
 * The cheapest way to read a query in a text, from wherever in it to wherever; null where that takes more than `most`
 * errors. A table of units by words, filled once: whence each state was reached says what was met.
 */
export function align(query: Query, ways: Ways, text: readonly Word[], most: number): Fit | null {
  const { units } = query;
  const m = Math.min(units.length, HEIGHT - 1);
  const n = Math.min(text.length, WIDTH - 1);
  for (let i = 0; i <= m; i++) {
    const row = i * WIDTH;
    cost.fill(i === 0 ? 0 : Infinity, row, row + n + 1);
    gapCost.fill(Infinity, row, row + n + 1);
    cameFrom.fill(NONE, row, row + n + 1);
  }
  for (let i = 0; i < m; i++) {
    const known = ways[i]!;
    const extra = units[i]!.kind === 'letter' ? ERROR.letter : ERROR.character;
    for (let j = 0; j <= n; j++) {
      const s = i * WIDTH + j;
      // Before the first that was met words are left out for nothing.
      if (i > 0 && j > 0) {
        const begun = cost[s - 1]! + ERROR.gap;
        const gone = gapCost[s - 1]!;
        gapCost[s] = Math.min(begun, gone) + ERROR.gapEach;
        gapFrom[s] = begun <= gone ? s - 1 : gapFrom[s - 1]!;
        if (gapCost[s]! < cost[s]!) reach(s, gapCost[s]!, gapFrom[s]!, GAP);
      }
      const here = cost[s]!;
      if (here > most) continue;
      // One too many.
      reach(s + WIDTH, here + extra, s, SKIPPED);
      if (j === n) continue;
      const word = text[j]!;
      let read = known.get(word);
      if (!read) known.set(word, (read = waysToRead(units, i, word)));
      for (const way of read) reach(s + way.units * WIDTH + 1, here + way.cost, s, way.by);
    }
  }
  const whole = lastOf(m, n, most);
  const errors = whole === NONE ? most : cost[whole]!;
  // What comes after may be a door, which no text knows, and nothing else; up to there all must be right.
  for (let i = m - 1; i > 0 && isDoor(units[i]!); i--) {
    if (units[i - 1]!.kind !== 'number' && !DOOR.includes(units[i - 1]!.text)) continue;
    const end = lastOf(i, n, errors - ERROR.after - ERROR.afterEach * (m - i));
    const fit = end === NONE ? null : trace(end);
    if (!fit?.right || fit.to === 0) continue;
    return { ...fit, errors: cost[end]! + ERROR.after + ERROR.afterEach * (m - i), right: false };
  }
  return whole === NONE ? null : trace(whole);
}

/** The cheapest state after so many units, the one farthest on in the text; NONE where all take more than `most`. */
function lastOf(units: number, n: number, most: number): number {
  let end = NONE;
  let least = most;
  for (let s = units * WIDTH + n; s >= units * WIDTH; s--) {
    if (cost[s]! > least || (end !== NONE && cost[s] === least)) continue;
    least = cost[s]!;
    end = s;
  }
  return end;
}

function isDoor({ kind, text, left, begins }: QueryUnit): boolean {
  return kind === 'number' || (kind === 'han' ? DOOR.includes(text) : begins && left === 1);
}

function reach(to: number, value: number, from: number, by: number): void {
  if (value >= cost[to]!) return;
  cost[to] = value;
  cameFrom[to] = from;
  how[to] = by;
}

function trace(end: number): Fit {
  const met: number[] = [];
  let bySound = false;
  let right = true;
  let from = 0;
  let to = 0;
  for (let s = end; cameFrom[s] !== NONE; s = cameFrom[s]!) {
    const word = (s % WIDTH) - 1;
    const by = how[s]!;
    if (by === MET.sound) bySound = true;
    if (by === SKIPPED || by === GAP || by === MET.error) right = false;
    if (by === SKIPPED || by === GAP) continue;
    to ||= word + 1;
    from = word;
    if (by !== MET.error) met.push(word);
  }
  return { errors: cost[end]!, right, from, to, bySound, met: met.reverse() };
}
