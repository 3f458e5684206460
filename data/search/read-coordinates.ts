import { fromGaussKruger } from '#data/geo/gauss-kruger.ts';

/** How coordinates can be written. */
export type CoordinateNotation = 'decimal' | 'sexagesimal' | 'gauss-kruger';

export interface Coordinates {
  notation: CoordinateNotation;
  /** [lng, lat], degrees. */
  at: [number, number];
}

const NUMBER = String.raw`[+-]?\d{1,3}(?:\.\d+)?`;
const PAIR = new RegExp(String.raw`^(${NUMBER})\s*°?\s*([NSEW])?[\s,;/]+(${NUMBER})\s*°?\s*([NSEW])?$`); // prettier-ignore
const PART = String.raw`(\d{1,3})\s*°\s*(\d{1,2}(?:\.\d+)?)\s*'\s*(?:(\d{1,2}(?:\.\d+)?)\s*"\s*)?`;
const BEFORE = new RegExp(String.raw`^([NSEW])\s*${PART}[\s,;]*([NSEW])\s*${PART}$`);
const BEHIND = new RegExp(String.raw`^${PART}([NSEW])?[\s,;]*${PART}([NSEW])?$`);
const PLANE = /^X?\s*[:=]?\s*(\d{7}(?:\.\d+)?)[\s,;]+Y?\s*[:=]?\s*(\d{8}(?:\.\d+)?)$/;
/** Zones of three degrees that lie in China; the number stands before the easting. */
const ZONES = [25, 45] as const;

/** What stands for what, as phones, maps and people write it. */
const SIGNS: [from: RegExp, to: string][] = [
  [/东经/g, 'E '],
  [/西经/g, 'W '],
  [/北纬/g, 'N '],
  [/南纬/g, 'S '],
  [/经度|纬度|LNG|LON|LAT/g, ' '],
  [/度|º|˚/g, '°'],
  [/分|′|’|‘/g, "'"],
  [/秒|″|”|“|''/g, '"'],
  [/、/g, ','],
  [/[:=()[\]]/g, ' '],
];

/**
 * Read a query as coordinates: decimal degrees, degrees with minutes and seconds, or CGCS2000 in zones of three degrees
 * (X to the north, Y to the east with its zone's number). [] where it is none of them. Without letters longitude comes
 * first, as everywhere here, unless only the other order can be, or only the other lies in the district.
 *
 * @param isInside whether a place lies in the district
 */
export function readCoordinates(
  text: string,
  isInside: (lng: number, lat: number) => boolean,
): Coordinates[] {
  let plain = text.normalize('NFKC').toUpperCase();
  for (const [from, to] of SIGNS) plain = plain.replace(from, to);
  plain = plain.replace(/\s+/g, ' ').trim();

  const plane = PLANE.exec(plain);
  if (plane) return readPlane(Number(plane[1]), Number(plane[2]));
  const lettered = letteredFirst(plain);
  const pair = PAIR.exec(lettered ?? plain);
  // Two whole numbers are a house and a door.
  if (pair && (/[NSEW°]/.test(plain) || (pair[1]!.includes('.') && pair[3]!.includes('.')))) {
    return order('decimal', Number(pair[1]), pair[2], Number(pair[3]), pair[4], isInside);
  }
  const before = BEFORE.exec(plain);
  if (before) {
    const [, a, ad, am, as, b, bd, bm, bs] = before;
    return order('sexagesimal', degrees(ad, am, as), a, degrees(bd, bm, bs), b, isInside);
  }
  const behind = BEHIND.exec(plain);
  if (behind) {
    const [, ad, am, as, a, bd, bm, bs, b] = behind;
    return order('sexagesimal', degrees(ad, am, as), a, degrees(bd, bm, bs), b, isInside);
  }
  return [];
}

/** E 118.79 N 32.06 with its letters behind, as PAIR reads them. */
function letteredFirst(plain: string): string | null {
  const found = /^([NSEW])\s*(\d[\d.]*)\s*°?[\s,;]*([NSEW])\s*(\d[\d.]*)\s*°?$/.exec(plain);
  return found ? `${found[2]}${found[1]} ${found[4]}${found[3]}` : null;
}

/** NaN where minutes or seconds are 60 or more. */
function degrees(d: string | undefined, m: string | undefined, s: string | undefined): number {
  const [minutes, seconds] = [Number(m), Number(s ?? 0)];
  return minutes < 60 && seconds < 60 ? Number(d) + minutes / 60 + seconds / 3600 : Number.NaN;
}

function order(
  notation: CoordinateNotation,
  a: number,
  aLetter: string | undefined,
  b: number,
  bLetter: string | undefined,
  isInside: (lng: number, lat: number) => boolean,
): Coordinates[] {
  const signed = (value: number, letter: string | undefined): number =>
    letter === 'S' || letter === 'W' ? -value : value;
  const [x, y] = [signed(a, aLetter), signed(b, bLetter)];
  const isLat = (letter: string | undefined): boolean => letter === 'N' || letter === 'S';
  const isLng = (letter: string | undefined): boolean => letter === 'E' || letter === 'W';
  const ways: [number, number][] = [];
  if (!isLat(aLetter) && !isLng(bLetter)) ways.push([x, y]);
  if (!isLng(aLetter) && !isLat(bLetter)) ways.push([y, x]);
  const real = ways.filter(([lng, lat]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90);
  const inside = real.filter(([lng, lat]) => isInside(lng, lat));
  // What lies elsewhere is read as it is written.
  const chosen = inside.length > 0 ? inside : real.slice(0, 1);
  return chosen.map((at) => ({ notation, at }));
}

function readPlane(northingM: number, zoned: number): Coordinates[] {
  const zone = Math.floor(zoned / 1_000_000);
  if (zone < ZONES[0] || zone > ZONES[1]) return [];
  const at = fromGaussKruger(zoned - zone * 1_000_000, northingM, zone * 3);
  return [{ notation: 'gauss-kruger', at }];
}
