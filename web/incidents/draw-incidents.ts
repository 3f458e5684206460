import type { Layer } from '@deck.gl/core';
import { TextLayer } from '@deck.gl/layers';

import type { Incident } from '#data/incidents/incident.ts';

import { countByArea } from '../live/count-by-area.ts';
import { areaStore, incidentStore } from '../live/stores.ts';
import { OVER_NAMES } from '../map/above.ts';
import { DotMarks, IconMarks } from '../map/mark-layers.ts';
import { ATLAS_TEXTURE, atlasOf, CELL_PER_SYMBOL } from '../map/icon-atlas.ts';
import { arrangeIncidents, countLevel, designZoom } from '../map/lod.ts';
import type { DrawContext } from '../map/map-layer.ts';
import { dotsAmongNames, overNames } from '../map/opacity.ts';
import { atZoom, CAPS, FONT_FAMILY, rgba, SIZES, WALL_FACTOR } from '../ui/tokens.ts';
import { formatCount } from '../words/format.ts';
import { wordsOf } from '../words/words.ts';

import type { AlarmLook } from './alarm-looks.ts';
import { INCIDENT_SYMBOLS } from './incident-symbols.ts';
import type { Places } from './spread-symbols.ts';
import { BRACKETS, roomAcross, symbolPlace, symbolSize } from './symbol-place.ts';

/** An incident as it is drawn: what a picked row of these layers is. */
export interface Mark {
  incident: Incident;
  symbol: string;
  size: number;
  /** Where it stands. */
  at: [number, number];
}

export type Arranged = ReturnType<typeof arrangeIncidents<Incident>>;

/** Open incidents by the form in which they are drawn here. */
export function arrangeHere({ scene, zoom, bounds }: Omit<DrawContext, 'hovered'>): Arranged {
  const { byId } = incidentStore.getState();
  return arrangeIncidents(byId.values(), designZoom(zoom, scene), scene.screen === 'wall', bounds, {
    symbols: CAPS.incidentSymbols,
    dots: CAPS.quietDots,
  });
}

const WORD_PX = 12;

/**
 * Symbols (`spread` where they would lie on others), quiet ones, dots and counts. What is selected and what alarms is drawn in full however far,
 * however faint the layer and though it is off.
 */
export function drawIncidents(
  c: DrawContext,
  looks: ReadonlyMap<string, AlarmLook>,
  spread: Places,
): Layer[] {
  const { scene } = c;
  const zoom = designZoom(c.zoom, scene);
  const factor = scene.scale * (scene.screen === 'wall' ? WALL_FACTOR : 1);
  const { byId } = incidentStore.getState();
  const sizeOf = ({ severity }: Incident): number => symbolSize(severity, zoom, scene);
  const placeOf = (i: Incident) => symbolPlace({ ...i, at: spread.get(i.id) ?? i.at }, looks.has(i.id), zoom, scene); // prettier-ignore
  const selectedId = scene.selection?.noun === 'incidents' ? scene.selection.id : null;
  const kept = [...byId.values()].filter((i) => i.at && (i.id === selectedId || looks.has(i.id)));
  const keptIds = new Set(kept.map((i) => i.id));
  const layers: Layer[] = [];
  if (scene.layers.incidents) {
    const arranged = arrangeHere(c);
    const marks = (list: Incident[], prefix: 'severity' | 'quiet'): Mark[] =>
      list
        .filter((i) => !keptIds.has(i.id))
        .map((i) => ({
          incident: i,
          symbol: `${prefix}-${i.severity}`,
          size: sizeOf(i),
          at: placeOf(i),
        }));
    const dots = arranged.dots.filter((d) => !keptIds.has(d.id));
    layers.push(
      ...drawDots(c, dots, spread, factor * atZoom(SIZES['incident.quietDotRadius'], zoom), factor),
      // The graver, the higher: drawn last.
      ...drawMarks(c, 'incidents-symbols', [...marks(arranged.quiet, 'quiet'), ...marks(arranged.symbols, 'severity')].sort((a, b) => b.incident.severity - a.incident.severity), factor, false), // prettier-ignore
    );
    countIncidents(c, arranged.counted, zoom);
  }
  const alarms = kept.flatMap((incident): Mark[] => {
    const look = looks.get(incident.id);
    const symbol = look === 'pale' ? 'severity-1-pale' : `severity-${incident.severity}`;
    const mark: Mark = { incident, symbol, size: sizeOf(incident), at: placeOf(incident) };
    if (!look) return [mark];
    const corners = { pale: 'brackets-pale', steady: 'brackets-steady', lit: 'brackets', stilled: 'brackets' }[look]; // prettier-ignore
    return [{ ...mark, symbol: corners, size: BRACKETS * mark.size }, mark];
  });
  layers.push(...drawMarks(c, 'incidents-kept', alarms, factor, true));
  const worded = kept.filter((i) => looks.get(i.id) === 'steady');
  layers.push(...drawWords(c, worded, placeOf, (i) => 1.25 * BRACKETS * sizeOf(i)));
  return layers;
}

