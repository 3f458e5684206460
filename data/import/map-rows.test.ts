import { describe, expect, it } from 'vitest';

import { createLocalTime } from './local-time.ts';
import type { BuildingInput, IncidentInput, SiteInput } from './manifest.ts';
import { mapBuilding } from './map-building.ts';
import { mapFeature } from './map-feature.ts';
import { mapIncident } from './map-incident.ts';
import { mapPrecinct } from './map-precinct.ts';
import { mapSite } from './map-site.ts';
import { mapUnit } from './map-unit.ts';

const local = createLocalTime('Asia/Shanghai');
const point = { type: 'Point', coordinates: [118.7, 32] };
const square = { type: 'Polygon', coordinates: [[[118, 32], [119, 32], [119, 33], [118, 32]]] }; // prettier-ignore
const row = (properties: Record<string, unknown>, geometry: unknown = null) => ({
  no: 1,
  properties,
  geometry,
});
const all = (is: string) => ({ rules: [], otherwise: is });
const building: BuildingInput = {
  file: 'b.geojson',
  key: 'id',
  code: 'code',
  name: 'name',
  address: 'address',
  floors: 'floors',
  heightM: 'height',
  use: all('other'),
};
const camera: SiteInput = {
  file: 's.geojson',
  key: 'id',
  name: 'name',
  class: all('camera/dome'),
  azimuthDeg: 'azimuth',
  stateAt: { from: 'seen', as: 'local' },
};
const incident: IncidentInput = {
  file: 'i.csv',
  key: 'id',
  title: 'title',
  address: 'address',
  category: all('litter'),
  state: all('open'),
  reportedAt: { from: 'at', as: 'iso' },
};

describe('rows become values', () => {
  it('a camera has a direction below 360, and is unreachable while nobody says its state', () => {
    const azimuthOf = (azimuth: unknown) => {
      const mapped = mapSite(row({ id: 'c', azimuth }, point), camera, local, '2026-01-01');
      return typeof mapped === 'object' && 'row' in mapped ? mapped.row.azimuthDeg : mapped;
    };
    expect([-90, 450, 360, '359.99999999', null].map(azimuthOf)).toEqual([270, 90, 0, 0, null]);
    expect(azimuthOf('east')).toEqual({ refused: 'bad-number' });
    expect(mapSite(row({ id: 'c', seen: '2026-01-02 08:00' }, point), camera, local, '2026-01-01')).toMatchObject({ row: { state: 'unreachable', stateAt: '2026-01-02T00:00:00.000Z' } }); // prettier-ignore
  });
  it('a text has its fields filled in, is empty where one of them is, and may number the rows', () => {
    const keyOf = (properties: Record<string, unknown>) =>
      mapFeature(
        { no: 7, properties, geometry: square },
        { file: 'f.geojson', key: { text: 'w{ward}-{#}' }, class: all('water/pond'), name: { text: '{ward} {kind}' } }, // prettier-ignore
      );
    expect(keyOf({ ward: 3 })).toMatchObject({ row: { key: 'w3-7', name: null } });
    expect(keyOf({ ward: 3, kind: '$1' })).toMatchObject({ row: { name: '3 $1' } });
    expect(keyOf({ ward: ' ' })).toEqual({ refused: 'no-key' });
  });
  it('gates are points, and only they', () => {
    const map = (word: string, geometry: unknown) =>
      mapFeature(row({ id: 'f' }, geometry), { file: 'f.geojson', key: 'id', class: all(word) });
    expect(map('gate/compound', point)).toMatchObject({ row: { kind: 'gate', class: 'compound' } });
    expect(map('gate/compound', square)).toEqual({ refused: 'wrong-geometry' });
    expect(map('green/park', point)).toEqual({ refused: 'wrong-geometry' });
  });
});

describe('rows with a text longer than what is kept are refused', () => {
  const long = 'x'.repeat(201);
  const refused = { refused: 'text-too-long' };
  it.each<[string, unknown]>([
    ['a key', mapBuilding(row({ id: long }, square), building)],
    ['a code', mapBuilding(row({ id: 1, code: 'x'.repeat(65) }, square), building)],
    ['a name', mapBuilding(row({ id: 1, name: long }, square), building)],
    ['an address', mapBuilding(row({ id: 1, address: 'x'.repeat(501) }, square), building)],
    ['a site’s name', mapSite(row({ id: 1, name: long }, point), camera, local, '2026-01-01')],
    ['a title', mapIncident(row({ id: 1, title: long, at: '2026-01-01T00:00Z' }), incident, local)],
    ['a precinct’s name', mapPrecinct(row({ id: 1, name: long }, square), { file: 'p.geojson', key: 'id', name: 'name' })], // prettier-ignore
    ['a unit’s code', mapUnit(row({ id: long }), { file: 'u.csv', key: 'id', name: 'id', kind: all('worker') })], // prettier-ignore
    ['a feature’s name', mapFeature(row({ id: 1, name: long }, square), { file: 'f.geojson', key: 'id', name: 'name', class: all('green/park') })], // prettier-ignore
  ])('%s', (_, mapped) => expect(mapped).toEqual(refused));
});
