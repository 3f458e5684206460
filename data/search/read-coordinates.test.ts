import { describe, expect, it } from 'vitest';

import { readCoordinates } from './read-coordinates.ts';

const nowhere = (): boolean => false;
const read = (text: string) => readCoordinates(text, nowhere)[0];

describe('readCoordinates', () => {
  it.each([
    ['118.7969, 32.0603'],
    ['118.7969 32.0603'],
    ['118.7969，32.0603'],
    ['(118.7969,32.0603)'],
    ['32.0603N 118.7969E'],
    ['N32.0603 E118.7969'],
    ['东经118.7969度 北纬32.0603度'],
    ['北纬32.0603°，东经118.7969°'],
    ['经度：118.7969 纬度：32.0603'],
    ['lng=118.7969 lat=32.0603'],
    ['32.0603, 118.7969'],
  ])('decimal degrees: %s', (text) => {
    expect(read(text)).toEqual({ notation: 'decimal', at: [118.7969, 32.0603] });
  });
  it.each([
    [`118°47'48.84"E 32°3'37.08"N`],
    [`32°03′37.08″N, 118°47′48.84″E`],
    ['东经118度47分48.84秒，北纬32度3分37.08秒'],
    ['北纬32°3′37.08″ 东经118°47′48.84″'],
    [`118°47.814' 32°3.618'`],
  ])('degrees, minutes and seconds: %s', (text) => {
    const found = read(text)!;
    expect(found.notation).toBe('sexagesimal');
    expect(found.at[0]).toBeCloseTo(118.7969, 9);
    expect(found.at[1]).toBeCloseTo(32.0603, 9);
  });
  it.each([['3548721.3 40386512.7'], ['X=3548721.3, Y=40386512.7'], ['x3548721.3，y40386512.7']])(
    'metres in a zone: %s',
    (text) => {
      expect(read(text)!.notation).toBe('gauss-kruger');
    },
  );
  it('turns round what can only be meant the other way, and what the district says', () => {
    expect(readCoordinates('10.0, 20.0', nowhere).map((c) => c.at)).toEqual([[10, 20]]);
    expect(readCoordinates('10.0, 20.0', (lng) => lng === 20).map((c) => c.at)).toEqual([[20, 10]]);
    expect(readCoordinates('10.0, 20.0', () => true).map((c) => c.at)).toEqual([[10, 20], [20, 10]]); // prettier-ignore
    expect(readCoordinates('71.5W 42.3N', nowhere)[0]!.at).toEqual([-71.5, 42.3]);
    expect(readCoordinates('-71.5, 42.3', nowhere)[0]!.at).toEqual([-71.5, 42.3]);
  });
  it.each([
    ['193'],
    ['1.2.3'],
    ['高康路469号'],
    ['200, 100'],
    ['118°60′0″E 32°0′0″N'],
    ['32010901'],
    ['3548721 99386512'],
    ['12 34 56'],
  ])(
    // prettier-ignore
    'leaves alone what is none: %s',
    (text) => {
      expect(readCoordinates(text, () => true)).toEqual([]);
    },
  );
});
