import { READINGS } from './readings.ts';

export interface PlaceName {
  zh: string;
  en: string;
}

/** A name spelt in Latin letters, one word: 鹤塘 → Hetang, 西安 → Xi'an. Throws RangeError on a character that has no reading here. */
export function spell(name: string): string {
  const other = WHOLE.get(name);
  if (other) return other;
  let out = '';
  for (const character of name) {
    const reading = READINGS.get(character);
    if (!reading) throw new RangeError(`no reading of ${character} in ${name}`);
    if (out && 'aoe'.includes(reading[0]!)) out += "'";
    out += reading;
  }
  return out[0]!.toUpperCase() + out.slice(1);
}

/** Names whose characters are read otherwise than most often, or that are spelt by custom. */
const WHOLE = new Map([
  ['陕西', 'Shaanxi'],
  ['长春', 'Changchun'],
  ['朝天宫前', 'Chaotiangongqian'],
]);

export const DISTRICT = { name: '清澜区', nameEn: 'Qinglan District', code: '320109' };
export const RIVER = '清澜江';
