import { applyFrame } from '#data/wire/frame.ts';

import { districtStore, unitColumns, unitStore } from '../live/stores.ts';
import { createMapView } from '../map/create-map-view.ts';
import type { Probe } from '../map/probe.ts';
import type { MapCamera } from '../map/scene.ts';
import { MAP_LAYERS } from '../screens/map-layers.ts';
import { CAPS } from '../ui/tokens.ts';

import { benchScene } from './bench-scene.ts';
import type { Drawn, Things } from './drawn.ts';
import { finishDrawing } from './finish-drawing.ts';

const scene = benchScene('zh-CN', [
  'incidents',
  'units',
  'cameras',
  'stations',
  'points',
  'areas',
  'buildings',
  'base',
]);

/** The product's own map and layers, with the caps of the look or without. */
export function drawOurs(
  box: HTMLElement,
  things: Things,
  camera: MapCamera,
  capped: boolean,
): Drawn {
  if (!capped) for (const key of Object.keys(CAPS)) Object.assign(CAPS, { [key]: Infinity });
  unitStore.setState({ byId: new Map(things.units.map((u) => [u.id, u])), version: 1 });
  applyFrame(unitColumns, things.movers.encode());
  const nothing = () => undefined;
  createMapView(box, {
    scene,
    layers: MAP_LAYERS,
    initialCamera: camera,
    onPick: nothing,
    onContext: nothing,
    onHover: nothing,
    onMove: nothing,
    onUnfollow: nothing,
    onUnsupported: nothing,
  });
  const { map, isWhole } = (window as unknown as { __jingwei: Probe }).__jingwei;
  return {
    look: ({ lng, lat, zoom }) => map.jumpTo({ center: [lng, lat], zoom }),
    tick: () => {
      things.movers.step();
      applyFrame(unitColumns, things.movers.encode());
    },
    finish: () => finishDrawing(map),
    settled: () => districtStore.getState().district !== null && isWhole(),
    leaves: capped ? 'what is over a cap, as counts' : '',
  };
}
