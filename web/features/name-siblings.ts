/** A place of the ground that has a name. */
export interface NamedPlace {
  zh: string;
  en: string;
  /** Class of the feature. */
  c: string;
  areaM2: number;
  /** [x, y], integers of the world. */
  line: ArrayLike<number>;
}

/** How a place is called where only one of its kin is named, and how far the nearest larger one of them stands. */
export interface Sibling {
  /** What the sections of one place are called together; of others the name. */
  whole: { zh: string; en: string };
  /** To the nearest of its kin that goes before it, units of the world; of who has none `ALONE`. */
  apart: number;
}

/** Farther than anything in the world. */
export const ALONE = 2 ** 32;

/** A section of a park, a bank or a wall says so. */
const SECTION = /\u6bb5$/;
/** Sections are of one place if their names begin with so many of the same letters. */
const SAME_LETTERS = 3;

/**
 * Places that are called alike, or are sections of one (滨江风光带凯旋路段, 滨江风光带银龙段), each among its kin: the
 * largest goes first. Of those that are near each other the map names one, or a belt has its name nine times.
 */
export function siblingsOf(places: readonly NamedPlace[]): Sibling[] {
  const kin = new Map<string, number[]>();
  places.forEach(({ zh, c }, i) => {
    const key = `${c} ${SECTION.test(zh) ? `${[...zh].slice(0, SAME_LETTERS).join('')}…` : zh}`;
    const one = kin.get(key);
    if (one) one.push(i);
    else kin.set(key, [i]);
  });
  const siblings = places.map(({ zh, en }): Sibling => ({ whole: { zh, en }, apart: ALONE }));
  for (const of of kin.values()) {
    if (of.length === 1) continue;
    const whole = {
      zh: sharedStart(of.map((i) => [...places[i]!.zh])).join(''),
      en: sharedWords(of.map((i) => places[i]!.en)),
    };
    of.sort((a, b) => places[b]!.areaM2 - places[a]!.areaM2 || a - b);
    of.forEach((i, rank) => {
      const { line, zh, en } = places[i]!;
      let apart = ALONE;
      for (let k = 0; k < rank; k++) {
        const before = places[of[k]!]!.line;
        apart = Math.min(apart, Math.hypot(before[0]! - line[0]!, before[1]! - line[1]!));
      }
      siblings[i] = { whole: { zh: whole.zh || zh, en: whole.en || en }, apart: Math.round(apart) };
    });
  }
  return siblings;
}

/** What all lists begin with. */
function sharedStart(lists: readonly (readonly string[])[]): string[] {
  const [first = [], ...rest] = lists;
  const differs = first.findIndex((one, i) => rest.some((list) => list[i] !== one));
  return first.slice(0, differs < 0 ? first.length : differs);
}

/** The words that all names begin with, else those that all end with; '' where there are none. */
function sharedWords(names: readonly string[]): string {
  const lists = names.map((name) => name.split(' '));
  const start = sharedStart(lists);
  if (start.length > 0) return start.join(' ');
  return sharedStart(lists.map((list) => list.toReversed())).reverse().join(' '); // prettier-ignore
}
