import { areaStore } from '../live/stores.ts';
import { activeLevel, designZoom } from '../map/lod.ts';
import type { MapLayer } from '../map/map-layer.ts';

import { areaStyle } from './area-style.ts';
import { drawOutlines } from './draw-outlines.ts';
import { levelRead } from './shade.ts';

/** Borders by level, names, the land within the district, and outlines of what is selected. */
export function createAreasLayer(): MapLayer {
  return {
    key: 'areas',
    style: (scene) => areaStyle(scene, areaStore.getState().packed),
    ready: () => areaStore.getState().load === 'ready',
    draw: drawOutlines,
    pickAt: ([lng, lat], zoom, scene) => {
      if (!scene.layers.areas) return null;
      const { cellAt, chainOf, packed } = areaStore.getState();
      if (!packed) return null;
      const chain = chainOf(cellAt(lng, lat));
      const deepest = chain.at(-1)?.level ?? 1;
      const at = designZoom(zoom, scene);
      const level = levelRead(scene, at) ?? activeLevel(at, deepest);
      const area = chain.findLast((a) => a.level <= level) ?? chain[0];
      return area ? { noun: 'areas', id: area.id } : null;
    },
    place: (selection) =>
      selection.noun === 'areas'
        ? (areaStore.getState().byId.get(selection.id)?.labelAt ?? null)
        : null,
    watch: (changed) =>
      areaStore.subscribe((s, was) => {
        if (s.packed !== was.packed) changed('style');
      }),
  };
}
