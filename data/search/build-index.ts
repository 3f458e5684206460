import { SEARCH_FIELDS, type SearchThing } from './thing.ts';
import { blur, type ReadingsOf } from './sounds.ts';
import { readTokens, type Token } from './tokens.ts';

/** A token as the index knows it: its readings beside it. */
export interface Word {
  kind: Token['kind'];
  text: string;
  /** Readings of a Han character. */
  readings: readonly string[];
  /** Those, blurred. */
  blurred: readonly string[];
}

/**
 * Texts of things in typed arrays, and for each feature of a text (a character, a sound, two that follow one another, two
 * initials) the texts that have it. Made once, never changed.
 */
export interface SearchIndex {
  things: readonly SearchThing[];
  words: readonly Word[];
  /** A word's number, by how it is written. */
  wordNo: ReadonlyMap<string, number>;
  /** Sounds, numbers and words by number: what features are made of. */
  sounds: ReadonlyMap<string, number>;
  syllables: ReadonlySet<string>;
  /** A text's thing, its field (by number), and its words: from textStart[i] up to textStart[i + 1]. */
  textThing: Int32Array;
  textField: Uint8Array;
  textStart: Int32Array;
  textWords: Int32Array;
  /** The feature's number by its key; its texts from start[f] up to start[f + 1], in rising order. */
  features: ReadonlyMap<number, number>;
  start: Int32Array;
  texts: Int32Array;
  /** Codes in order, in upper case without signs, with the things that have them; and the same read backwards. */
  codes: CodeList;
  codesBackwards: CodeList;
}

export interface CodeList {
  codes: readonly string[];
  things: Int32Array;
}

/** Before the first token of a text. */
const START = '^';
/** Readings beyond these are too rare to be typed. */
const READINGS_MAX = 4;
/** Sounds are fewer. */
const RADIX = 2 ** 21;

/** The key of a feature of one or of two sounds, by their numbers (from 1). */
export function featureKey(first: number, second = 0): number {
  return first * RADIX + second;
}

