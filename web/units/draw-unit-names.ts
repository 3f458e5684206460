import type { Layer } from '@deck.gl/core';
import { TextLayer } from '@deck.gl/layers';

import { districtStore, unitColumns, unitStore } from '../live/stores.ts';
import { RING_PX } from '../map/draw-marks.ts';
import type { DrawContext } from '../map/map-layer.ts';
import { above } from '../map/opacity.ts';
import { touch, type Box } from '../map/place-blocks.ts';
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
 * another, or lie on somebody or on a symbol, stands over its bust or beside it, or is left out; whoever is selected or
 * pointed at has theirs in any case.
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
  /** How far from its place a name stands: out of the bust, and of the ring around who is selected. */
  const clearOf = (i: number): number => {
    const clear = bust * 0.95 + 6 * scale;
    const isRinged = selection?.noun === 'units' && selection.id === unitColumns.ids[i];
    return isRinged ? Math.max(clear, (RING_PX + 4 + 0.6 * SIZE_PX) * scale) : clear;
  };
  const placeOf = (i: number): [number, number] => [
    unitColumns.positions[2 * i]!,
    unitColumns.positions[2 * i + 1]!,
  ];
  /** Where a name may stand: under its bust, over it, or beside it. */
  const placesFor = (i: number): NameBox[] => {
    const [x, y] = worldPx(placeOf(i), c.zoom);
    const width = (widthInEms(textOf(i)) * SIZE_PX + GAP_PX) * scale;
    const height = (SIZE_PX * 1.2 + GAP_PX) * scale;
    const clear = clearOf(i);
    const beside = clear - height / 2 + width / 2;
    const asides: [number, number][] = [[0, clear], [0, -clear], [beside, 0], [-beside, 0]]; // prettier-ignore
    return asides.map((aside) => ({ slot: i, aside, x: x + aside[0], y: y + aside[1], width, height })); // prettier-ignore
  };
  const busts = slots.map((i) => {
    const [x, y] = worldPx(placeOf(i), c.zoom);
    return { slot: i, x, y, width: bust, height: bust };
  });
  const symbols = c.taken.map(({ at, px }): Box => {
    const [x, y] = worldPx(at, c.zoom);
    return { x, y, width: px, height: px };
  });
  const isClear = (box: NameBox): boolean =>
    !crossesSeam(box) &&
    !busts.some((bust) => boxesTouch(bust, box)) &&
    !symbols.some((symbol) => touch(symbol, box));
  const crossesSeam = ({ slot, width, height, aside: [dx, dy] }: NameBox): boolean => {
    const at = placeOf(slot);
    const extent = { left: width / 2 - dx, right: width / 2 + dx, up: height / 2 - dy, down: height / 2 + dy }; // prettier-ignore
    return besideSeams(at, extent, c.scene.seams) !== at;
  };
  const named = roomForNames(
    wanted
      .sort((a, b) => Number(isSpecial(b)) - Number(isSpecial(a)) || a - b)
      .map((i) => {
        const places = placesFor(i);
        const clear = places.filter(isClear);
        return clear.length === 0 && isSpecial(i) ? places.slice(0, 1) : clear;
      }),
  );
  if (named.length === 0) return [];
  return [
    new TextLayer<NameBox>({
      id: 'units-names',
      data: named,
      getPosition: ({ slot }: NameBox) => placeOf(slot),
      getText: ({ slot }: NameBox) => textOf(slot),
      getPixelOffset: ({ aside }: NameBox) => aside,
      getSize: SIZE_PX * scale,
      getColor: ({ slot }: NameBox) =>
        rgba(theme, isStale(marks.ages[slot]!) ? 'map.label.2' : 'map.label'),
      outlineColor: rgba(theme, 'map.label.halo'),
      outlineWidth: 3,
      fontFamily: FONT_FAMILY,
      fontSettings: { sdf: true, fontSize: 32, buffer: 8, radius: 8, smoothing: 0.2 },
      characterSet: 'auto',
      updateTriggers: {
        getPosition: placedVersion,
        getText: [marksVersion, near],
        getColor: marksVersion,
      },
      ...above(c.scene, 'units'),
    } as never),
  ];
}
