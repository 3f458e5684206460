import { useMemo } from 'react';

import type { Measure } from '#data/areas/area-standing.ts';
import { FIRST_PERIOD, type HeatPeriod } from '#data/wire/heat-packed.ts';

import type { FadeKey, Opacities } from '../map/opacity.ts';
import { LAYER_KEYS, layersOn, PART_KEYS, type LayerKey, type PartKey } from '../map/scene.ts';
import { readSet, writeSet, type LayerSet, type SetView } from '../ui/layer-sets.ts';
import { useSees } from '../ui/use-sees.ts';
import type { ViewAddress } from '../ui/view-address.ts';

const PLAIN: Opacities = {};
const WHOLE: readonly PartKey[] = [];

/** Which layers a screen shows, how plainly and of what, as its address says it, and how to change that. */
export interface LayerChoice {
  layers: Record<LayerKey, boolean>;
  /** Parts of them that are not shown. */
  without: readonly PartKey[];
  opacity: Opacities;
  /** What areas are coloured by. There are never two fills at once: heat puts it out, and is put out by it. */
  shade: Measure | null;
  period: HeatPeriod;
  toggle: (key: LayerKey) => void;
  togglePart: (key: PartKey) => void;
  /** @param percent 100 is plain */
  fade: (key: FadeKey, percent: number) => void;
  shadeBy: (measure: Measure | null) => void;
  /** Shows the heat of a period. */
  heatOf: (period: HeatPeriod) => void;
  /** The name of the set of layers that is shown, and what is shown, as a set says it. */
  setName: string | undefined;
  setView: string;
  /** Shows a set, or says that what is shown has no name. */
  showSet: (set: LayerSet | null) => void;
}

/** @param first what is on without a word of the address; the same array always */
export function useLayerChoice(
  address: ViewAddress,
  change: (part: Partial<ViewAddress>) => void,
  first: readonly LayerKey[],
): LayerChoice {
  const shown = address.layers ?? first;
  const sees = useSees();
  /** As the address has it; what is not told to whoever is here stays in it, for whom it is shared with. */
  const layers = useMemo(() => layersOn(shown), [shown]);
  const drawn = useMemo(() => layersOn(shown.filter(sees.layer)), [shown, sees]);
  const opacity = address.opacity ?? PLAIN;
  const without = address.without ?? WHOLE;
  const turned = (key: LayerKey, on: boolean): LayerKey[] =>
    LAYER_KEYS.filter((k) => (k === key ? on : layers[k]));
  const named = layers.heat ? null : (address.shade ?? null);
  const asked = drawn.heat ? null : (address.shade ?? null);
  const shade = asked && sees.measure(asked) ? asked : null;
  const setView = writeSet({
    layers: LAYER_KEYS.filter((key) => layers[key]),
    without,
    opacity,
    heat: address.heat,
    shade: named ?? undefined,
  } as SetView);
  return {
    layers: drawn,
    without,
    opacity,
    setName: address.set,
    setView,
    showSet: (set) => change(set ? { ...readSet(set.view), set: set.name } : { set: undefined }),
    shade,
    period: address.heat ?? FIRST_PERIOD,
    toggle: (key) => {
      if (!sees.layer(key)) return;
      const on = !layers[key];
      change({ layers: turned(key, on), ...(key === 'heat' && on ? { shade: undefined } : {}) });
    },
    togglePart: (key) => {
      const off = PART_KEYS.filter((k) => without.includes(k) !== (k === key));
      change({ without: off.length > 0 ? off : undefined });
    },
    fade: (key, percent) => change({ opacity: { ...opacity, [key]: percent } }),
    shadeBy: (measure) =>
      change({
        shade: measure ?? undefined,
        ...(measure && layers.heat ? { layers: turned('heat', false) } : {}),
      }),
    heatOf: (period) =>
      change({
        heat: period === FIRST_PERIOD ? undefined : period,
        layers: turned('heat', true),
        shade: undefined,
      }),
  };
}
