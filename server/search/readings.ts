import { pinyin } from 'pinyin-pro';

import type { ReadingsOf } from '#data/search/sounds.ts';

/** Readings of a Han character without tones, the commonest first, kept once asked for; of anything else none. */
export function createReadings(): ReadingsOf {
  const known = new Map<string, readonly string[]>();
  return (character) => {
    let readings = known.get(character);
    if (readings === undefined) {
      readings = readingsOf(character);
      known.set(character, readings);
    }
    return readings;
  };
}

function readingsOf(character: string): string[] {
  const all = pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true });
  return all.filter((reading) => /^[a-z]+$/.test(reading));
}
