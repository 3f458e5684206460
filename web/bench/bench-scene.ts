import type { LayerKey, Scene } from '../map/scene.ts';

/** A desk at night with these layers and nothing selected, for whoever measures what the product's own map takes. */
export function benchScene(language: Scene['language'], on: readonly LayerKey[]): Scene {
  const layers: Scene['layers'] = { incidents: false, heat: false, units: false, cameras: false, stations: false, points: false, areas: false, buildings: false, captains: false, base: false, raster: false }; // prettier-ignore
  for (const key of on) layers[key] = true;
  return {
    screen: 'watch',
    theme: 'dark',
    language,
    scale: 1,
    layers,
    selection: null,
    follow: null,
    onlyUnits: null,
    focusArea: null,
    track: null,
    pin: null,
  };
}
