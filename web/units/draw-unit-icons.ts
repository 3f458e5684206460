import type { Layer } from '@deck.gl/core';

import { unitColumns, unitStore } from '../live/stores.ts';
import { IconMarks } from '../map/mark-layers.ts';
import { ATLAS_TEXTURE, atlasOf, CELL_PER_SYMBOL } from '../map/icon-atlas.ts';
import type { AgeClass } from '../map/lod.ts';
import { besideRooms } from '../map/beside-rooms.ts';
import type { DrawContext } from '../map/map-layer.ts';
import { overNames } from '../map/opacity.ts';
import type { Scene } from '../map/scene.ts';
import { around, besideSeams } from '../map/seams.ts';
import { atZoom, SIZES, WALL_FACTOR } from '../ui/tokens.ts';

import type { Glide } from './glide.ts';
import type { UnitMarks } from './unit-marks.ts';
import { UNIT_SYMBOLS } from './unit-symbols.ts';

/** Units as they are drawn at this moment, a slot each as in the columns. The versions tell deck what is new. */
export interface UnitsDrawn {
  marks: UnitMarks;
  glide: Glide;
  marksVersion: number;
  placedVersion: number;
}

export const SQUAD_HUE_FROM = 14.2;
/** A shield with its casing is so many times as wide as its symbol's grid. */
const SHIELD_PER_SYMBOL = 1.1;

export function isStale(age: AgeClass): boolean {
  return age !== 'fresh' && age !== 'aging';
}

/** How large a bust is at a zoom of the design, px. */
export function bustSize({ scene }: DrawContext, zoom: number): number {
  return atZoom(SIZES['unit.silhouette'], zoom) * scene.scale * wallFactor(scene);
}

function wallFactor(scene: Scene): number {
  return scene.screen === 'wall' ? WALL_FACTOR : 1;
}

/**
 * Where a unit's symbol is drawn: on a video wall beside the seam that would cut it, and a squad that is with an alarm
 * beside its brackets, under which nobody would see it, unless it is selected.
 */
function drawnAt(c: DrawContext, slot: number, size: number, squad: boolean): [number, number] {
  const { scene, taken, zoom } = c;
  let at: [number, number] = [
    unitColumns.positions[2 * slot]!,
    unitColumns.positions[2 * slot + 1]!,
  ];
  const isSelected = scene.selection?.noun === 'units' && scene.selection.id === unitColumns.ids[slot]; // prettier-ignore
  if (squad && !isSelected)
    at = besideRooms(at, SHIELD_PER_SYMBOL * size, taken.filter(({ alarm }) => alarm), zoom); // prettier-ignore
  return besideSeams(at, around(0.62 * size), scene.seams);
}

/** Changes whenever a squad may have to stand elsewhere, though it has not moved. */
const alarmsAt = ({ scene, taken, zoom }: DrawContext): string => {
  const alarms = taken.filter(({ alarm }) => alarm);
  return alarms.length === 0 ? '' : JSON.stringify([alarms, zoom, scene.selection]);
};

/** Squads among the dots: shields, neutral far out, where hue means severity. */
export function drawSquads(
  c: DrawContext,
  zoom: number,
  slots: number[],
  drawn: UnitsDrawn,
  gliding: boolean,
): Layer[] {
  const { marks, glide, marksVersion, placedVersion } = drawn;
  const { byId } = unitStore.getState();
  const squads = slots.filter((i) => byId.get(unitColumns.ids[i]!)?.kind === 'squad');
  if (squads.length === 0) return [];
  const factor = c.scene.scale * wallFactor(c.scene);
  const atlas = atlasOf('units', UNIT_SYMBOLS, c.scene.theme, factor);
  const fresh = zoom < SQUAD_HUE_FROM ? 'squad-plain' : 'squad';
  const alpha = zoom < SQUAD_HUE_FROM ? 170 : 255;
  const size = atZoom(SIZES['unit.squad'], zoom) * factor;
  return [
    new IconMarks<number>({
      id: 'units-squads',
      data: squads,
      iconAtlas: atlas.canvas as never,
      iconMapping: atlas.mapping,
      getIcon: (i: number) => (isStale(marks.ages[i]!) ? 'stale-squad' : fresh),
      getColor: (i: number) => [255, 255, 255, marks.ages[i] === 'aging' ? 0.6 * alpha : alpha],
      getPosition: (i: number) => drawnAt(c, i, size, true),
      getSize: size * CELL_PER_SYMBOL,
      // So few, and so often at a station in the middle of a street, that its name can do without their place.
      roomPx: SHIELD_PER_SYMBOL * size,
      roomStepPx: size / 2,
      sizeUnits: 'pixels',
      billboard: true,
      pickable: true,
      glide,
      still: c.still || !gliding,
      getGlide: (i: number) => glide.values.subarray(4 * i, 4 * i + 4),
      updateTriggers: {
        getPosition: [placedVersion, c.scene.seams, alarmsAt(c)],
        getGlide: placedVersion,
        getIcon: [marksVersion, fresh],
        getColor: [marksVersion, alpha],
      },
      ...ATLAS_TEXTURE,
      ...overNames(c.scene, 'units'),
    } as never),
  ];
}

/** Near by: busts by kind, with a beak where they go. */
export function drawBusts(
  c: DrawContext,
  zoom: number,
  slots: number[],
  drawn: UnitsDrawn,
): Layer[] {
  const { marks, glide, marksVersion, placedVersion } = drawn;
  const { theme, scale } = c.scene;
  const atlas = atlasOf('units', UNIT_SYMBOLS, theme, scale * wallFactor(c.scene));
  const size = bustSize(c, zoom);
  const byId = unitStore.getState().byId;
  const kindOf = (i: number) => byId.get(unitColumns.ids[i]!)?.kind ?? 'worker';
  const positionOf = (i: number): [number, number] => drawnAt(c, i, size, kindOf(i) === 'squad');
  const glideOf = (i: number) => glide.values.subarray(4 * i, 4 * i + 4);
  const triggers = {
    getPosition: [placedVersion, c.scene.seams, alarmsAt(c)],
    getGlide: placedVersion,
    getIcon: marksVersion,
    getColor: marksVersion,
    getAngle: placedVersion,
  };
  const gliding = { glide, still: c.still, getGlide: glideOf };
  const icons = {
    iconAtlas: atlas.canvas as never,
    iconMapping: atlas.mapping,
    getSize: size * CELL_PER_SYMBOL,
    sizeUnits: 'pixels',
    billboard: true,
    getPosition: positionOf,
    ...ATLAS_TEXTURE,
    ...gliding,
    ...overNames(c.scene, 'units'),
  } as const;
  const moving = slots.filter(
    (i) =>
      !isStale(marks.ages[i]!) &&
      unitColumns.speedMps[i]! > 0.3 &&
      !Number.isNaN(unitColumns.headingDeg[i]!),
  );
  return [
    new IconMarks<number>({
      ...icons,
      id: 'units-beaks',
      data: moving,
      getIcon: () => 'beak',
      getAngle: (i: number) => -unitColumns.headingDeg[i]!,
      updateTriggers: triggers,
    } as never),
    new IconMarks<number>({
      ...icons,
      id: 'units-busts',
      data: slots,
      getIcon: (i: number) => (isStale(marks.ages[i]!) ? `stale-${kindOf(i)}` : kindOf(i)),
      getColor: (i: number) => [255, 255, 255, marks.ages[i] === 'aging' ? 153 : 255],
      updateTriggers: triggers,
      pickable: true,
    } as never),
  ];
}
