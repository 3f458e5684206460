import type { LayerSpecification, Map as MapLibre, SourceSpecification } from 'maplibre-gl';

import { SLOTS, UNDER_LABELS, type MapLayer, type StylePart } from './map-layer.ts';
import { fadePart } from './opacity.ts';
import { DRAWN_ROOM } from './room-for-drawn.ts';
import type { Scene } from './scene.ts';
import type { SourceNews } from './source-news.ts';

/** Everything the style shall hold: sources by id and layers bottom to top. */
export interface WantedStyle {
  sources: StylePart['sources'];
  images: NonNullable<StylePart['images']>;
  layers: LayerSpecification[];
}

/** What all layers together ask of the style, in the order of the slots. */
export function wantedStyle(parts: readonly StylePart[], background: string): WantedStyle {
  const wanted: WantedStyle = {
    sources: Object.assign({}, ...parts.map((p) => p.sources)) as WantedStyle['sources'],
    images: Object.assign({}, ...parts.map((p) => p.images)) as WantedStyle['images'],
    layers: [{ id: 'ground', type: 'background', paint: { 'background-color': background } }],
  };
  for (const slot of SLOTS) {
    if (slot === 'icons')
      wanted.layers.push({
        id: UNDER_LABELS,
        type: 'background',
        paint: { 'background-opacity': 0 },
      });
    for (const part of parts)
      for (const entry of part.layers) if (entry.slot === slot) wanted.layers.push(entry.layer);
  }
  return wanted;
}

/**
 * What each layer asks of the style, in their order, and over them all the room of what deck draws.
 *
 * @param written the level whose areas' names deck writes; null: of none
 */
export function partsOf(
  layers: readonly MapLayer[],
  scene: Scene,
  written: number | null,
): StylePart[] {
  const parts = layers.map((layer): StylePart => {
    if (!layer.style) return { sources: {}, layers: [] };
    const part = fadePart(layer.style(scene), scene);
    if (written === null) return part;
    return { ...part, layers: part.layers.filter(({ names }) => names !== written) };
  });
  return [...parts, DRAWN_ROOM];
}

type Properties = Record<string, unknown>;
const propertiesOf = (layer: LayerSpecification, group: 'paint' | 'layout'): Properties =>
  ((layer as unknown as Record<string, unknown>)[group] as Properties | undefined) ?? {};
const bare = (layer: LayerSpecification): string =>
  JSON.stringify({ ...layer, paint: undefined, layout: undefined });

/** One step from the style held to the style wanted. */
export type StyleStep =
  | { act: 'remove-layer'; id: string }
  | { act: 'add-layer'; layer: LayerSpecification; before: string | undefined }
  | { act: 'paint' | 'layout'; id: string; name: string; value: unknown };

/**
 * The least steps between two lists of layers: unchanged ones are not touched, changed properties
 * are set one by one, and only a layer whose source, filter, zooms or place changed is made anew.
 * setStyle's own diff compares the data of every source and drops deck's groups; this does neither.
 */
export function styleSteps(
  held: readonly LayerSpecification[],
  wanted: readonly LayerSpecification[],
): StyleStep[] {
  const steps: StyleStep[] = [];
  const wantedIds = new Set(wanted.map((l) => l.id));
  const kept = new Map<string, LayerSpecification>();
  const order: string[] = [];
  for (const layer of held) {
    if (wantedIds.has(layer.id)) {
      kept.set(layer.id, layer);
      order.push(layer.id);
    } else steps.push({ act: 'remove-layer', id: layer.id });
  }
  const wantedOrder = wanted.filter((l) => kept.has(l.id)).map((l) => l.id);
  const remake = new Set<string>();
  if (wantedOrder.some((id, i) => id !== order[i])) for (const id of order) remake.add(id);
  for (const layer of wanted) {
    const old = kept.get(layer.id);
    if (old && bare(old) !== bare(layer)) remake.add(layer.id);
  }
  for (const id of remake) steps.push({ act: 'remove-layer', id });
  // From the top down, so that the layer above is always there to be put under.
  for (let i = wanted.length - 1; i >= 0; i--) {
    const layer = wanted[i]!;
    const old = kept.get(layer.id);
    if (!old || remake.has(layer.id)) {
      steps.push({ act: 'add-layer', layer, before: wanted[i + 1]?.id });
      continue;
    }
    for (const group of ['paint', 'layout'] as const) {
      const before = propertiesOf(old, group);
      const after = propertiesOf(layer, group);
      for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
        if (JSON.stringify(before[name]) !== JSON.stringify(after[name]))
          steps.push({ act: group, id: layer.id, name, value: after[name] });
      }
    }
  }
  return steps;
}

const isNews = (old: SourceSpecification, source: SourceSpecification): boolean =>
  source.type === 'geojson' && old.type === 'geojson'
    ? old.data !== source.data
    : source.type === 'vector' &&
      old.type === 'vector' &&
      old.tiles?.join() !== source.tiles?.join();

/** The source of a layer, if it has one. */
const sourceOf = (layers: readonly LayerSpecification[], id: string): string | undefined => {
  const layer = layers.find((l) => l.id === id);
  return layer && 'source' in layer ? layer.source : undefined;
};

/** Brings a map to the wanted style. `held` is what was synced last (null for a new map). */
export function syncStyle(
  map: MapLibre,
  news: SourceNews,
  held: WantedStyle | null,
  wanted: WantedStyle,
): void {
  const steps = styleSteps(held?.layers ?? [], wanted.layers);
  for (const step of steps) {
    const id = step.act === 'add-layer' ? step.layer.id : step.id;
    const source = sourceOf(wanted.layers, id) ?? sourceOf(held?.layers ?? [], id);
    if (source) news.stir(source);
  }
  for (const [name, { pixelRatio, ...image }] of Object.entries(wanted.images))
    if (!map.hasImage(name)) map.addImage(name, image, { pixelRatio });
  for (const [id, source] of Object.entries(wanted.sources)) {
    const old = held?.sources[id];
    if (!map.getSource(id)) {
      news.forget(id);
      map.addSource(id, source);
    } else if (old && isNews(old, source)) news.tell(id, source);
  }
  for (const step of steps) {
    switch (step.act) {
      case 'remove-layer':
        if (map.getLayer(step.id)) map.removeLayer(step.id);
        break;
      case 'add-layer':
        map.addLayer(step.layer, step.before);
        break;
      case 'paint':
        map.setPaintProperty(step.id, step.name as never, step.value as never, { validate: false });
        break;
      case 'layout':
        map.setLayoutProperty(step.id, step.name as never, step.value as never, {
          validate: false,
        });
        break;
    }
  }
  if (held)
    for (const id of Object.keys(held.sources))
      if (!(id in wanted.sources) && map.getSource(id)) map.removeSource(id);
}
