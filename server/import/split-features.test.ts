import { describe, expect, it } from 'vitest';

import { splitFeatures } from './split-features.ts';

async function split(text: string, size: number) {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
  }
  const features: unknown[] = [];
  let frame: unknown;
  for await (const part of splitFeatures(chunks())) {
    if ('feature' in part) features.push(JSON.parse(part.feature));
    else frame = JSON.parse(part.frame);
  }
  return { features, frame };
}

const collection = {
  type: 'FeatureCollection',
  name: 'a "features": [ trap \\',
  features: [
    { type: 'Feature', properties: { a: '里]}"\\', features: [1, [2]] }, geometry: null },
    { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [1, 2] } },
  ],
  crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } },
};

describe('features of a stream', () => {
  it('come whole wherever the chunks are cut', async () => {
    for (const text of [JSON.stringify(collection), JSON.stringify(collection, null, 2)]) {
      for (let size = 1; size < 40; size++) {
        const { features, frame } = await split(text, size);
        expect(features).toEqual(collection.features);
        expect(frame).toEqual({ ...collection, features: [] });
      }
    }
  });

  it('after a byte order mark, and none at all', async () => {
    const { features } = await split('\uFEFF{"type":"FeatureCollection","features":[]}', 1000);
    expect(features).toEqual([]);
  });

  it('of a file that ends early, or has none, are refused', async () => {
    await expect(split('{"type":"FeatureCollection","features":[{"a":1}', 7)).rejects.toThrow(
      'the file ends early',
    );
    await expect(split('{"type":"Feature","x":{"features":[{}]}}', 7)).rejects.toThrow(
      'no list of features',
    );
  });
});
