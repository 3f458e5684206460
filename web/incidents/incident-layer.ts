import type { PickingInfo } from '@deck.gl/core';

import type { Incident } from '#data/incidents/incident.ts';

import { alarmStore, flashStore } from '../live/alarms.ts';
import { districtStore, incidentStore } from '../live/stores.ts';
import { designZoom, inBounds } from '../map/lod.ts';
import type { MapLayer } from '../map/map-layer.ts';
import { remember } from '../map/remember.ts';
import type { Scene } from '../map/scene.ts';

import { alarmLooks } from './alarm-looks.ts';
import { arrangeHere, drawIncidents, type Mark } from './draw-incidents.ts';
import { placesToGeoJson, roomForSymbols } from './room-for-symbols.ts';
import { createSymbolSpread, type Places } from './spread-symbols.ts';

/** Symbols that go apart otherwise, as one zooms, keep names off where they stand only once they stay: no frame more is drawn for each step. */
const RESTS_MS = 300;

/** Open incidents: symbols of severity (empty: in time), quiet ones and dots far out, counts where there is too much; alarms flash. */
export function createIncidentLayer(): MapLayer {
  const placesIn = remember((byId: ReadonlyMap<string, Incident>, spread: Places, alarms: ReadonlyMap<string, unknown>, seams: Scene['seams'], screen: Scene['screen'], scale: number) => placesToGeoJson(byId.values(), spread, alarms, { seams, screen, scale })); // prettier-ignore
  const spread = createSymbolSpread();
  let spreadNow: Places = new Map();
  let restyle = (): void => undefined;
  let restyling: ReturnType<typeof setTimeout> | undefined;
  return {
    key: 'incidents',
    style: (scene) => {
      const { byId } = incidentStore.getState();
      const { seams, screen, scale } = scene;
      const places = placesIn(byId, spreadNow, alarmStore.getState().byId, seams, screen, scale);
      return roomForSymbols(scene, places);
    },
    ready: () => districtStore.getState().district !== null,
    draw: (c) => {
      const { byId } = incidentStore.getState();
      const looks = alarmLooks(alarmStore.getState().byId, c.scene, c.still, flashStore.getState().pale); // prettier-ignore
      const was = spreadNow;
      spreadNow = spread.at(byId, drawnAlone(c.scene, looks), new Set(looks.keys()), c.zoom, designZoom(c.zoom, c.scene), c.scene); // prettier-ignore
      if (!samePlaces(was, spreadNow)) {
        clearTimeout(restyling);
        restyling = setTimeout(() => restyle(), RESTS_MS);
      }
      return drawIncidents(c, looks, spreadNow);
    },
    tally: (c) => {
      let inView = 0;
      for (const { at } of incidentStore.getState().byId.values())
        if (at && inBounds(at, c.bounds)) inView++;
      if (!c.scene.layers.incidents) return { incidents: { shown: 0, inView } };
      const { symbols, quiet, dots, counted } = arrangeHere(c);
      const shown = [...symbols, ...quiet, ...dots].filter((i) => inBounds(i.at!, c.bounds)).length;
      return { incidents: { shown, inView, byArea: counted.length > 0 } };
    },
    pick: ({ object }: PickingInfo) => {
      const mark = object as Mark | undefined;
      return mark?.incident ? { noun: 'incidents', id: mark.incident.id } : null;
    },
    // One that was closed is in lists only, but can be shown where it was.
    place: (selection) => {
      if (selection.noun !== 'incidents') return null;
      const { byId, closed } = incidentStore.getState();
      const { id } = selection;
      return spreadNow.get(id) ?? (byId.get(id) ?? closed.byId.get(id))?.at ?? null;
    },
    watch: (changed) => {
      restyle = () => changed('style');
      const stops = [
        incidentStore.subscribe((s, was) => {
          if (s.version === was.version) return;
          changed('style');
          changed('draw');
        }),
        // Brackets need more room beside a seam.
        alarmStore.subscribe(() => changed('style')),
        flashStore.subscribe(() => changed('draw')),
      ];
      return () => {
        clearTimeout(restyling);
        stops.forEach((stop) => stop());
      };
    },
  };
}

/** Who is drawn while the layer is off: what is selected, and what alarms; null while it is on. */
function drawnAlone(
  { layers, selection }: Scene,
  alarms: ReadonlyMap<string, unknown>,
): ReadonlySet<string> | null {
  if (layers.incidents) return null;
  return new Set([...(selection?.noun === 'incidents' ? [selection.id] : []), ...alarms.keys()]);
}

function samePlaces(a: Places, b: Places): boolean {
  return a === b || (a.size === b.size && [...a].every(([id, at]) => b.get(id)?.join() === at.join())); // prettier-ignore
}