/** A code as it is compared: upper case, without signs and spaces. */
export function plainCode(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Names of what features are made of: a written token, a sound, an initial, the first letters of a word. */
export const soundOf = {
  written: ({ kind, text }: Pick<Token, 'kind' | 'text'>): string => `${kind[0]}${text}`,
  syllable: (syllable: string): string => `y${syllable}`,
  initial: (syllable: string): string => `i${syllable[0]}`,
  beginning: (word: string): string => `b${word.slice(0, 3)}`,
  start: START,
};

/** How a word sounds, for pairs: readings of a Han character, itself otherwise. */
export function soundsOf(word: Pick<Word, 'kind' | 'text' | 'readings'>): string[] {
  if (word.kind !== 'han' || word.readings.length === 0) return [soundOf.written(word)];
  return word.readings.map(soundOf.syllable);
}

/** As soundsOf, where only the first letter of a reading is typed. */
export function initialsOf(word: Pick<Word, 'kind' | 'text' | 'readings'>): string[] {
  if (word.kind !== 'han' || word.readings.length === 0) return [soundOf.written(word)];
  return [...new Set(word.readings.map(soundOf.initial))];
}

/** A token with its readings. */
export function wordOf({ kind, text }: Pick<Token, 'kind' | 'text'>, readingsOf: ReadingsOf): Word {
  const readings = kind === 'han' ? readingsOf(text).slice(0, READINGS_MAX) : [];
  return { kind, text, readings, blurred: readings.map(blur) };
}

/** Build an index of things; those of equal rank are answered in this order. */
export function buildIndex(things: readonly SearchThing[], readingsOf: ReadingsOf): SearchIndex {
  const words: Word[] = [];
  const wordNo = new Map<string, number>();
  const sounds = new Map<string, number>();
  const syllables = new Set<string>();
  const features = new Map<number, number>();
  const textThing: number[] = [];
  const textField: number[] = [];
  const textStart: number[] = [0];
  const textWords: number[] = [];
  /** Of each text its features, in one row. */
  const has = growing();
  const hasUpTo: number[] = [];
  const countOf: number[] = [];
  const lastSeenIn: number[] = [];

  const soundNo = (sound: string): number => {
    let no = sounds.get(sound);
    if (no === undefined) sounds.set(sound, (no = sounds.size + 1));
    return no;
  };
  /** Sounds of each word, by its number: worked out once. */
  const soundsOfWord: number[][] = [];
  const initialsOfWord: number[][] = [];
  const aloneOfWord: number[][] = [];
  const know = (token: Token): number => {
    const written = soundOf.written(token);
    let no = wordNo.get(written);
    if (no !== undefined) return no;
    wordNo.set(written, (no = words.length));
    const word = wordOf(token, readingsOf);
    words.push(word);
    for (const reading of word.readings) syllables.add(reading);
    soundsOfWord.push(soundsOf(word).map(soundNo));
    initialsOfWord.push(initialsOf(word).map(soundNo));
    const alone = new Set([written, ...soundsOf(word)]);
    if (word.kind === 'word') alone.add(soundOf.beginning(word.text));
    aloneOfWord.push([...alone].map(soundNo));
    return no;
  };

  const feature = (key: number, text: number): void => {
    let no = features.get(key);
    if (no === undefined) {
      no = features.size;
      features.set(key, no);
      countOf.push(0);
      lastSeenIn.push(-1);
    }
    if (lastSeenIn[no] === text) return;
    lastSeenIn[no] = text;
    countOf[no]! += 1;
    has.push(no);
  };
  const start = soundNo(START);
  const addText = (thing: number, field: number, text: string): void => {
    const own = readTokens(text).map(know);
    if (own.length === 0) return;
    const no = textThing.length;
    textThing.push(thing);
    textField.push(field);
    own.forEach((word, i) => {
      textWords.push(word);
      for (const sound of aloneOfWord[word]!) feature(featureKey(sound), no);
      const before = i === 0 ? [start] : soundsOfWord[own[i - 1]!]!;
      for (const a of before) for (const b of soundsOfWord[word]!) feature(featureKey(a, b), no);
      const beforeInitials = i === 0 ? [start] : initialsOfWord[own[i - 1]!]!;
      for (const a of beforeInitials)
        for (const b of initialsOfWord[word]!) feature(featureKey(a, b), no);
    });
    textStart.push(textWords.length);
    hasUpTo.push(has.length());
  };

  things.forEach((thing, i) => {
    const { name, nameEn, address } = thing;
    const texts: Record<(typeof SEARCH_FIELDS)[number], string | null> = {
      code: null,
      // A name that its address ends in is found in it.
      name: name !== null && address?.endsWith(name) && address !== name ? null : name,
      nameEn,
      address: address === name ? null : address,
    };
    SEARCH_FIELDS.forEach((field, f) => {
      const text = texts[field];
      if (text) addText(i, f, text);
    });
  });

  const startOf = new Int32Array(countOf.length + 1);
  countOf.forEach((count, f) => (startOf[f + 1] = startOf[f]! + count));
  const next = startOf.slice(0, countOf.length);
  const texts = new Int32Array(startOf[countOf.length]!);
  const row = has.array();
  for (let text = 0, k = 0; text < hasUpTo.length; text++)
    for (; k < hasUpTo[text]!; k++) texts[next[row[k]!]!++] = text;

  return {
    things,
    words,
    wordNo,
    sounds,
    syllables,
    textThing: Int32Array.from(textThing),
    textField: Uint8Array.from(textField),
    textStart: Int32Array.from(textStart),
    textWords: Int32Array.from(textWords),
    features,
    start: startOf,
    texts,
    codes: listCodes(things, (code) => code),
    codesBackwards: listCodes(things, backwards),
  };
}

/** A text read from its end. */
export function backwards(text: string): string {
  return [...text].reverse().join('');
}

function listCodes(things: readonly SearchThing[], turn: (code: string) => string): CodeList {
  const pairs: [code: string, thing: number][] = [];
  things.forEach(({ code }, i) => {
    const plain = code === null ? '' : plainCode(code);
    if (plain !== '') pairs.push([turn(plain), i]);
  });
  pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]));
  return {
    codes: pairs.map(([code]) => code),
    things: Int32Array.from(pairs, ([, thing]) => thing),
  };
}

/** A row of integers that grows. */
function growing(): {
  push: (value: number) => void;
  length: () => number;
  array: () => Int32Array;
} {
  let row = new Int32Array(1 << 16);
  let length = 0;
  return {
    push: (value) => {
      if (length === row.length) {
        const larger = new Int32Array(row.length * 2);
        larger.set(row);
        row = larger;
      }
      row[length++] = value;
    },
    length: () => length,
    array: () => row.subarray(0, length),
  };
}
