import { layersOn, NOTHING_CHOSEN, type LayerKey, type Scene } from '../map/scene.ts';

/** A desk at night with these layers and nothing selected, for whoever measures what the product's own map takes. */
export function benchScene(language: Scene['language'], on: readonly LayerKey[]): Scene {
  return {
    screen: 'watch',
    theme: 'dark',
    language,
    scale: 1,
    layers: layersOn(on),
    ...NOTHING_CHOSEN,
  };
}
