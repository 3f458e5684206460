import type { Layer } from '@deck.gl/core';
import { PathLayer, SolidPolygonLayer } from '@deck.gl/layers';

import { ABOVE } from '../map/above.ts';
import type { DrawContext } from '../map/map-layer.ts';
import { rgba, type ColourToken } from '../ui/tokens.ts';

import { drawnAreas } from './drawn-areas.ts';

/** Outlines of the selected area (a line, and a faint fill) and of the one in focus (what lies outside it is veiled by nothing but a plainer line). */
export function drawOutlines({ scene, hovered }: DrawContext): Layer[] {
  const { polygonsOf } = drawnAreas();
  const out: Layer[] = [];
  const outline = (
    id: string,
    areaId: number,
    token: ColourToken,
    width: number,
    fill: number,
  ): void => {
    // prettier-ignore
    const polygons = polygonsOf(areaId);
    if (!polygons) return;
    if (fill > 0)
      out.push(
        new SolidPolygonLayer({
          id: `areas-${id}-fill`,
          data: polygons,
          getPolygon: (p: [number, number][][]) => p,
          getFillColor: rgba(scene.theme, token, fill),
          ...ABOVE,
        }),
      );
    const rings = polygons.flat();
    const path = { data: rings, getPath: (r: [number, number][]) => r, widthUnits: 'pixels', jointRounded: true, ...ABOVE } as const; // prettier-ignore
    out.push(
      new PathLayer({
        ...path,
        id: `areas-${id}-casing`,
        getColor: rgba(scene.theme, 'map.label.halo', 0.9),
        getWidth: (width + 2.4) * scene.scale,
        updateTriggers: { getColor: scene.theme, getWidth: scene.scale },
      }),
      new PathLayer({
        ...path,
        id: `areas-${id}-line`,
        getColor: rgba(scene.theme, token),
        getWidth: width * scene.scale,
        updateTriggers: { getColor: scene.theme, getWidth: scene.scale },
      }),
    );
  };
  const lit = hovered?.noun === 'areas' ? hovered.id : (scene.lit ?? null);
  const selected = scene.selection?.noun === 'areas' ? scene.selection.id : null;
  if (lit !== null && lit !== selected) outline('lit', lit, 'area.label', 1.6, 0.05);
  for (const [i, id] of scene.focusAreas.entries()) outline(`focus-${i}`, id, 'area.label', 2.4, 0);
  if (selected !== null) outline('selected', selected, 'select', 3, 0.06);
  return out;
}
