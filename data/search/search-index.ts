import { align, createWays, type Fit, type Ways } from './align.ts';
import { backwards, plainCode, soundOf, wordOf, type CodeList, type SearchIndex, type Word } from './build-index.ts'; // prettier-ignore
import { findCandidates, type Ballot } from './find-candidates.ts';
import { queryFrom, readQuery, type Query } from './read-query.ts';
import type { ReadingsOf } from './sounds.ts';
import { SEARCH_FIELDS, SEARCH_NOUNS, type SearchField, type SearchThing, type SearchTier } from './thing.ts'; // prettier-ignore
import { readTokens } from './tokens.ts';

/** Pieces of a text, UTF-16 units [from, to), by the field that they are of. */
export type Marks = Partial<Record<SearchField, [from: number, to: number][]>>;

/** A thing that was found: why, and what of it the query was like. */
export interface Hit {
  thing: SearchThing;
  tier: SearchTier;
  field: SearchField;
  /** Of each field the pieces that were met. */
  marks: Marks;
  /** Less is better, within a tier. */
  errors: number;
}

export interface SearchHow {
  readingsOf: ReadingsOf;
  ballot: Ballot;
  /** Area ids from an area up to the root, itself first. */
  chainOf: (areaId: number) => readonly number[];
  /** Areas that an address may begin with, by their name in full and in short. */
  areasNamed: ReadonlyMap<string, readonly number[]>;
  /** [lng, lat]: of equal ones the nearer come first. */
  near: [number, number] | null;
  limit: number;
}

interface Found {
  thing: number;
  tier: number;
  field: number;
  errors: number;
  /** Words of the text that the query says nothing of. */
  over: number;
  /** Whether what was met begins where something begins. */
  loose: number;
  noun: number;
  farM: number;
}

const TIER = { code: 0, name: 1, prefix: 2, within: 3, pinyin: 4, alike: 5 } as const;
const TIERS = Object.keys(TIER) as SearchTier[];
/** Codes are not searched from the end by fewer signs, nor from the beginning by fewer than two. */
const CODE_END_MIN = 4;
const CODE_MAX = 40;
/** Han characters of an area's name, and of the province and city before it. */
const AREA_NAME_MAX = 12;
const PROVINCE_MAX = 12;
const IN_FULL = /(区|街道|镇|乡)$/;
const NAMED_IN_SHORT = 0.6;
/** What it costs to lie in another area than the one that was named. */
const ELSEWHERE = 0.9;

/** What is like a query, best first: exact code, exact name, prefix, within, pinyin, alike. */
export function searchIndex(index: SearchIndex, text: string, how: SearchHow): Hit[] {
  const best = new Map<number, Found>();
  const keep = (found: Found): void => {
    const held = best.get(found.thing);
    if (!held || compare(found, held) < 0) best.set(found.thing, found);
  };
  for (const found of findCodes(index, text, how.near)) keep(found);
  const query = readQuery(text, how.readingsOf);
  const readings = beginnings(query, how.areasNamed);
  const { near } = how;
  const far = near && ((no: number) => farOf(index.things[index.textThing[no]!]!, near));
  for (const reading of readings) {
    for (const no of findCandidates(index, reading.rest, how.ballot, far)) {
      const found = judge(index, no, reading, how);
      if (found) keep(found);
    }
  }
  const ranked = [...best.values()].sort(compare);
  return spread(ranked, how.limit).map((found) =>
    toHit(index, found, plainCode(text), readings, how.readingsOf),
  );
}

/** One letter alone says nothing. */
function isEnough({ units }: Query): boolean {
  return units.length > 1 || (units.length === 1 && units[0]!.kind !== 'letter');
}

/** Typing errors that a query of this length may hold. */
function mostErrors({ units }: Query): number {
  const letters = units.filter((u) => u.kind === 'letter').length;
  const signs = units.length - letters;
  // A name in two characters has none to spare: another of the same sound, no more.
  const size = signs + letters / 2.5;
  return size < 2.5 ? 0.6 : size < 6 ? 1.2 : size < 12 ? 2 : 2.6;
}

/** A way to read a query: with the names of areas before it understood, and what that reading costs. */
interface Reading {
  rest: Query;
  ways: Ways;
  /** Typing errors that may be in the rest. */
  most: number;
  areas: readonly number[] | null;
  errors: number;
}

/** Names of areas at the beginning of a query: up to which unit, and whether in short. */
interface Named {
  from: number;
  areas: readonly number[];
  errors: number;
}

