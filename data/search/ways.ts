import type { Word } from './build-index.ts';
import type { QueryUnit } from './read-query.ts';
import { blur, isNumeral, isSameWord } from './sounds.ts';

/** Costs, in typing errors. */
export const ERROR = {
  /** One character for another, one too many. */
  character: 1,
  /** A number where a character stands, and the other way. */
  kind: 1.6,
  /** Another that sounds the same; the same to a southern ear. */
  sameSound: 0.3,
  likeSound: 0.5,
  /** Another word for the same: 栋 for 幢, 三 for 3. */
  sameWord: 0.05,
  /** A reading that is not the commonest. */
  otherReading: 0.02,
  /** A syllable of which only the beginning is typed; the last one may still be under way. */
  abbreviated: 0.12,
  unfinished: 0.03,
  numberUnfinished: 0.15,
  /** A letter wrong, too many or too few. */
  letter: 0.9,
  /** Another number: the nearer the better. */
  number: 0.75,
  numberFar: 0.2,
  /** Words of the text that the query leaves out in the middle: for beginning to, and each. */
  gap: 0.5,
  gapEach: 0.04,
  /** A door behind the house number, which the text does not know. */
  after: 0.15,
  afterEach: 0.01,
} as const;

/** How a word was met. */
export const MET = { written: 1, sound: 2, error: 3 } as const;

/** A way to read some units of a query as one word of a text. */
export interface Way {
  units: number;
  cost: number;
  by: number;
}

const LONG_NUMBER = 8;

/** The ways to read a query, from a unit on, as a word; `end` is the number of its units. */
export function waysToRead(units: readonly QueryUnit[], at: number, word: Word): Way[] {
  const unit = units[at]!;
  if (unit.kind === 'letter') return readLetters(units, at, word);
  if (unit.text === word.text) return [{ units: 1, cost: 0, by: MET.written }];
  const cost = differenceOf(unit, word, at === units.length - 1);
  const by = cost <= ERROR.numberUnfinished ? MET.written : MET.error;
  return [{ units: 1, cost, by }];
}

/** What it costs that a Han character or a number stands for another word. */
function differenceOf(unit: QueryUnit, word: Word, isLast: boolean): number {
  if (unit.kind === 'number' && word.kind === 'number') {
    if (isLast && word.text.startsWith(unit.text)) return ERROR.numberUnfinished;
    // Of a long one each sign counts: it is a code, not a place along a road.
    if (word.text.length > LONG_NUMBER) return ERROR.character;
    const far = Math.abs(Number(unit.text) - Number(word.text));
    return ERROR.number + Math.min(ERROR.numberFar, far / 300);
  }
  if (unit.kind === 'number') return isNumeral(word.text, unit.text) ? ERROR.sameWord : ERROR.kind;
  if (word.kind === 'number') return isNumeral(unit.text, word.text) ? ERROR.sameWord : ERROR.kind;
  if (isSameWord(unit.text, word.text)) return ERROR.sameWord;
  if (unit.readings.some((r) => word.readings.includes(r))) return ERROR.sameSound;
  if (unit.blurred.some((r) => word.blurred.includes(r))) return ERROR.likeSound;
  return ERROR.character;
}

/** Letters, from one on, as a word: in whole, its beginning, or with one wrong. */
function readLetters(units: readonly QueryUnit[], at: number, word: Word): Way[] {
  if (word.kind === 'number') return [];
  const left = units[at]!.left;
  let run = '';
  for (let i = at; i < at + left; i++) run += units[i]!.text;
  const endsQuery = at + left === units.length;
  const best = new Map<number, Way>();
  const put = (length: number, cost: number, by: number): void => {
    if (length < 1 || length > left || cost >= (best.get(length)?.cost ?? Infinity)) return;
    best.set(length, { units: length, cost, by });
  };
  const forms = word.kind === 'word' ? [word.text] : word.readings;
  const met = word.kind === 'word' ? MET.written : MET.sound;
  forms.forEach((form, f) => {
    const other = f > 0 ? ERROR.otherReading : 0;
    let same = 0;
    while (same < form.length && same < left && run[same] === form[same]) same += 1;
    for (let k = 1; k <= same; k++) {
      const isUnder = endsQuery && k === left;
      const short = k === form.length ? 0 : isUnder ? ERROR.unfinished : ERROR.abbreviated;
      put(k, other + short, met);
    }
    if (form.length < 2) return;
    // One wrong, too few, too many, or two that changed places: what comes after must be right.
    const rest = form.slice(same + 1);
    const wrong = (length: number): void => {
      if (length > left) return;
      const isBlurred = word.blurred[f] !== undefined && blur(run.slice(0, length)) === word.blurred[f]; // prettier-ignore
      put(length, other + (isBlurred ? ERROR.likeSound : ERROR.letter), MET.error);
    };
    if (same < form.length) {
      if (run.startsWith(rest, same + 1)) wrong(form.length);
      if ((same > 0 || form.length > 2) && run.startsWith(rest, same)) wrong(form.length - 1);
      if (run.startsWith(form.slice(same), same + 1)) wrong(form.length + 1);
      const turned = run[same] === form[same + 1] && run[same + 1] === form[same];
      if (turned && run.startsWith(form.slice(same + 2), same + 2)) wrong(form.length);
    }
  });
  return [...best.values()];
}
