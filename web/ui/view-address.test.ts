import { describe, expect, it } from 'vitest';

import { readAddress, writeAddress, type ViewAddress } from './view-address.ts';

const full: ViewAddress = {
  camera: { lng: 118.791623, lat: 32.058341, zoom: 13.06 },
  layers: ['incidents', 'areas', 'base'],
  without: ['tracks', 'wedges'],
  opacity: { incidents: 60, base: 35, wedges: 40, shade: 20 },
  selection: { noun: 'incidents', id: '3b241101-e2bb-4255-8caf-4136c566a962' },
  list: 'closed',
  sort: '-time',
  only: [1, 2],
  at: [118.791623, 32.058341],
  areas: [17, 23],
  set: '夜班 & co=1',
  heat: '24h',
  shade: 'rate',
  table: { level: 4, sort: '-residents' },
  plan: '3b241101-e2bb-4255-8caf-4136c566a962',
  edition: 7,
  k: 3.25,
  panels: { columns: 3, rows: 2 },
  test: true,
  language: 'en',
  theme: 'light',
};

describe('the address of a view', () => {
  it('comes back as it was written', () => {
    expect(readAddress(writeAddress(full))).toEqual(full);
    for (const key of Object.keys(full) as (keyof ViewAddress)[]) {
      const one = { [key]: full[key] } as ViewAddress;
      expect(readAddress(writeAddress(one))).toEqual(one);
    }
    expect(readAddress('?table=3')).toEqual({ table: { level: 3 } });
    for (const noun of ['areas', 'buildings', 'sites', 'units'] as const) {
      const one: ViewAddress = { selection: { noun, id: 42 } };
      expect(readAddress(writeAddress(one))).toEqual(one);
    }
  });
  it('says nothing where there is nothing to say', () => {
    expect(writeAddress({})).toBe('');
    expect(readAddress('')).toEqual({});
  });
  it('tells no layers from no word about layers', () => {
    expect(readAddress('?layers=')).toEqual({ layers: [] });
    expect(readAddress(writeAddress({ layers: [] }))).toEqual({ layers: [] });
  });
  it('leaves out what it cannot read', () => {
    for (const bad of [
      '?without=units',
      '?without=',
      '?fade=units:19',
      '?fade=units:100',
      '?fade=units:60.5',
      '?fade=roofs:60',
      '?c=1,2',
      '?c=a,b,c',
      '?c=200,10,5',
      '?c=10,95,5',
      '?sel=incidents:17',
      '?sel=units:x',
      '?sel=units:-3',
      '?sel=people:3',
      '?sel=units',
      '?list=Closed!',
      '?sort=--time',
      '?only=1,x',
      '?only=7',
      '?at=118',
      '?at=x,y',
      '?at=32,118',
      '?lang=fr',
      '?theme=blue',
      '?area=0',
      '?area=1.5',
      '?heat=2d',
      '?shade=hue',
      '?table=9',
      '?table=4,Name',
      '?k=0',
      '?k=900',
      '?seams=3',
      '?seams=0x2',
      '?seams=3x200',
    ])
      expect(readAddress(bad), bad).toEqual({});
  });
  it('keeps the layers it knows in the order of the legend', () => {
    expect(readAddress('?layers=base,unknown,incidents').layers).toEqual(['incidents', 'base']);
  });
});
