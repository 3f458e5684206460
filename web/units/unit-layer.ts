import type { Layer, PickingInfo } from '@deck.gl/core';

import { placeIn } from '#data/wire/columns.ts';

import { districtStore, unitColumns, unitStore } from '../live/stores.ts';
import { DotMarks } from '../map/mark-layers.ts';
import { designZoom, dotsFit, inBounds, unitForm } from '../map/lod.ts';
import type { DrawContext, MapLayer } from '../map/map-layer.ts';
import { dotsAmongNames } from '../map/opacity.ts';
import type { Scene } from '../map/scene.ts';
import { atZoom, CAPS, MOTION, SIZES } from '../ui/tokens.ts';

import { createUnitCounting } from './count-units.ts';
import { createTrackDrawing, tallyTrack } from './draw-track.ts';
import { drawBusts, drawSquads, type UnitsDrawn } from './draw-unit-icons.ts';
import { drawUnitNames } from './draw-unit-names.ts';
import { createGlide, stepGlide } from './glide.ts';
import {
  boundsOfSlots,
  createUnitMarks,
  drawnWithin,
  LEADER_DOT,
  markUnits,
} from './unit-marks.ts';

const MARKS_EACH_MS = 1_000;
/** Below this zoom a second's walk is less than a pixel: nothing is animated. */
const GLIDES_FROM = 13.8;

/** Drawn in any case. */
function keptIds({ selection, follow }: Scene): number[] {
  const selected = selection?.noun === 'units' ? [selection.id] : [];
  return follow === null || selected[0] === follow ? selected : [...selected, follow];
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
  let counted = false;
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
    const always = new Set(keptIds(c.scene));
    if (c.hovered?.noun === 'units') always.add(c.hovered.id);
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
    // A crowd's dots, its leaders' too, stay so small that names are written over them.
    const least = c.scene.screen !== 'patrol' ? 0 : (c.scene.onlyUnits?.size ?? 0) > 300 ? 1.7 : 3; // prettier-ignore
    const radius = Math.max(least, atZoom(SIZES['unit.dotRadius'], zoom)) * c.scene.scale;
    return [
      new DotMarks({
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
        glide,
        still: c.still || zoom < GLIDES_FROM,
        ...dotsAmongNames(c.scene, 'units', LEADER_DOT * radius),
      } as never),
    ];
  };

  /** Positions come after who is there; where nobody is on duty there are none. */
  const placedAll = (): boolean =>
    unitColumns.version > 0 || ![...unitStore.getState().byId.values()].some((u) => u.onDuty);

  const drawTrack = createTrackDrawing();
  const countUnits = createUnitCounting();
  const drawn = (): UnitsDrawn => ({ marks, glide, marksVersion, placedVersion: steppedVersion });

  return {
    key: 'units',
    draw: (c) => {
      step();
      const kept = keptIds(c.scene).flatMap((id) => slotOf.get(id) ?? []);
      const layers = drawTrack(c);
      if (!c.scene.layers.units && kept.length === 0) return layers;
      remark(c);
      const zoom = designZoom(c.zoom, c.scene);
      const form = unitForm(zoom, c.scene.screen === 'wall');
      shown = form === 'count' ? [] : drawnWithin(marks, unitColumns, c.bounds);
      const tooMany =
        shown.length > CAPS.unitDots ||
        !dotsFit(shown.length, boundsOfSlots(shown, unitColumns), zoom);
      counted = form === 'count' || tooMany;
      // Whoever is selected or followed is drawn at every zoom, and though the layer is off.
      if (counted || !c.scene.layers.units)
        layers.push(...drawBusts(c, zoom, kept.filter((i) => marks.radius[i]! > 0), drawn())); // prettier-ignore
      if (!c.scene.layers.units) return layers;
      if (counted) countUnits(c, zoom, marks, `${steppedVersion} ${marksVersion}`);
      else if (form === 'bust' && shown.length <= CAPS.unitBusts)
        layers.push(
          ...drawBusts(c, zoom, shown, drawn()),
          ...drawUnitNames(c, zoom, shown, drawn()),
        );
      else
        layers.push(
          ...drawDots(c, zoom),
          ...drawSquads(c, zoom, shown, drawn(), zoom >= GLIDES_FROM),
        );
      return layers;
    },
    ready: ({ layers }) =>
      !layers.units || (districtStore.getState().district !== null && placedAll()),
    tally: (c) => {
      const { scene, bounds } = c;
      const { byId } = unitStore.getState();
      let [drawnHere, inView] = [0, 0];
      for (let i = 0; i < unitColumns.count; i++) {
        const id = unitColumns.ids[i]!;
        if (scene.onlyUnits !== null && !scene.onlyUnits.has(id)) continue;
        // Who is nowhere is in no frame. An unknown one is drawn as a worker, on duty.
        const [lng, lat] = [unitColumns.positions[2 * i]!, unitColumns.positions[2 * i + 1]!];
        if (!inBounds([lng, lat], bounds) || byId.get(id)?.onDuty === false) continue;
        inView++;
        if (marks.radius[i]! > 0) drawnHere++;
      }
      const on = scene.layers.units && !counted;
      const byArea = scene.layers.units && counted;
      return { units: { shown: on ? drawnHere : 0, inView, byArea }, ...tallyTrack(c) };
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
