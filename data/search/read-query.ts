import { blur, type ReadingsOf } from './sounds.ts';
import { readTokens } from './tokens.ts';

/** What of a query is matched at once: a Han character, a run of digits, or one letter. */
export interface QueryUnit {
  kind: 'han' | 'number' | 'letter';
  text: string;
  readings: readonly string[];
  blurred: readonly string[];
  /** Of a letter: how many letters of its run stand from here on, itself among them; else 1. */
  left: number;
  /** Of a letter: whether its run begins here. */
  begins: boolean;
}

export interface Query {
  units: readonly QueryUnit[];
  /** The runs of letters, each whole, by the number of its first unit. */
  runs: ReadonlyMap<number, string>;
  hasLetters: boolean;
}

const RUN_MAX = 60;

/** Cut a query into units. Of a run of letters no more is read than a name has. */
export function readQuery(text: string, readingsOf: ReadingsOf): Query {
  const units: QueryUnit[] = [];
  const runs = new Map<number, string>();
  for (const token of readTokens(text)) {
    if (token.kind !== 'word') {
      const readings = token.kind === 'han' ? readingsOf(token.text) : [];
      units.push({ kind: token.kind, text: token.text, readings, blurred: readings.map(blur), left: 1, begins: true }); // prettier-ignore
      continue;
    }
    const letters = [...token.text.replaceAll('ü', 'v')].slice(0, RUN_MAX);
    runs.set(units.length, letters.join(''));
    letters.forEach(
      (letter, i) =>
      units.push({ kind: 'letter', text: letter, readings: [], blurred: [], left: letters.length - i, begins: i === 0 }), // prettier-ignore
    );
  }
  return { units, runs, hasLetters: runs.size > 0 };
}

/** The same query from a unit on: what is left when its beginning was understood. */
export function queryFrom({ units, runs }: Query, from: number): Query {
  const rest = new Map([...runs].filter(([i]) => i >= from).map(([i, run]) => [i - from, run]));
  return { units: units.slice(from), runs: rest, hasLetters: rest.size > 0 };
}
