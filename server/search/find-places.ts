import gcoord from 'gcoord';

import { readCoordinates } from '#data/search/read-coordinates.ts';
import type { SearchAnswer } from '#data/wire/search.ts';

/** Degrees that maps of GCJ-02 are off by, at most: what is no more than that outside may be meant to be inside. */
const CHINA = [73, 3, 136, 54] as const;

/**
 * A text that is coordinates as the places that it may mean: as CGCS2000, and as GCJ-02, in which phones' maps give them
 * and which is off by half a kilometre: where one of the two lies in the district both are named, and the asker chooses.
 *
 * @param cellAt the cell that holds a place
 */
export function findPlaces(
  text: string,
  cellAt: (lng: number, lat: number) => number | null,
  chainOf: (areaId: number | null) => SearchAnswer['areas'],
): SearchAnswer[] {
  return readCoordinates(text, (lng, lat) => cellAt(lng, lat) !== null).flatMap(
    ({ notation, at }) => {
      const place = toPlace(notation, at, cellAt, chainOf);
      if (notation === 'gauss-kruger' || !isInChina(at)) return [place];
      const turned = gcoord.transform(at, gcoord.GCJ02, gcoord.WGS84);
      const other = toPlace('gcj-02', turned as [number, number], cellAt, chainOf);
      return place.select || other.select ? [place, other] : [place];
    },
  );
}

function isInChina([lng, lat]: readonly [number, number]): boolean {
  return lng > CHINA[0] && lat > CHINA[1] && lng < CHINA[2] && lat < CHINA[3];
}

function toPlace(
  kind: string,
  [lng, lat]: readonly [number, number],
  cellAt: (lng: number, lat: number) => number | null,
  chainOf: (areaId: number | null) => SearchAnswer['areas'],
): SearchAnswer {
  const at: [number, number] = [Number(lng.toFixed(7)), Number(lat.toFixed(7))];
  const cell = cellAt(lng, lat);
  return {
    noun: 'places',
    id: `${kind}:${at.join(',')}`,
    code: null,
    name: `${lng.toFixed(6)}, ${lat.toFixed(6)}`,
    nameEn: null,
    address: null,
    kind,
    tier: 'code',
    marks: {},
    at,
    bounds: null,
    select: cell === null ? null : { noun: 'areas', id: cell },
    areas: chainOf(cell),
  };
}
