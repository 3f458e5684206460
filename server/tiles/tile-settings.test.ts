import { expect, it } from 'vitest';

import { readConfig } from '#server/config.ts';

const URL = 'https://t{s}.tianditu.gov.cn/img_w/wmts?LAYER=img&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}'; // prettier-ignore
const given = { JINGWEI_TILES_URL: URL, JINGWEI_TILES_KEY: 'geheim', JINGWEI_TILES_ATTRIBUTION: '天地图 GS(2024)0650号' }; // prettier-ignore
const refusal = (env: Record<string, string | undefined>): string => {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

it('there is no raster base map unless one is named', () => {
  expect(readConfig({}).tiles).toBeNull();
});

it('one of 天地图’s shape is read, with bounds of its own', () => {
  expect(readConfig(given).tiles).toEqual({
    url: URL,
    key: 'geheim',
    subdomains: ['0', '1', '2', '3', '4', '5', '6', '7'],
    attribution: '天地图 GS(2024)0650号',
    maxZoom: 18,
    cacheBytes: 512 * 2 ** 20,
    cacheDays: 30,
  });
  const more = { JINGWEI_TILES_SUBDOMAINS: 'a,b', JINGWEI_TILES_MAX_ZOOM: '20', JINGWEI_TILES_CACHE_MB: '0', JINGWEI_TILES_CACHE_DAYS: '7' }; // prettier-ignore
  expect(readConfig({ ...given, ...more }).tiles).toMatchObject({ subdomains: ['a', 'b'], maxZoom: 20, cacheBytes: 0, cacheDays: 7 }); // prettier-ignore
});

it.each<[string, Record<string, string | undefined>]>([
  ['lacks {y}', { JINGWEI_TILES_URL: URL.replace('{y}', '1') }],
  ['{quad} is not known', { JINGWEI_TILES_URL: `${URL}&q={quad}` }],
  ['JINGWEI_TILES_KEY is not set', { JINGWEI_TILES_KEY: undefined }],
  ['has no {key}', { JINGWEI_TILES_URL: URL.replace('{key}', 'x') }],
  ['has a user in it', { JINGWEI_TILES_URL: URL.replace('https://', 'https://geheim@') }],
  ['JINGWEI_TILES_URL is not valid', { JINGWEI_TILES_URL: 'ftp://geheim/{z}/{x}/{y}/{key}' }],
  ['JINGWEI_TILES_KEY is not valid', { JINGWEI_TILES_KEY: 'geheim mit Pausen' }],
  ['JINGWEI_TILES_ATTRIBUTION is not set', { JINGWEI_TILES_ATTRIBUTION: undefined }],
  ['JINGWEI_TILES_MAX_ZOOM=23', { JINGWEI_TILES_MAX_ZOOM: '23' }],
  ['JINGWEI_TILES_CACHE_MB=100001', { JINGWEI_TILES_CACHE_MB: '100001' }],
  ['JINGWEI_TILES_SUBDOMAINS=a b', { JINGWEI_TILES_SUBDOMAINS: 'a b' }],
  ['JINGWEI_TILES_KEY goes with JINGWEI_TILES_URL', { JINGWEI_TILES_URL: undefined }],
])('what is wrong is said (%s), the address and the key are not', (said, change) => {
  const message = refusal({ ...given, ...change });
  expect(message).toContain(said);
  expect(message).not.toContain('geheim');
  expect(message).not.toContain('tianditu');
});
