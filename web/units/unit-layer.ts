import type { Layer, PickingInfo } from '@deck.gl/core';
import { IconLayer, PathLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers';

import { placeIn } from '#data/wire/columns.ts';

import { areaStore, districtStore, unitColumns, unitStore } from '../live/stores.ts';
import { ABOVE } from '../map/above.ts';
import { countChips } from '../map/count-chips.ts';
import { ATLAS_TEXTURE, atlasOf, CELL_PER_SYMBOL } from '../map/icon-atlas.ts';
import { countLevel, designZoom, unitForm, type AgeClass } from '../map/lod.ts';
import type { DrawContext, MapLayer } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import { atZoom, CAPS, FONT_FAMILY, MOTION, rgba, SIZES, WALL_FACTOR } from '../ui/tokens.ts';
import { formatAge } from '../words/format.ts';

import { createGlide, stepGlide } from './glide.ts';
import { DotGlideExtension, GlideExtension } from './glide-extension.ts';
import { splitTrack, type TrackPoint } from './track.ts';
import { createUnitMarks, drawnWithin, markUnits } from './unit-marks.ts';
import { UNIT_SYMBOLS } from './unit-symbols.ts';

const SHARED_GLIDE = [new GlideExtension()];
const SHARED_DOT_GLIDE = [new DotGlideExtension()];
const MARKS_EACH_MS = 1_000;
/** Below this zoom a second's walk is less than a pixel: nothing is animated. */
const GLIDES_FROM = 13.8;
const NAMES_FROM = 16.8;
const SQUAD_HUE_FROM = 14.2;

function isStale(age: AgeClass): boolean {
  return age !== 'fresh' && age !== 'aging';
}

/** People and squads: counts far out, dots, then busts with a beak and near by their names; they glide to their newest fix and fade with its age. */
export function createUnitLayer(): MapLayer {
  let glide = createGlide(unitColumns.ids.length, performance.now(), MOTION.unitGlide);
  let marks = createUnitMarks(unitColumns.ids.length);
  let markedAt = 0;
  let markedFor: unknown[] = [];
  let marksVersion = 0;
  let steppedVersion = -1;
  let shown: number[] = [];
  const slotOf = new Map<number, number>();

  const step = (): void => {
    if (steppedVersion === unitColumns.version) return;
    steppedVersion = unitColumns.version;
    if (stepGlide(glide, unitColumns, performance.now())) {
      slotOf.clear();
      for (let i = 0; i < unitColumns.count; i++) slotOf.set(unitColumns.ids[i]!, i);
      markedAt = 0;
    }
  };

  const remark = (c: DrawContext): void => {
    const zoom = designZoom(c.zoom, c.scene);
    // A lead looks at the team alone: it is no crowd.
    const patrol = c.scene.screen === 'patrol';
    const opacity =
      zoom >= 13.6 || patrol ? 1 : c.scene.screen === 'wall' ? 0.5 : zoom < 12.6 ? 0.6 : 0.85;
    const always = new Set<number>();
    if (c.scene.selection?.noun === 'units') always.add(c.scene.selection.id);
    if (c.hovered?.noun === 'units') always.add(c.hovered.id);
    if (c.scene.follow !== null) always.add(c.scene.follow);
    const wants = [
      c.scene.theme,
      c.scene.onlyUnits,
      unitStore.getState().version,
      [...always].join(),
      opacity,
    ];
    const same = wants.every((w, i) => w === markedFor[i]);
    if (same && performance.now() - markedAt < MARKS_EACH_MS) return;
    markedAt = performance.now();
    markedFor = wants;
    marks = markUnits(marks, unitColumns, unitStore.getState().byId, {
      theme: c.scene.theme,
      now: c.now,
      onlyUnits: c.scene.onlyUnits,
      opacity,
      always,
    });
    marksVersion++;
  };

  // One data object for as long as the same units are there, so that only what moved is sent again:
  // a new descriptor together with its trigger is what tells deck so; the arrays are the store's own.
  let dots: { length: number; attributes: Record<string, unknown> } | null = null;
  let dotsPlaced = -1;
  let dotsMarked = -1;
  const dotData = (count: number) => {
    if (dots?.length !== count) {
      dots = { length: count, attributes: {} };
      dotsPlaced = -1;
      dotsMarked = -1;
    }
    if (dotsPlaced !== steppedVersion) {
      dotsPlaced = steppedVersion;
      dots.attributes['getPosition'] = {
        value: unitColumns.positions.subarray(0, 2 * count),
        size: 2,
      };
      dots.attributes['getGlide'] = { value: glide.values.subarray(0, 4 * count), size: 4 };
    }
    if (dotsMarked !== marksVersion) {
      dotsMarked = marksVersion;
      dots.attributes['getRadius'] = { value: marks.radius, size: 1 };
      dots.attributes['getFillColor'] = { value: marks.fill, size: 4, normalized: true };
      dots.attributes['getLineColor'] = { value: marks.line, size: 4, normalized: true };
    }
    return dots;
  };

  const drawDots = (c: DrawContext, zoom: number): Layer[] => {
    const { count } = unitColumns;
    const least = c.scene.screen !== 'patrol' ? 0 : (c.scene.onlyUnits?.size ?? 0) > 300 ? 2 : 3;
    const radius = Math.max(least, atZoom(SIZES['unit.dotRadius'], zoom)) * c.scene.scale;
    return [
      new ScatterplotLayer({
        id: 'units-dots',
        data: dotData(count) as never,
        updateTriggers: {
          getPosition: steppedVersion,
          getGlide: steppedVersion,
          getRadius: marksVersion,
          getFillColor: marksVersion,
          getLineColor: marksVersion,
        },
        radiusUnits: 'pixels',
        radiusScale: radius,
        lineWidthUnits: 'pixels',
        getLineWidth: Math.max(0.8, 0.35 * radius),
        stroked: true,
        billboard: true,
        antialiasing: true,
        pickable: true,
        extensions: SHARED_DOT_GLIDE,
        glide,
        still: c.still || zoom < GLIDES_FROM,
        ...ABOVE,
      } as never),
    ];
  };

  /** Squads among the dots: shields, neutral far out, where hue means severity. */
  const drawSquads = (c: DrawContext, zoom: number, slots: number[]): Layer[] => {
    const { byId } = unitStore.getState();
    const squads = slots.filter((i) => byId.get(unitColumns.ids[i]!)?.kind === 'squad');
    if (squads.length === 0) return [];
    const factor = c.scene.scale * wallFactor(c.scene);
    const atlas = atlasOf('units', UNIT_SYMBOLS, c.scene.theme, factor);
    const fresh = zoom < SQUAD_HUE_FROM ? 'squad-plain' : 'squad';
    const alpha = zoom < SQUAD_HUE_FROM ? 170 : 255;
    return [
      new IconLayer<number>({
        id: 'units-squads',
        data: squads,
        iconAtlas: atlas.canvas as never,
        iconMapping: atlas.mapping,
        getIcon: (i: number) => (isStale(marks.ages[i]!) ? 'stale-squad' : fresh),
        getColor: (i: number) => [255, 255, 255, marks.ages[i] === 'aging' ? 0.6 * alpha : alpha],
        getPosition: (i: number): [number, number] => [
          unitColumns.positions[2 * i]!,
          unitColumns.positions[2 * i + 1]!,
        ],
        getSize: atZoom(SIZES['unit.squad'], zoom) * factor * CELL_PER_SYMBOL,
        sizeUnits: 'pixels',
        billboard: true,
        pickable: true,
        extensions: SHARED_GLIDE,
        glide,
        still: c.still || zoom < GLIDES_FROM,
        getGlide: (i: number) => glide.values.subarray(4 * i, 4 * i + 4),
        updateTriggers: {
          getPosition: steppedVersion,
          getGlide: steppedVersion,
          getIcon: [marksVersion, fresh],
          getColor: [marksVersion, alpha],
        },
        ...ATLAS_TEXTURE,
        ...ABOVE,
      } as never),
    ];
  };

  const drawBusts = (c: DrawContext, zoom: number, slots: number[]): Layer[] => {
    const { theme, scale } = c.scene;
    const atlas = atlasOf('units', UNIT_SYMBOLS, theme, scale * wallFactor(c.scene));
    const size = atZoom(SIZES['unit.silhouette'], zoom) * scale * wallFactor(c.scene);
    const byId = unitStore.getState().byId;
    const kindOf = (i: number) => byId.get(unitColumns.ids[i]!)?.kind ?? 'worker';
    const positionOf = (i: number): [number, number] => [unitColumns.positions[2 * i]!, unitColumns.positions[2 * i + 1]!]; // prettier-ignore
    const glideOf = (i: number) => glide.values.subarray(4 * i, 4 * i + 4);
    const triggers = {
      getPosition: steppedVersion,
      getGlide: steppedVersion,
      getIcon: marksVersion,
      getColor: marksVersion,
      getAngle: steppedVersion,
    };
    const gliding = { extensions: SHARED_GLIDE, glide, still: c.still, getGlide: glideOf };
    const icons = {
      iconAtlas: atlas.canvas as never,
      iconMapping: atlas.mapping,
      getSize: size * CELL_PER_SYMBOL,
      sizeUnits: 'pixels',
      billboard: true,
      getPosition: positionOf,
      ...ATLAS_TEXTURE,
      ...gliding,
      ...ABOVE,
    } as const;
    const moving = slots.filter(
      (i) =>
        !isStale(marks.ages[i]!) &&
        unitColumns.speedMps[i]! > 0.3 &&
        !Number.isNaN(unitColumns.headingDeg[i]!),
    );
    const layers: Layer[] = [
      new IconLayer<number>({
        ...icons,
        id: 'units-beaks',
        data: moving,
        getIcon: () => 'beak',
        getAngle: (i: number) => -unitColumns.headingDeg[i]!,
        updateTriggers: triggers,
      } as never),
      new IconLayer<number>({
        ...icons,
        id: 'units-busts',
        data: slots,
        getIcon: (i: number) => (isStale(marks.ages[i]!) ? `stale-${kindOf(i)}` : kindOf(i)),
        getColor: (i: number) => [255, 255, 255, marks.ages[i] === 'aging' ? 153 : 255],
        updateTriggers: triggers,
        pickable: true,
      } as never),
    ];
    const special = (i: number): boolean => {
      const id = unitColumns.ids[i]!;
      return (
        (c.hovered?.noun === 'units' && c.hovered.id === id) ||
        (c.scene.selection?.noun === 'units' && c.scene.selection.id === id)
      );
    };
    const zone = districtStore.getState().district?.timeZone ?? 'UTC';
    const named = slots.filter((i) => {
      if (special(i)) return true;
      return marks.ages[i] === 'stale' || (zoom >= NAMES_FROM && marks.ages[i] !== 'old');
    });
    if (named.length > 0)
      layers.push(
        new TextLayer<number>({
          id: 'units-names',
          data: named,
          getPosition: positionOf,
          getText: (i: number) => {
            const name = byId.get(unitColumns.ids[i]!)?.name ?? '';
            if (!isStale(marks.ages[i]!)) return name;
            const age = formatAge(unitColumns.measuredAt[i]!, c.now, zone, c.scene.language);
            return zoom >= NAMES_FROM || special(i) ? `${name} ${age}` : age;
          },
          getPixelOffset: [0, size * 0.95 + 6 * scale],
          getSize: 11.5 * scale,
          getColor: (i: number) =>
            rgba(theme, isStale(marks.ages[i]!) ? 'map.label.2' : 'map.label'),
          outlineColor: rgba(theme, 'map.label.halo'),
          outlineWidth: 3,
          fontFamily: FONT_FAMILY,
          fontSettings: { sdf: true, fontSize: 32, buffer: 8, radius: 8, smoothing: 0.2 },
          characterSet: 'auto',
          updateTriggers: { ...triggers, getText: [marksVersion, zoom >= NAMES_FROM], getColor: marksVersion }, // prettier-ignore
          ...ABOVE,
        } as never),
      );
    return layers;
  };

  let trackOf: Scene['track'] = null;
  let trackPieces: TrackPoint[][] = [];
  const drawTrack = ({ scene }: DrawContext): Layer[] => {
    if (!scene.track) return [];
    if (trackOf !== scene.track) {
      trackOf = scene.track;
      trackPieces = splitTrack(scene.track.points).filter((piece) => piece.length > 1);
    }
    const path = {
      data: trackPieces,
      getPath: (piece: TrackPoint[]) => piece.map(([lng, lat]) => [lng, lat] as [number, number]),
      widthUnits: 'pixels',
      jointRounded: true,
      capRounded: true,
      ...ABOVE,
    } as const;
    return [
      new PathLayer({ ...path, id: 'units-track-casing', getColor: rgba(scene.theme, 'map.label.halo', 0.85), getWidth: 5 * scene.scale, updateTriggers: { getColor: scene.theme } }), // prettier-ignore
      new PathLayer({ ...path, id: 'units-track', getColor: rgba(scene.theme, 'accent', 0.9), getWidth: 2 * scene.scale, updateTriggers: { getColor: scene.theme } }), // prettier-ignore
    ];
  };

  const drawCounts = (c: DrawContext, zoom: number): Layer[] => {
    const { cellAt, chainOf, byId } = areaStore.getState();
    const level = countLevel(zoom, byId.values());
    const counts = new Map<number, number>();
    for (let i = 0; i < marks.count; i++) {
      if (marks.radius[i] === 0) continue;
      const cell = cellAt(unitColumns.positions[2 * i]!, unitColumns.positions[2 * i + 1]!);
      const area = chainOf(cell).findLast((a) => a.level <= level);
      if (area) counts.set(area.id, (counts.get(area.id) ?? 0) + 1);
    }
    return countChips(
      'units-counts',
      c,
      [...counts].map(([id, n]) => ({ at: byId.get(id)!.labelAt, text: `● ${n}` })),
      { row: 2, token: 'unit.worker' },
    );
  };

  return {
    key: 'units',
    draw: (c) => {
      step();
      if (!c.scene.layers.units) return drawTrack(c);
      remark(c);
      const zoom = designZoom(c.zoom, c.scene);
      const form = unitForm(zoom, c.scene.screen === 'wall');
      shown = form === 'count' ? [] : drawnWithin(marks, unitColumns, c.bounds);
      const tooMany = shown.length > CAPS.unitDots;
      const layers = drawTrack(c);
      if (form === 'count' || tooMany) layers.push(...drawCounts(c, zoom));
      else if (form === 'bust' && shown.length <= CAPS.unitBusts)
        layers.push(...drawBusts(c, zoom, shown));
      else layers.push(...drawDots(c, zoom), ...drawSquads(c, zoom, shown));
      return layers;
    },
    movingUntil: (zoom) => (zoom >= GLIDES_FROM ? glide.until : 0),
    pick: ({ layer, index, object }: PickingInfo) => {
      const slot = layer?.id === 'units-dots' ? index : (object as number | undefined);
      const id = slot === undefined || slot < 0 ? undefined : unitColumns.ids[slot];
      return id === undefined ? null : { noun: 'units', id };
    },
    place: (selection) => {
      if (selection.noun !== 'units') return null;
      // A position exists only while on duty: no ring, no flight to where somebody went home.
      if (unitStore.getState().byId.get(selection.id)?.onDuty === false) return null;
      const slot = slotOf.get(selection.id);
      return slot === undefined ? null : placeIn(unitColumns, slot);
    },
    watch: (changed) => {
      let seen = -1;
      let frame = requestAnimationFrame(function look() {
        frame = requestAnimationFrame(look);
        if (unitColumns.version === seen) return;
        seen = unitColumns.version;
        changed('draw');
      });
      const stop = unitStore.subscribe(() => changed('draw'));
      glide = createGlide(unitColumns.ids.length, performance.now(), MOTION.unitGlide);
      steppedVersion = -1;
      return () => {
        cancelAnimationFrame(frame);
        stop();
      };
    },
  };
}

function wallFactor(scene: Scene): number {
  return scene.screen === 'wall' ? WALL_FACTOR : 1;
}