function drawDots(
  c: DrawContext,
  dots: Incident[],
  spread: Places,
  radius: number,
  factor: number,
): Layer[] {
  if (dots.length === 0) return [];
  const { scene } = c;
  return [
    new DotMarks<Mark>({
      id: 'incidents-dots',
      data: dots.map((incident): Mark => ({
        incident,
        symbol: '',
        size: radius,
        at: spread.get(incident.id) ?? incident.at!,
      })),
      getPosition: (m: Mark) => m.at,
      getRadius: (m: Mark) => m.size,
      getFillColor: rgba(scene.theme, scene.theme === 'light' ? 'signal.halo' : 'signal.plate'),
      getLineColor: rgba(scene.theme, 'severity.quiet'),
      getLineWidth: 1.1 * factor,
      stroked: true,
      radiusUnits: 'pixels',
      lineWidthUnits: 'pixels',
      billboard: true,
      pickable: true,
      ...dotsAmongNames(scene, 'incidents', radius),
    } as never),
  ];
}

const isBracketed = ({ symbol }: Mark): boolean => symbol.startsWith('brackets');

/** Of brackets, which are larger than their symbol, the room that both take. */
const roomOf = (mark: Mark): number =>
  isBracketed(mark) ? roomAcross(mark.size / BRACKETS, true) : roomAcross(mark.size, false);

function drawMarks(
  { scene }: DrawContext,
  id: string,
  marks: Mark[],
  factor: number,
  plain: boolean,
): Layer[] {
  if (marks.length === 0) return [];
  const atlas = atlasOf('incidents', INCIDENT_SYMBOLS, scene.theme, factor);
  return [
    new IconMarks<Mark>({
      id,
      data: marks,
      iconAtlas: atlas.canvas as never,
      iconMapping: atlas.mapping,
      getIcon: (m: Mark) => m.symbol,
      getPosition: (m: Mark) => m.at,
      getSize: (m: Mark) => m.size * CELL_PER_SYMBOL,
      roomPx: roomOf,
      roomOfAlarm: isBracketed,
      sizeUnits: 'pixels',
      billboard: true,
      pickable: true,
      alphaCutoff: 0.05,
      ...ATLAS_TEXTURE,
      ...(plain ? OVER_NAMES : overNames(scene, 'incidents')),
    } as never),
  ];
}

function countIncidents(c: DrawContext, counted: readonly Incident[], zoom: number): void {
  const { cellAt, packed } = areaStore.getState();
  const level = countLevel(zoom, packed?.areas ?? []);
  const cells = counted.map(({ areaId, at }) => areaId ?? cellAt(at![0], at![1]));
  c.counts.push({
    id: 'incidents-counts',
    chips: countByArea(cells, level).map(([area, n]) => ({ area, text: `▲ ${formatCount(n)}` })),
    token: 'area.label',
    of: 'incidents',
    level,
  });
}

/** Where nothing may flash, an alarm says in words that it is unanswered. */
function drawWords(
  { scene }: DrawContext,
  alarms: readonly Incident[],
  placeOf: (incident: Incident) => [number, number],
  below: (incident: Incident) => number,
): Layer[] {
  if (alarms.length === 0) return [];
  const text = wordsOf(scene.language).alarm.unanswered;
  return [
    new TextLayer<Incident>({
      id: 'incidents-unanswered',
      data: alarms,
      getPosition: placeOf,
      getText: () => text,
      getSize: WORD_PX * scene.scale,
      roomPx: WORD_PX * scene.scale,
      getPixelOffset: (i: Incident) => [0, below(i)],
      getColor: rgba(scene.theme, 'area.label'),
      outlineColor: rgba(scene.theme, 'map.label.halo'),
      outlineWidth: 3,
      fontFamily: FONT_FAMILY,
      fontWeight: 600,
      fontSettings: { sdf: true, fontSize: 32, buffer: 8, radius: 8, smoothing: 0.2 },
      characterSet: 'auto',
      ...OVER_NAMES,
    } as never),
  ];
}