/**
 * The ways to read a query's beginning: as it is, and with the names of areas before it understood, as many as there are.
 * Before the first of those, named in full, there may be a province and a city. A name in short may be meant otherwise.
 */
function beginnings(query: Query, areasNamed: SearchHow['areasNamed']): Reading[] {
  let next = namedFrom(query, 0, areasNamed, false);
  for (let i = 1; !next && i <= PROVINCE_MAX; i++) next = namedFrom(query, i, areasNamed, true);
  let inFull: Named | null = null;
  let last: Named | null = null;
  for (; next; next = namedFrom(query, next.from, areasNamed, false)) {
    last = next;
    if (next.errors === 0) inFull = next;
  }
  const named = [...new Set([inFull, last])].filter((one) => one !== null);
  return [{ from: 0, areas: null, errors: 0 }, ...named].flatMap(({ from, areas, errors }) => {
    const rest = queryFrom(query, from);
    if (!isEnough(rest)) return [];
    return [{ rest, ways: createWays(rest), most: mostErrors(rest), areas, errors }];
  });
}

/** The longest name of an area that begins at a unit. */
function namedFrom(
  { units }: Query,
  from: number,
  areasNamed: SearchHow['areasNamed'],
  inFull: boolean,
): Named | null {
  let name = '';
  let found: Named | null = null;
  for (let i = from; i < units.length && i < from + AREA_NAME_MAX; i++) {
    if (units[i]!.kind !== 'han') break;
    name += units[i]!.text;
    const areas = areasNamed.get(name);
    const isFull = IN_FULL.test(name);
    if (areas && (isFull || !inFull))
      found = { from: i + 1, areas, errors: isFull ? 0 : NAMED_IN_SHORT };
  }
  return found;
}

function judge(index: SearchIndex, text: number, reading: Reading, how: SearchHow): Found | null {
  const { rest, ways, most, areas, errors: before } = reading;
  const words = wordsOf(index, text);
  const fit = align(rest, ways, words, most);
  if (!fit || fit.to === 0) return null;
  const no = index.textThing[text]!;
  const thing = index.things[no]!;
  let errors = fit.errors + before;
  if (areas && !isIn(thing, areas, how.chainOf)) errors += ELSEWHERE;
  if (errors > most) return null;
  const nameFrom = nameBegins(thing, index.textField[text]!, words);
  const begins = fit.from === 0 || fit.from === nameFrom;
  const ends = fit.to === words.length;
  const tier =
    !fit.right || before > 0
      ? TIER.alike
      : fit.bySound
        ? TIER.pinyin
        : begins && ends
          ? TIER.name
          : begins
            ? TIER.prefix
            : TIER.within;
  return {
    thing: no,
    tier,
    field: index.textField[text]!,
    errors,
    over: fit.from === nameFrom ? words.length - fit.to : words.length - (fit.to - fit.from),
    loose: begins || isAfterNumber(words, fit.from) ? 0 : 1,
    noun: SEARCH_NOUNS.indexOf(thing.noun),
    farM: farOf(thing, how.near),
  };
}

/** Where in an address the name begins that it ends in; 0 where it does not. */
function nameBegins(thing: SearchThing, field: number, words: readonly Word[]): number {
  const { name, address } = thing;
  if (SEARCH_FIELDS[field] !== 'address' || !name || !address?.endsWith(name)) return 0;
  return Math.max(0, words.length - readTokens(name).length);
}

/** Whether a new part of an address begins here: after a number, or after 号 behind one. */
function isAfterNumber(words: readonly Word[], at: number): boolean {
  return words[at - 1]?.kind === 'number' || words[at - 2]?.kind === 'number';
}

function wordsOf(index: SearchIndex, text: number): Word[] {
  const words: Word[] = [];
  for (let k = index.textStart[text]!; k < index.textStart[text + 1]!; k++)
    words.push(index.words[index.textWords[k]!]!);
  return words;
}

function isIn(
  thing: SearchThing,
  areas: readonly number[],
  chainOf: SearchHow['chainOf'],
): boolean {
  if (thing.noun === 'areas' && areas.includes(thing.id)) return true;
  return thing.areaId !== null && chainOf(thing.areaId).some((id) => areas.includes(id));
}

/** In steps, so that a metre does not decide. */
function farOf({ at }: SearchThing, near: [number, number] | null): number {
  if (!near) return 0;
  if (!at) return 1e9;
  const dx = (at[0] - near[0]) * Math.cos((near[1] * Math.PI) / 180);
  return Math.floor(Math.hypot(dx, at[1] - near[1]) * 111_195);
}

