import type { Layer } from '@deck.gl/core';

import { bandOf } from '#data/areas/area-standing.ts';

import { areaSource } from '../../areas/area-tiles.ts';
import { drawnAreas } from '../../areas/drawn-areas.ts';
import { hatchTile } from '../../areas/hatch.ts';
import { shadeFills, SHADED_TILES_TO } from '../../areas/shade-fills.ts';
import { districtStore } from '../../live/stores.ts';
import { designZoom, inBounds } from '../../map/lod.ts';
import type { CountRow } from '../../map/draw-counts.ts';
import type { DrawContext, MapLayer, StylePart } from '../../map/map-layer.ts';
import { formatCount } from '../../words/format.ts';
import { compareStore } from '../compare/compare-store.ts';
import { deskStore } from '../desk/desk.ts';
import { conflictStore } from '../rebase/conflict-store.ts';
import { drawConflict } from '../rebase/draw-conflict.ts';
import { levelChosen, toolStore } from '../tools/tool-store.ts';

import { drawPoints } from './draw-lines.ts';
import { drawBorders } from './draw-borders.ts';
import { drawTool } from './draw-tool.ts';
import { planShade, stepOfRow } from './plan-shade.ts';

/** Zooms of the design: fills of the level with a band; households are written from where names of grids have room. */
const FILLED_TO = 22;
const WRITTEN_FROM = 14.2;

const levels = () => districtStore.getState().district?.levels ?? [];

/** What a planner sees besides the borders: who is out of the band, what the plan changes, what is locked, and the tool in hand. */
export function createPlanLayer(): MapLayer {
  return {
    key: 'plan',
    style: (scene) => {
      const part: StylePart = { sources: {}, layers: [], images: {} };
      const { phase, ground, rows } = deskStore.getState();
      const { packed } = drawnAreas();
      if (phase !== 'ready' || ground !== 'ready' || !packed) return part;
      const shade = planShade(packed, rows, levels());
      const source = shade && areaSource(`level-${shade.level}`, SHADED_TILES_TO);
      if (!shade || !source) return part;
      part.sources[`shade-${shade.level}`] = source;
      part.layers.push(...shadeFills(scene, shade, 0, FILLED_TO));
      part.images = { [`hatch-${scene.theme}`]: hatchTile(scene.theme, 'map.label.2') };
      return part;
    },
    ready: () => deskStore.getState().phase === 'ready',
    draw: (c) => {
      const row = households(c);
      if (row) c.counts.push(row);
      return [...drawBorders(c), ...drawMoved(c), ...drawConflict(c), ...drawTool(c)];
    },
    watch: (changed) => {
      const stops = [
        deskStore.subscribe((s, was) => {
          if (
            s.rows !== was.rows ||
            s.packed !== was.packed ||
            s.ground !== was.ground ||
            s.phase !== was.phase
          )
            changed('style'); // prettier-ignore
          else if (s.locked !== was.locked || s.drawn !== was.drawn) changed('draw');
        }),
        toolStore.subscribe(() => changed('draw')),
        compareStore.subscribe(() => changed('draw')),
        conflictStore.subscribe(() => changed('draw')),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** Buildings that come to another area, while plan and edition are compared. */
function drawMoved(c: DrawContext): Layer[] {
  const { at } = compareStore.getState();
  return drawPoints(c, 'moved', at, { token: 'edit.draft', radius: 3.4, width: 2 });
}

/** Households under the names of the level that is chosen, those out of the band marked; null far away. */
function households({ scene, zoom, bounds }: DrawContext): CountRow | null {
  const { rows, phase, ground } = deskStore.getState();
  if (phase !== 'ready' || ground !== 'ready' || designZoom(zoom, scene) < WRITTEN_FROM) return null; // prettier-ignore
  const level = Math.max(levelChosen(toolStore.getState()), 4);
  const band = bandOf(levels(), level);
  const chips: { area: number; text: string }[] = [];
  for (const row of rows.values()) {
    if (row.area.level !== level || !row.figures || !inBounds(row.labelAt, bounds)) continue;
    const { households: n } = row.figures;
    if (n === null || row.area.kind === 'dedicated') continue;
    const step = band && stepOfRow(row, band);
    chips.push({
      area: row.area.id,
      text: `${step ? (step > 0 ? '▲' : '▼') : ''}${formatCount(n)}`,
    });
  }
  return { id: 'plan-households', chips, token: 'map.label.2', of: 'areas', level };
}
