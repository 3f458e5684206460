import type { Layer } from '@deck.gl/core';
import { SolidPolygonLayer, TextLayer } from '@deck.gl/layers';

import { drawnAreas } from '../../areas/drawn-areas.ts';
import { buildingStore } from '../../live/stores.ts';
import { ABOVE, OVER_NAMES } from '../../map/above.ts';
import type { DrawContext } from '../../map/map-layer.ts';
import { FONT_FAMILY, rgba } from '../../ui/tokens.ts';
import { formatCount } from '../../words/format.ts';
import { wordsOf } from '../../words/words.ts';
import { deskStore, type Place, type Preview } from '../desk/desk.ts';
import { previewNames } from '../tools/preview-names.ts';
import { toolStore } from '../tools/tool-store.ts';

import { footprintsOf } from './footprints.ts';
import { dashesOf } from './dashes.ts';
import { pxInMetres } from './draw-borders.ts';
import { drawLines, drawPoints } from './draw-lines.ts';
import { edgePaths } from './edge-paths.ts';
import { toolMarks } from './tool-marks.ts';

/** The tool in hand: what it has hold of, the line as it is drawn, and what it would come to. */
export function drawTool(c: DrawContext): Layer[] {
  const { state, preview, snapped, at, selection } = toolStore.getState();
  const { line, handles, border, vertices, areas, pointed, buildings } = toolMarks(state);
  const px = pxInMetres(c);
  const comes = preview && preview.refused === null ? preview : null;
  const isRefused = preview !== null && preview.refused !== null;
  const { packed } = buildingStore.getState();
  return [
    ...outlines(c, 'selected', selection.slice(0, -1), 'select'),
    ...candidates(
      c,
      pointed.filter((id) => !selection.includes(id)),
      px,
    ),
    ...outlines(c, 'held', areas.filter((id) => !selection.includes(id)), 'edit.progress'), // prettier-ignore
    ...drawLines(c, 'buildings', packed ? footprintsOf(packed, buildings) : [], { token: 'edit.progress', width: 2.4 }), // prettier-ignore
    ...drawLines(c, 'border', border.length > 1 ? [border] : [], { token: 'edit.progress', width: 8, alpha: 0.32, casing: 0 }), // prettier-ignore
    ...(comes
      ? [
          ...drawLines(c, 'goes', edgePaths(comes.goes), { token: 'map.label.halo', width: 3, alpha: 0.7, casing: 0 }), // prettier-ignore
          ...drawLines(c, 'comes', edgePaths(comes.comes), { token: 'edit.progress', width: 2.6 }),
        ]
      : []),
    ...drawLines(c, 'line', line.length > 1 ? dashesOf(line, 7 * px, 4 * px) : [], { token: isRefused ? 'danger' : 'edit.progress', width: 2.4 }), // prettier-ignore
    ...drawPoints(c, 'vertices', vertices, { token: 'edit.progress', radius: 3.2, width: 1.6 }),
    ...drawPoints(c, 'handles', handles, { token: 'edit.progress', radius: 5, width: 2 }),
    ...drawPoints(c, 'snap', at && snapped?.kind ? [at] : [], { token: 'edit.progress', radius: 7.5, width: 2 }), // prettier-ignore
    ...(comes ? drawPreview(c, comes) : []),
  ];
}

/** Outlines of areas and a faint fill. */
function outlines(
  c: DrawContext,
  id: string,
  areas: readonly number[],
  token: 'select' | 'edit.progress',
): Layer[] {
  const polygons = areas.flatMap((area) => drawnAreas().polygonsOf(area) ?? []);
  if (polygons.length === 0) return [];
  return [
    new SolidPolygonLayer({
      id: `plan-${id}-fill`,
      data: polygons,
      getPolygon: (p: Place[][]) => p,
      getFillColor: rgba(c.scene.theme, token, 0.08),
      updateTriggers: { getFillColor: c.scene.theme },
      ...ABOVE,
    }),
    ...drawLines(c, id, polygons.flat(), { token, width: 2.4 }),
  ];
}

/** Dashes about areas that a click would choose: what is chosen has a whole outline and a fill. */
function candidates(c: DrawContext, areas: readonly number[], px: number): Layer[] {
  const rings = areas.flatMap((area) => drawnAreas().polygonsOf(area) ?? []).flat();
  const dashes = rings.flatMap((ring) => dashesOf(ring, 5 * px, 4 * px));
  return drawLines(c, 'pointed', dashes, { token: 'edit.progress', width: 1.8 });
}

/** A line of what is said of an area, px below its place. */
interface Said {
  at: Place;
  text: string;
  below: number;
}

/** Lines are so far apart, ems. */
const LINE_EM = 1.3;

/** More names than these lie over one another: the panel beside the map has them all. */
const SAID_MAX = 8;

/** On the land that an act would leave: its name and how many live there, in place of what is written there now. */
function drawPreview(
  { scene, named }: DrawContext,
  preview: Extract<Preview, { refused: null }>,
): Layer[] {
  const { rows } = preview;
  const names = previewNames(preview, deskStore.getState().rows, scene.language);
  const { tools } = wordsOf(scene.language);
  const deepest = Math.max(0, ...rows.map(({ id }) => levelOf(id) ?? Infinity).filter(Number.isFinite)); // prettier-ignore
  const size = 13 * scene.scale;
  const said = rows.filter(({ id, isNew }) => isNew || levelOf(id) === deepest);
  if (said.length > SAID_MAX) return [];
  for (const id of preview.retired) named.add(id);
  for (const { id } of said) named.add(id);
  const data = said.flatMap(({ id, labelAt, figures, isNew }): Said[] => {
    const n = figures?.households ?? null;
    const mark = figures?.deviation ? (figures.deviation > 0 ? '▲ ' : '▼ ') : figures?.deviation === 0 ? '✓ ' : ''; // prettier-ignore
    const title = names.get(id) || (isNew ? tools.fresh : '');
    if (n === null) return [{ at: labelAt, text: title, below: 0 }];
    const half = (LINE_EM * size) / 2;
    return [
      { at: labelAt, text: title, below: -half },
      { at: labelAt, text: `${mark}${tools.households(formatCount(n))}`, below: half },
    ];
  });
  return [
    new TextLayer<Said, { roomPx: number }>({
      id: 'plan-preview-names',
      data,
      getPosition: (d) => d.at,
      getText: (d) => d.text,
      getSize: size,
      getPixelOffset: (d) => [0, d.below],
      // Names and counts of others go aside.
      roomPx: LINE_EM * size,
      getColor: rgba(scene.theme, 'edit.progress'),
      outlineColor: rgba(scene.theme, 'map.label.halo'),
      outlineWidth: 8,
      fontFamily: FONT_FAMILY,
      fontWeight: 600,
      fontSettings: { sdf: true, fontSize: 48, buffer: 10, radius: 14, smoothing: 0.12 },
      characterSet: 'auto',
      updateTriggers: { getColor: scene.theme, getSize: scene.scale, getPixelOffset: scene.scale },
      ...OVER_NAMES,
    }),
  ];
}

const levelOf = (id: number): number | undefined => drawnAreas().byId.get(id)?.level;
