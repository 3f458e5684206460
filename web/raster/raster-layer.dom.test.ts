import { afterEach, describe, expect, it } from 'vitest';

import { surroundingsOf } from '#data/geo/web-tiles.ts';
import type { District } from '#data/wire/messages.ts';

import { districtStore } from '../live/stores.ts';
import { LAYER_KEYS, type Scene } from '../map/scene.ts';

import { createRasterLayer } from './raster-layer.ts';

const district = (tiles: District['tiles']): District =>
  ({ bounds: [118.7, 32, 118.8, 32.05], tiles }) as District;
const offer = { attribution: '天地图', maxZoom: 17 };
const scene = (on: boolean, theme: Scene['theme'] = 'dark'): Scene =>
  ({ theme, layers: Object.fromEntries(LAYER_KEYS.map((key) => [key, key !== 'raster' || on])) }) as unknown as Scene; // prettier-ignore
const layer = createRasterLayer();
afterEach(() => districtStore.setState({ district: null }));

describe('the raster base map', () => {
  it('is nothing unless it is switched on and the server offers it', () => {
    expect(layer.style!(scene(true)).layers).toEqual([]);
    districtStore.setState({ district: district(null) });
    expect(layer.style!(scene(true)).layers).toEqual([]);
    districtStore.setState({ district: district(offer) });
    expect(layer.style!(scene(false))).toEqual({ sources: {}, layers: [] });
    expect(layer.style!(scene(true)).layers).toHaveLength(1);
  });

  it('comes from the page’s own origin, of the surroundings that the server gives out, dimmed in the dark', () => {
    districtStore.setState({ district: district(offer) });
    const { sources, layers } = layer.style!(scene(true));
    expect(sources['raster']).toMatchObject({
      tiles: [`${window.location.origin}/api/tiles/{z}/{x}/{y}`],
      maxzoom: 17,
      bounds: surroundingsOf([118.7, 32, 118.8, 32.05]),
    });
    const brightness = (part: typeof layers) => (part[0]!.layer.paint as Record<string, number>)['raster-brightness-max'] ?? 1; // prettier-ignore
    expect(brightness(layers)).toBeLessThan(0.5);
    expect(brightness(layer.style!(scene(true, 'light')).layers)).toBe(1);
  });

  it('is drawn anew when the offer changes, and only then', () => {
    districtStore.setState({ district: district(null) });
    let told = 0;
    const stop = layer.watch(() => told++);
    districtStore.setState({ district: district(offer) });
    districtStore.setState({ district: { ...district({ ...offer }), name: '别名' } });
    expect(told).toBe(1);
    districtStore.setState({ district: district(null) });
    expect(told).toBe(2);
    stop();
  });
});
