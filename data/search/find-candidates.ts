import { featureKey, soundOf, type SearchIndex } from './build-index.ts';
import type { Query } from './read-query.ts';

/** Texts that are looked at one by one. */
const CANDIDATES_MAX = 320;
/** Texts that are counted for one query, at most: the commonest features are left out first. */
const COUNTED_MAX = 200_000;
/** Texts with something of a query, so many that what is common need not bring more. */
const ENOUGH = 4_000;
const SYLLABLE_MAX = 6;
/** Votes are told apart in so many steps when the best are chosen. */
const STEPS = 512;
const steps = new Int32Array(STEPS + 1);
/** Letters that begin no syllable. */
const NO_INITIAL = /[iuv]/;

/** Counts votes; one, used again and again. */
export interface Ballot {
  votes: Float32Array;
  touched: Int32Array;
}

export function createBallot(index: SearchIndex): Ballot {
  const texts = index.textThing.length;
  return { votes: new Float32Array(texts), touched: new Int32Array(texts) };
}

/**
 * The texts that have most in common with a query: each feature of it is a vote for all texts that have it, the rarer the
 * heavier. Of equal ones, where there are too many, the nearer, else those that come first in the index. What they are
 * worth is another's to say: see align.
 *
 * @param farOf metres to a text's thing
 */
export function findCandidates(
  index: SearchIndex,
  query: Query,
  ballot: Ballot,
  farOf: ((text: number) => number) | null = null,
): number[] {
  const all = index.textThing.length;
  const asked = featuresOf(index, query)
    .map((f) => ({ from: index.start[f]!, to: index.start[f + 1]! }))
    .sort((a, b) => a.to - a.from - (b.to - b.from));
  const { votes, touched } = ballot;
  let count = 0;
  let counted = 0;
  for (const { from, to } of asked) {
    counted += to - from;
    if (counted > COUNTED_MAX && count > 0) break;
    const weight = Math.log2(1 + all / (to - from));
    // What is common adds to those that have something rarer, too; where there are enough it brings no others.
    const brings = count < ENOUGH || to - from < ENOUGH;
    for (let k = from; k < to; k++) {
      const text = index.texts[k]!;
      if (votes[text] === 0) {
        if (!brings) continue;
        touched[count++] = text;
      }
      votes[text]! += weight;
    }
  }
  const best = mostVoted(votes, touched.subarray(0, count), farOf);
  for (let i = 0; i < count; i++) votes[touched[i]!] = 0;
  return best;
}

/** The most voted for, best first; equal ones in the order of the index. */
function mostVoted(
  votes: Float32Array,
  touched: Int32Array,
  farOf: ((text: number) => number) | null,
): number[] {
  let most = 0;
  for (let i = 0; i < touched.length; i++) most = Math.max(most, votes[touched[i]!]!);
  const scale = STEPS / most;
  steps.fill(0);
  for (let i = 0; i < touched.length; i++) steps[(votes[touched[i]!]! * scale) | 0]! += 1;
  let bar = STEPS;
  let above = 0;
  while (bar > 0 && above + steps[bar]! <= CANDIDATES_MAX) above += steps[bar--]!;
  // Of the step that does not fit whole, some.
  const over: number[] = [];
  const edge: number[] = [];
  for (let i = 0; i < touched.length; i++) {
    const text = touched[i]!;
    const step = (votes[text]! * scale) | 0;
    if (step > bar) over.push(text);
    else if (step === bar) edge.push(text);
  }
  const room = CANDIDATES_MAX - over.length;
  if (farOf && edge.length > room) {
    const far = edge.map((text) => ({ text, m: farOf(text) }));
    far.sort((a, b) => a.m - b.m || a.text - b.text);
    over.push(...far.slice(0, room).map(({ text }) => text));
  } else {
    edge.sort((a, b) => a - b);
    over.push(...edge.slice(0, room));
  }
  return over.sort((a, b) => votes[b]! - votes[a]! || a - b);
}

/** In place of a letter of two UTF-16 units. */
const BEYOND = '\uffff';

/** The features of the index that a query has; each once. */
function featuresOf(index: SearchIndex, { units, runs }: Query): number[] {
  const { sounds, features, syllables } = index;
  const found = new Set<number>();
  const add = (first: number | undefined, second?: number): void => {
    if (first === undefined) return;
    const f = features.get(featureKey(first, second));
    if (f !== undefined) found.add(f);
  };
  /** From each unit on: what may be read there, and the unit after it. */
  const read: [sound: number, next: number][][] = units.map(() => []);
  const abbreviated: [sound: number, next: number][][] = units.map(() => []);
  const put = (list: [number, number][][], at: number, sound: string, next: number): void => {
    const no = sounds.get(sound);
    if (no !== undefined) list[at]!.push([no, next]);
  };
  units.forEach((unit, i) => {
    if (unit.kind === 'letter') return;
    const written = soundOf.written({ kind: unit.kind, text: unit.text });
    add(sounds.get(written));
    if (unit.readings.length === 0) {
      for (const list of [read, abbreviated]) put(list, i, written, i + 1);
    }
    for (const reading of unit.readings) {
      put(read, i, soundOf.syllable(reading), i + 1);
      put(abbreviated, i, soundOf.initial(reading), i + 1);
    }
  });
  for (const [at, run] of runs) {
    const word = soundOf.written({ kind: 'word', text: run });
    // A unit is a letter, of which some are two in a string: no syllable has one of those.
    const letters = [...run].map((letter) => (letter.length === 1 ? letter : BEYOND)).join('');
    put(read, at, word, at + letters.length);
    add(sounds.get(word));
    if (letters.length > 2) add(sounds.get(soundOf.beginning(run)));
    const { reached, whole } = cutSyllables(letters, syllables);
    for (let i = 0; i < letters.length; i++) {
      // With a wrong letter in it no way leads through: then any syllable is one.
      if (whole && !reached[i]) continue;
      for (let n = 1; n <= SYLLABLE_MAX && i + n <= letters.length; n++) {
        const syllable = letters.slice(i, i + n);
        if (syllables.has(syllable)) put(read, at + i, soundOf.syllable(syllable), at + i + n);
      }
    }
    if (!whole || (letters.length <= 8 && !NO_INITIAL.test(letters)))
      for (let i = 0; i < letters.length; i++)
        put(abbreviated, at + i, soundOf.initial(letters[i]!), at + i + 1);
  }
  const start = sounds.get(soundOf.start);
  for (const list of [read, abbreviated]) {
    if (list === abbreviated && runs.size === 0) continue;
    for (const [sound] of list[0] ?? []) add(start, sound);
    for (const from of list) {
      for (const [sound, next] of from) {
        if (list === read) add(sound);
        for (const [after] of list[next] ?? []) add(sound, after);
      }
    }
  }
  return [...found];
}

/** Where a syllable may begin when a run is read from its beginning, and whether the whole of it can be read so. */
function cutSyllables(
  run: string,
  syllables: ReadonlySet<string>,
): { reached: boolean[]; whole: boolean } {
  const reached = new Array<boolean>(run.length + 1).fill(false);
  reached[0] = true;
  for (let i = 0; i < run.length; i++) {
    if (!reached[i]) continue;
    for (let n = 1; n <= SYLLABLE_MAX && i + n <= run.length; n++)
      if (syllables.has(run.slice(i, i + n))) reached[i + n] = true;
  }
  return { reached, whole: reached[run.length]! };
}