function compare(a: Found, b: Found): number {
  return (
    a.tier - b.tier ||
    Math.round(a.errors * 50) - Math.round(b.errors * 50) ||
    a.loose - b.loose ||
    Math.min(a.over, 1) - Math.min(b.over, 1) ||
    a.noun - b.noun ||
    Math.min(a.over, 6) - Math.min(b.over, 6) ||
    a.farM - b.farM ||
    a.thing - b.thing
  );
}

/** So many, best first, and of no noun more than eight as long as there are others. */
function spread(ranked: readonly Found[], limit: number): Found[] {
  const perNoun = new Map<number, number>();
  const chosen: Found[] = [];
  const left: Found[] = [];
  for (const found of ranked) {
    const count = perNoun.get(found.noun) ?? 0;
    perNoun.set(found.noun, count + 1);
    if (count < 8 && chosen.length < limit) chosen.push(found);
    else left.push(found);
  }
  chosen.push(...left.slice(0, limit - chosen.length));
  return chosen.sort(compare);
}

/** Things whose code is the query, begins with it or ends in it. */
function findCodes(index: SearchIndex, text: string, near: SearchHow['near']): Found[] {
  const code = plainCode(text);
  if (code.length < 2 || code.length > CODE_MAX || !/[0-9]/.test(code)) return [];
  const found: Found[] = [];
  const add = (list: CodeList, turned: string, tier: number): void => {
    let i = firstAtLeast(list.codes, turned);
    for (let n = 0; n < 40 && list.codes[i]?.startsWith(turned); n++, i++) {
      const no = list.things[i]!;
      const thing = index.things[no]!;
      const over = list.codes[i]!.length - code.length;
      found.push({
        thing: no,
        tier: over === 0 ? TIER.code : tier,
        field: SEARCH_FIELDS.indexOf('code'),
        errors: 0,
        over,
        loose: 0,
        noun: SEARCH_NOUNS.indexOf(thing.noun),
        farM: farOf(thing, near),
      });
    }
  };
  add(index.codes, code, TIER.prefix);
  if (code.length >= CODE_END_MIN) add(index.codesBackwards, backwards(code), TIER.within);
  return found;
}

function firstAtLeast(codes: readonly string[], code: string): number {
  let [low, high] = [0, codes.length];
  while (low < high) {
    const mid = (low + high) >> 1;
    if (codes[mid]! < code) low = mid + 1;
    else high = mid;
  }
  return low;
}

function toHit(
  index: SearchIndex,
  found: Found,
  code: string,
  readings: readonly Reading[],
  readingsOf: ReadingsOf,
): Hit {
  const thing = index.things[found.thing]!;
  const marks: Marks = {};
  const inCode = markCode(thing.code ?? '', code);
  if (inCode.length > 0) marks.code = inCode;
  for (const field of ['name', 'nameEn', 'address'] as const) {
    const of = thing[field] === null ? [] : markText(index, thing[field], readings, readingsOf);
    if (of.length > 0) marks[field] = of;
  }
  const { tier, field, errors } = found;
  return { thing, tier: TIERS[tier]!, field: SEARCH_FIELDS[field]!, marks, errors };
}

function markCode(code: string, part: string): [number, number][] {
  const at = part.length < 2 ? -1 : code.toUpperCase().lastIndexOf(part);
  return at < 0 ? [] : [[at, at + part.length]];
}

/** Where in a text the words stand that a query met; neighbours in one. */
function markText(
  index: SearchIndex,
  text: string,
  readings: readonly Reading[],
  readingsOf: ReadingsOf,
): [number, number][] {
  const tokens = readTokens(text);
  // The index knows them: the ways to read the query as them are worked out already.
  const words = tokens.map((token) => {
    const no = index.wordNo.get(soundOf.written(token));
    return no === undefined ? wordOf(token, readingsOf) : index.words[no]!;
  });
  let fit: Fit | null = null;
  for (const { rest, ways, most } of readings) {
    const other = align(rest, ways, words, most);
    if (other && (!fit || other.errors < fit.errors)) fit = other;
  }
  const marks: [number, number][] = [];
  for (const i of fit?.met ?? []) {
    const { from, to } = tokens[i]!;
    const last = marks.at(-1);
    if (last && last[1] === from) last[1] = to;
    else marks.push([from, to]);
  }
  return marks;
}
