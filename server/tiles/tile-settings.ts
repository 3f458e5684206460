import { Type } from 'typebox';

const said = (description: string, pattern: string) =>
  Type.Optional(Type.String({ pattern, description }));

/** Settings of the raster base map, by their names in the environment. Without the first there is none. */
export const TileSettingSchemas = {
  JINGWEI_TILES_URL: said(
    'address of a tile of a raster base map with {z} {x} {y}, {s} for a subdomain and {key}; https://…',
    '^https?://.+',
  ),
  JINGWEI_TILES_KEY: said('the key of that service; it stays on the server', '^[\\x21-\\x7e]{1,200}$'), // prettier-ignore
  JINGWEI_TILES_ATTRIBUTION: said('what its terms ask to be shown on the map', '^.{1,200}$'),
  JINGWEI_TILES_SUBDOMAINS: said('what {s} stands for, with commas (0,1,2,3,4,5,6,7)', '^[a-z0-9-]{1,20}(,[a-z0-9-]{1,20}){0,31}$'), // prettier-ignore
  JINGWEI_TILES_MAX_ZOOM: said('the last zoom it has, 1 to 22 (18)', '^[0-9]{1,2}$'),
  JINGWEI_TILES_CACHE_MB: said('megabytes of its tiles that are kept on disk, 0 to 100000 (512)', '^[0-9]{1,6}$'), // prettier-ignore
  JINGWEI_TILES_CACHE_DAYS: said('days that a tile is kept, 1 to 366 (30)', '^[0-9]{1,3}$'),
};

/** The raster base map's service. */
export interface TileSettings {
  /** With {z} {x} {y}, and {s} and {key} where it needs them. Web Mercator, row 0 in the north. */
  url: string;
  /** Never in a log, an answer or an error. */
  key: string | null;
  subdomains: string[];
  attribution: string;
  maxZoom: number;
  cacheBytes: number;
  cacheDays: number;
}

/**
 * The tile service of the settings; null where none is named. What is wrong with them is added to `faults`, without
 * the address and the key, which may be secret.
 */
export function readTileSettings(
  values: Readonly<Record<string, string>>,
  faults: string[],
): TileSettings | null {
  const url = values['JINGWEI_TILES_URL'];
  if (url === undefined) {
    for (const name of Object.keys(TileSettingSchemas)) {
      if (values[name] !== undefined) faults.push(`${name} goes with JINGWEI_TILES_URL, which is not set`); // prettier-ignore
    }
    return null;
  }
  const key = values['JINGWEI_TILES_KEY'] ?? null;
  const holes = [...url.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!);
  for (const hole of ['z', 'x', 'y']) {
    if (!holes.includes(hole)) faults.push(`JINGWEI_TILES_URL lacks {${hole}}`);
  }
  const unknown = holes.filter((hole) => !['z', 'x', 'y', 's', 'key'].includes(hole));
  if (unknown.length > 0) faults.push(`JINGWEI_TILES_URL: {${unknown[0]}} is not known; {z} {x} {y} {s} {key} are`); // prettier-ignore
  if (holes.includes('key') !== (key !== null)) {
    faults.push(key === null ? 'JINGWEI_TILES_URL has {key}, and JINGWEI_TILES_KEY is not set' : 'JINGWEI_TILES_KEY is set, and JINGWEI_TILES_URL has no {key}'); // prettier-ignore
  }
  const whole = url.replace(/\{[^{}]*\}/g, '0');
  if (!URL.canParse(whole) || new URL(whole).username !== '') {
    faults.push('JINGWEI_TILES_URL is no address, or has a user in it');
  }
  const attribution = values['JINGWEI_TILES_ATTRIBUTION'];
  if (attribution === undefined) {
    faults.push('JINGWEI_TILES_ATTRIBUTION is not set: say what the terms of the tile service ask to be shown'); // prettier-ignore
  }
  const number = (name: string, fallback: number, least: number, most: number): number => {
    const value = Number(values[name] ?? fallback);
    if (!(value >= least && value <= most)) faults.push(`${name}=${value} is not valid: from ${least} to ${most}`); // prettier-ignore
    return value;
  };
  return {
    url,
    key,
    subdomains: (values['JINGWEI_TILES_SUBDOMAINS'] ?? '0,1,2,3,4,5,6,7').split(','),
    attribution: attribution ?? '',
    maxZoom: number('JINGWEI_TILES_MAX_ZOOM', 18, 1, 22),
    cacheBytes: number('JINGWEI_TILES_CACHE_MB', 512, 0, 100_000) * 2 ** 20,
    cacheDays: number('JINGWEI_TILES_CACHE_DAYS', 30, 1, 366),
  };
}
