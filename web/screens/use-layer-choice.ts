import { useMemo } from 'react';

import type { FadeKey, Opacities } from '../map/opacity.ts';
import { LAYER_KEYS, type LayerKey } from '../map/scene.ts';
import type { ViewAddress } from '../ui/view-address.ts';

/** Which layers a screen shows and how plainly, as its address says it, and how to change that. */
export interface LayerChoice {
  layers: Record<LayerKey, boolean>;
  opacity: Opacities;
  toggle: (key: LayerKey) => void;
  /** @param percent 100 is plain */
  fade: (key: FadeKey, percent: number) => void;
}

/** @param first what is on without a word of the address; the same array always */
export function useLayerChoice(
  address: ViewAddress,
  change: (part: Partial<ViewAddress>) => void,
  first: readonly LayerKey[],
): LayerChoice {
  const shown = address.layers ?? first;
  const layers = useMemo(
    () =>
      Object.fromEntries(LAYER_KEYS.map((key) => [key, shown.includes(key)])) as Record<LayerKey, boolean>, // prettier-ignore
    [shown],
  );
  const opacity = address.opacity ?? PLAIN;
  return {
    layers,
    opacity,
    toggle: (key) =>
      change({ layers: LAYER_KEYS.filter((k) => (k === key ? !layers[k] : layers[k])) }),
    fade: (key, percent) => change({ opacity: { ...opacity, [key]: percent } }),
  };
}

const PLAIN: Opacities = {};
