import { describe, expect, it } from 'vitest';

import cambridge from './manifests/cambridge.json' with { type: 'json' };
import losAngeles from './manifests/los-angeles.json' with { type: 'json' };
import taipei from './manifests/taipei.json' with { type: 'json' };
import { readManifest } from './manifest.ts';

const faultsOf = (value: unknown): string[] => {
  const read = readManifest(value);
  return 'faults' in read ? read.faults : [];
};

describe('a manifest', () => {
  it('of ours is sound', () => {
    expect(faultsOf(taipei)).toEqual([]);
    expect(faultsOf(losAngeles)).toEqual([]);
    expect(faultsOf(cambridge)).toEqual([]);
  });

  it('with an unknown key is refused, and the key is named', () => {
    expect(faultsOf({ ...taipei, bulidings: [] })).toEqual([
      expect.stringContaining('unknown key bulidings'),
    ]);
    const [building] = taipei.buildings;
    const faults = faultsOf({ ...taipei, buildings: [{ ...building, hieght: 'height' }] });
    expect(faults.join()).toContain('unknown key hieght');
    expect(faults.join()).toContain('/buildings/0');
  });

  it('names every other fault', () => {
    const bad = (change: object) => faultsOf({ ...losAngeles, ...change }).join();
    expect(bad({ district: { ...losAngeles.district, timeZone: 'Mars/Olympus' } })).toContain('Mars/Olympus'); // prettier-ignore
    expect(bad({ levels: [{ rank: 2, key: 'city', nameZh: '市', nameEn: 'City' }] })).toContain('/levels'); // prettier-ignore
    expect(bad({ categories: [] })).toContain('unknown word');
    expect(bad({ source: 'Los Angeles' })).toContain('/source');
    const [incidents] = losAngeles.incidents;
    expect(bad({ incidents: [{ ...incidents, file: '../../etc/passwd.csv' }] })).toContain('/file');
    expect(bad({ incidents: [{ ...incidents, file: '/etc/passwd.csv' }] })).toContain('/file');
    const [sites] = taipei.sites;
    expect(faultsOf({ ...taipei, sites: [{ ...sites, class: { rules: [], otherwise: 'station/pub' } }] }).join()).toContain('unknown word station/pub'); // prettier-ignore
    expect(faultsOf(null)).not.toEqual([]);
    expect(bad({ dataDates: { incidents: '2020-02-30' } })).toContain('/dataDates/incidents');
    expect(bad({ dataDates: { incidents: '0000-01-01' } })).toContain('/dataDates/incidents');
  });

  it('has each key once, and boxes that are boxes', () => {
    const again = [...losAngeles.categories, losAngeles.categories[0]];
    expect(faultsOf({ ...losAngeles, categories: again })).toEqual(['/categories: key bulky-items twice']); // prettier-ignore
    const [city, town, village] = taipei.levels;
    expect(faultsOf({ ...taipei, levels: [city, town, { ...village, key: 'town' }] })).toEqual(['/levels: key town twice']); // prettier-ignore
    const withBox = (box: number[]) => faultsOf({ ...losAngeles, areas: { ...losAngeles.areas, given: [{ ...losAngeles.areas.given[0], box }] } }).join(); // prettier-ignore
    expect(withBox([-118, 33, -119, 34])).toContain('/areas/given/0/box');
    expect(withBox([-118, 33, -117, 33])).toContain('/areas/given/0/box');
    expect(withBox([-500, 33, -117, 34])).toContain('/areas/given/0/box');
  });

  it('has texts with a field, and parents on a level above', () => {
    const [water] = cambridge.features;
    const withKey = (text: string) => faultsOf({ ...cambridge, features: [{ ...water, key: { text } }] }).join(); // prettier-ignore
    expect(withKey('{TYPE}-{#}')).toBe('');
    for (const text of ['water', 'water-{', 'water-{}', '{{TYPE}}']) {
      expect(withKey(text)).toContain('/features/0/key');
    }
    const [city, ward, precinct, block] = cambridge.areas.sets;
    const withParent = (within: number) => faultsOf({ ...cambridge, areas: { ...cambridge.areas, sets: [city, ward, precinct, { ...block, parent: { within } }] } }); // prettier-ignore
    expect(withParent(1)).toEqual([]);
    expect(withParent(2)).toEqual(['/areas: no area of level 2 has a given shape that level 4 may lie within']); // prettier-ignore
    expect(withParent(4)).toEqual(['/areas: no area of level 4 has a given shape that level 4 may lie within']); // prettier-ignore
  });
});
