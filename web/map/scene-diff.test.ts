import type { LayerSpecification } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';

import { sameDrawing, sameStyle } from './scene-diff.ts';
import { NOTHING_CHOSEN, type Scene } from './scene.ts';
import { partsOf, styleSteps, wantedStyle } from './sync-style.ts';

const scene: Scene = {
  screen: 'watch',
  theme: 'dark',
  language: 'zh-CN',
  scale: 1,
  layers: { incidents: true, heat: false, units: true, cameras: false, stations: true, points: false, areas: true, buildings: true, captains: false, base: true, raster: false }, // prettier-ignore
  ...NOTHING_CHOSEN,
};
const line = (id: string, colour: string, minzoom = 1): LayerSpecification => ({
  id,
  type: 'line',
  source: 's',
  minzoom,
  paint: { 'line-color': colour, 'line-width': 1 },
});

describe('scene diff', () => {
  it('skips what is identical and tells style from drawing', () => {
    expect(sameDrawing(scene, { ...scene, layers: { ...scene.layers } })).toBe(true);
    const selected: Scene = { ...scene, selection: { noun: 'units', id: 3 } };
    expect(sameStyle(scene, selected)).toBe(true);
    expect(sameDrawing(scene, selected)).toBe(false);
    expect(sameDrawing(selected, { ...scene, selection: { noun: 'units', id: 3 } })).toBe(true);
    expect(sameDrawing(selected, { ...scene, selection: { noun: 'sites', id: 3 } })).toBe(false);
    expect(sameDrawing(scene, { ...scene, without: [] })).toBe(true);
    expect(sameDrawing(scene, { ...scene, without: ['wedges'] })).toBe(false);
    expect(sameStyle(scene, { ...scene, without: ['wedges'] })).toBe(true);
    expect(sameStyle(scene, { ...scene, theme: 'light' })).toBe(false);
    expect(sameStyle(scene, { ...scene, layers: { ...scene.layers, areas: false } })).toBe(false);
  });
});

describe('style steps', () => {
  const held = [line('a', 'red'), line('b', 'red'), line('c', 'red')];
  it('are none for the same style', () => {
    expect(styleSteps(held, [line('a', 'red'), line('b', 'red'), line('c', 'red')])).toEqual([]);
  });
  it('set only the property that changed', () => {
    expect(styleSteps(held, [line('a', 'red'), line('b', 'blue'), line('c', 'red')])).toEqual([
      { act: 'paint', id: 'b', name: 'line-color', value: 'blue' },
    ]);
  });
  it('add a layer under the one above it, remake one whose zooms changed, remove what is not wanted', () => {
    const wanted = [line('a', 'red', 5), line('n', 'red'), line('c', 'red')];
    expect(styleSteps(held, wanted)).toEqual([
      { act: 'remove-layer', id: 'b' },
      { act: 'remove-layer', id: 'a' },
      { act: 'add-layer', layer: wanted[1], before: 'c' },
      { act: 'add-layer', layer: wanted[0], before: 'n' },
    ]);
  });
  it('remake the order when it changed', () => {
    const steps = styleSteps(held, [line('b', 'red'), line('a', 'red'), line('c', 'red')]);
    expect(steps.filter((s) => s.act === 'add-layer').map((s) => s.layer.id)).toEqual(['c', 'a', 'b']); // prettier-ignore
  });
  it('lay slots over each other, labels on top and deck between', () => {
    const wanted = wantedStyle(
      [{ sources: {}, layers: [{ slot: 'labels', layer: line('name', 'x') }, { slot: 'land', layer: line('land', 'x') }] }],
      '#000000',
    ); // prettier-ignore
    expect(wanted.layers.map((l) => l.id)).toEqual(['ground', 'land', 'labels-begin', 'name']);
  });
  it('leave out the names that deck writes with their counts', () => {
    const label = (level: number) => ({ slot: 'labels' as const, names: level, layer: line(`name-${level}`, 'x') }); // prettier-ignore
    const areas = { key: 'areas', watch: () => () => undefined, style: () => ({ sources: {}, layers: [label(3), label(2), label(1)] }) }; // prettier-ignore
    const namesOf = (written: number | null) => partsOf([areas], scene, written)[0]!.layers.map(({ names }) => names); // prettier-ignore
    expect([namesOf(null), namesOf(2)]).toEqual([
      [3, 2, 1],
      [3, 1],
    ]);
  });
});
