import { areaStore } from '../live/stores.ts';
import { activeLevel, designZoom, inBounds } from '../map/lod.ts';
import type { MapLayer } from '../map/map-layer.ts';

import { areaNames, areaStyle, LEVELS } from './area-style.ts';
import { drawOutlines } from './draw-outlines.ts';
import { drawnAreas, watchDrawnAreas } from './drawn-areas.ts';
import { levelRead } from './shade.ts';

/** The zoom of the design from which the lines of a level are drawn. */
const lineFrom = (level: number): number =>
  LEVELS.find((l) => l.level === Math.min(5, level))?.from ?? 0;

/** Borders by level, names, the land within the district, and outlines of what is selected. */
export function createAreasLayer(): MapLayer {
  return {
    key: 'areas',
    style: (scene) => areaStyle(scene, drawnAreas().packed),
    ready: () => areaStore.getState().load === 'ready',
    draw: drawOutlines,
    namesOf: (level, besides, c) => areaNames(level, besides, c, drawnAreas().packed),
    pickAt: ([lng, lat], zoom, scene) => {
      if (!scene.layers.areas) return null;
      const { cellAt, chainOf, packed } = drawnAreas();
      if (!packed) return null;
      const chain = chainOf(cellAt(lng, lat));
      const deepest = chain.at(-1)?.level ?? 1;
      const at = designZoom(zoom, scene);
      const level = levelRead(scene, at) ?? activeLevel(at, deepest);
      const area = chain.findLast((a) => a.level <= level) ?? chain[0];
      return area ? { noun: 'areas', id: area.id } : null;
    },
    tally: ({ scene, zoom, bounds }) => {
      const at = designZoom(zoom, scene);
      let [shown, inView] = [0, 0];
      for (const { level, labelAt } of drawnAreas().packed?.areas ?? []) {
        if (!inBounds(labelAt, bounds)) continue;
        inView++;
        if (scene.layers.areas && lineFrom(level) <= at) shown++;
      }
      return { areas: { shown, inView } };
    },
    place: (selection) =>
      selection.noun === 'areas' ? (drawnAreas().byId.get(selection.id)?.labelAt ?? null) : null,
    watch: (changed) => watchDrawnAreas(() => changed('style')),
  };
}
