import type { Layer } from '@deck.gl/core';
import { TextLayer } from '@deck.gl/layers';

import { districtStore, unitColumns, unitStore } from '../live/stores.ts';
import { RING_PX } from '../map/draw-marks.ts';
import type { DrawContext } from '../map/map-layer.ts';
import { above } from '../map/opacity.ts';
import { besideSeams } from '../map/seams.ts';
import { widthInEms } from '../map/text-width.ts';
import { worldPx } from '../map/world-px.ts';
import { FONT_FAMILY, rgba } from '../ui/tokens.ts';
import { formatAge } from '../words/format.ts';

import { bustSize, isStale, type UnitsDrawn } from './draw-unit-icons.ts';
import { boxesTouch, roomForNames, type NameBox } from './room-for-names.ts';

const NAMES_FROM = 16.8;
const SIZE_PX = 11.5;
/** Between two names, px. */
const GAP_PX = 4;

/**
 * Names under the busts, near by: of those silent for a while how long, sooner. One that would touch
 * another or lie on somebody is left out; whoever is selected or pointed at has theirs in any case.
 */
export function drawUnitNames(
  c: DrawContext,
  zoom: number,
  slots: readonly number[],
  { marks, marksVersion, placedVersion }: UnitsDrawn,
): Layer[] {
  const { theme, scale, language, selection } = c.scene;
  const { byId } = unitStore.getState();
  const zone = districtStore.getState().district?.timeZone ?? 'UTC';
  const near = zoom >= NAMES_FROM;
  const isSpecial = (i: number): boolean => {
    const id = unitColumns.ids[i]!;
    return [c.hovered, selection].some((s) => s?.noun === 'units' && s.id === id);
  };
  const textOf = (i: number): string => {
    const name = byId.get(unitColumns.ids[i]!)?.name ?? '';
    if (!isStale(marks.ages[i]!)) return name;
    const age = formatAge(unitColumns.measuredAt[i]!, c.now, zone, language);
    return near || isSpecial(i) ? `${name} ${age}` : age;
  };
  const wanted = slots.filter(
    (i) => isSpecial(i) || marks.ages[i] === 'stale' || (near && marks.ages[i] !== 'old'),
  );
  const bust = bustSize(c, zoom);
  /** How far under its place a name stands: out of the bust, and of the ring around who is selected. */
  const underOf = (i: number): number => {
    const under = bust * 0.95 + 6 * scale;
    const isRinged = selection?.noun === 'units' && selection.id === unitColumns.ids[i];
    return isRinged ? Math.max(under, (RING_PX + 4 + 0.6 * SIZE_PX) * scale) : under;
  };
  const placeOf = (i: number): [number, number] => [
    unitColumns.positions[2 * i]!,
    unitColumns.positions[2 * i + 1]!,
  ];
  const boxOf = (i: number): NameBox => {
    const [x, y] = worldPx(placeOf(i), c.zoom);
    return {
      slot: i,
      x,
      y: y + underOf(i),
      width: (widthInEms(textOf(i)) * SIZE_PX + GAP_PX) * scale,
      height: (SIZE_PX * 1.2 + GAP_PX) * scale,
    };
  };
  const busts = slots.map((i): NameBox => {
    const [x, y] = worldPx(placeOf(i), c.zoom);
    return { slot: i, x, y, width: bust, height: bust };
  });
  const liesOnBust = (box: NameBox): boolean =>
    !isSpecial(box.slot) && busts.some((bust) => boxesTouch(bust, box));
  const crossesSeam = ({ slot, width, height }: NameBox): boolean => {
    const at = placeOf(slot);
    const extent = {
      left: width / 2,
      right: width / 2,
      up: height / 2 - underOf(slot),
      down: height / 2 + underOf(slot),
    };
    return besideSeams(at, extent, c.scene.seams) !== at;
  };
  const named = roomForNames(
    wanted
      .sort((a, b) => Number(isSpecial(b)) - Number(isSpecial(a)) || a - b)
      .map(boxOf)
      .filter((box) => !crossesSeam(box) && !liesOnBust(box)),
  );
  if (named.length === 0) return [];
  return [
    new TextLayer<number>({
      id: 'units-names',
      data: named,
      getPosition: placeOf,
      getText: textOf,
      getPixelOffset: (i: number) => [0, underOf(i)],
      getSize: SIZE_PX * scale,
      getColor: (i: number) => rgba(theme, isStale(marks.ages[i]!) ? 'map.label.2' : 'map.label'),
      outlineColor: rgba(theme, 'map.label.halo'),
      outlineWidth: 3,
      fontFamily: FONT_FAMILY,
      fontSettings: { sdf: true, fontSize: 32, buffer: 8, radius: 8, smoothing: 0.2 },
      characterSet: 'auto',
      updateTriggers: {
        getPosition: placedVersion,
        getText: [marksVersion, near],
        getPixelOffset: [bust, selection?.id],
        getColor: marksVersion,
      },
      ...above(c.scene, 'units'),
    } as never),
  ];
}
