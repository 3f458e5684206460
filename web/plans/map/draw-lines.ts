import type { Layer } from '@deck.gl/core';
import { PathLayer, ScatterplotLayer } from '@deck.gl/layers';

import { ABOVE } from '../../map/above.ts';
import type { DrawContext } from '../../map/map-layer.ts';
import { rgba, type ColourToken } from '../../ui/tokens.ts';
import type { Place } from '../desk/desk.ts';

/** How a line of a plan is drawn, px of the design. */
export interface LineLook {
  token: ColourToken;
  width: number;
  alpha?: number;
  /** px more on each side, in the halo's colour; 0: none. */
  casing?: number;
}

/** Lines with a casing that parts them from what is below. */
export function drawLines(
  { scene }: DrawContext,
  id: string,
  data: readonly (readonly Place[])[],
  { token, width, alpha = 1, casing = 1.2 }: LineLook,
): Layer[] {
  if (data.length === 0) return [];
  const path = { data, getPath: (p: readonly Place[]) => p as Place[], widthUnits: 'pixels', jointRounded: true, capRounded: true, ...ABOVE } as const; // prettier-ignore
  const line = new PathLayer({
    ...path,
    id: `plan-${id}`,
    getColor: rgba(scene.theme, token, alpha),
    getWidth: width * scene.scale,
    updateTriggers: { getColor: scene.theme, getWidth: scene.scale },
  });
  if (casing === 0) return [line];
  const under = new PathLayer({
    ...path,
    id: `plan-${id}-casing`,
    getColor: rgba(scene.theme, 'map.label.halo', 0.9),
    getWidth: (width + 2 * casing) * scene.scale,
    updateTriggers: { getColor: scene.theme, getWidth: scene.scale },
  });
  return [under, line];
}

/** Points to be held: rings, filled with the land's light. */
export function drawPoints(
  { scene }: DrawContext,
  id: string,
  data: readonly Place[],
  { token, radius, width }: { token: ColourToken; radius: number; width: number },
): Layer[] {
  if (data.length === 0) return [];
  return [
    new ScatterplotLayer<Place>({
      id: `plan-${id}`,
      data: [...data],
      getPosition: (at) => at,
      getRadius: radius * scene.scale,
      radiusUnits: 'pixels',
      stroked: true,
      getFillColor: rgba(scene.theme, 'map.label.halo'),
      getLineColor: rgba(scene.theme, token),
      getLineWidth: width * scene.scale,
      lineWidthUnits: 'pixels',
      updateTriggers: {
        getFillColor: scene.theme,
        getLineColor: scene.theme,
        getRadius: scene.scale,
        getLineWidth: scene.scale,
      },
      ...ABOVE,
    }),
  ];
}
