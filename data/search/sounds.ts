/** Readings of a Han character without tones, the commonest first; [] where none is known. ü is v: 绿 is lv. */
export type ReadingsOf = (character: string) => readonly string[];

/** Han characters that stand for the same in an address. */
const SAME_WORD = ['幢栋座', '号號', '区區', '里裏', '台臺', '东東'];
/** Chinese digits as they are also written. */
const NUMERALS = '〇一二三四五六七八九十';

/** Whether two characters are used for each other in addresses. */
export function isSameWord(a: string, b: string): boolean {
  return SAME_WORD.some((set) => set.includes(a) && set.includes(b));
}

/** Whether a Han numeral is this number: 三 and 3. */
export function isNumeral(character: string, number: string): boolean {
  const value = NUMERALS.indexOf(character);
  return value >= 0 && String(value) === number;
}

/** Syllables that a southern ear does not tell apart have the same: zh z, ch c, sh s, ng n, n l. */
export function blur(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n/, 'l')
    .replace(/ng$/, 'n');
}
