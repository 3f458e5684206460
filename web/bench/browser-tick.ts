import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer } from '@deck.gl/layers';

import { createColumns } from '#data/wire/columns.ts';
import { applyFrame, encodeFrame } from '#data/wire/frame.ts';

import { unitColumns } from '../live/stores.ts';
import { createMapView } from '../map/create-map-view.ts';
import type { DrawContext } from '../map/map-layer.ts';
import type { Probe } from '../map/probe.ts';
import { createUnitLayer } from '../units/unit-layer.ts';

import { benchScene } from './bench-scene.ts';

/** The page of `npm run bench browser-tick`: the product's own map with 10,000 movers on it. */

export interface TickTimes {
  /** JS ms a tick, ours: frame → columns → glide → deck's attributes. */
  ours: number[];
  /** The same dots as parsed JSON and accessors. */
  naive: number[];
  /** Of ours: frame into columns, layers described, deck's attributes. */
  parts: [decode: number, describe: number, attributes: number][];
  drawn: number;
}

const CENTRE = { lng: 118.78, lat: 32.04, zoom: 14.4 };
const scene = benchScene('en', ['incidents', 'units']);

/** Frames of `count` units that all moved, spread over about 20 km × 20 km (a few hundred within the view). */
function framesOf(count: number, ticks: number): Uint8Array[] {
  const columns = createColumns(count);
  columns.count = count;
  for (let i = 0; i < count; i++) {
    columns.ids[i] = i + 1;
    columns.positions[2 * i] = CENTRE.lng + (((i * 7919) % 10_007) / 10_007 - 0.5) * 0.2;
    columns.positions[2 * i + 1] = CENTRE.lat + (((i * 104_729) % 10_009) / 10_009 - 0.5) * 0.2;
    columns.headingDeg[i] = i % 360;
    columns.speedMps[i] = 1.4;
  }
  return Array.from({ length: ticks }, (_, tick) => {
    for (let i = 0; i < count; i++) {
      columns.positions[2 * i]! += 0.000007 * (1 + (i % 3));
      columns.measuredAt[i] = Date.now() + 500 * tick;
    }
    return encodeFrame(columns, { tick, serverMs: Date.now(), whole: tick === 0 });
  });
}

interface Row {
  id: number;
  lng: number;
  lat: number;
}

async function run(count: number, ticks: number): Promise<TickTimes> {
  const box = document.getElementById('map')!;
  box.style.cssText = 'width:960px;height:540px';
  const layer = createUnitLayer();
  createMapView(box, {
    scene,
    layers: [{ ...layer, watch: () => () => undefined, draw: () => [] }],
    initialCamera: CENTRE,
    onPick: () => undefined,
    onContext: () => undefined,
    onHover: () => undefined,
    onMove: () => undefined,
    onUnfollow: () => undefined,
    onUnsupported: () => undefined,
  });
  const { overlay, map } = (window as unknown as { __jingwei: Probe }).__jingwei;
  const deck = () =>
    (overlay as unknown as { _deck?: { layerManager: { updateLayers: () => void } | null } })._deck;
  while (!deck()?.layerManager || !map.isStyleLoaded())
    await new Promise((resolve) => setTimeout(resolve, 50));
  const bounds = map.getBounds();
  const context = (): DrawContext => ({
    scene,
    zoom: CENTRE.zoom,
    bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
    hovered: null,
    now: Date.now(),
    still: false,
    pixelRatio: 1,
    taken: [],
    counts: [],
    named: new Set(),
  });
  const frames = framesOf(count, ticks + 5);
  const texts = frames.slice(0, 10).map((bytes) => {
    const columns = createColumns(count);
    applyFrame(columns, bytes);
    const rows: Row[] = Array.from({ length: count }, (_, i) => ({ id: columns.ids[i]!, lng: columns.positions[2 * i]!, lat: columns.positions[2 * i + 1]! })); // prettier-ignore
    return JSON.stringify(rows);
  });
  const stop = layer.watch(() => undefined);
  const ours: number[] = [];
  const naive: number[] = [];
  const parts: TickTimes['parts'] = [];
  let kept: Layer[] = [];
  let other: Layer[] = [];
  for (let tick = 0; tick < frames.length; tick++) {
    const begin = performance.now();
    applyFrame(unitColumns, frames[tick]!);
    const applied = performance.now();
    kept = layer.draw!(context());
    overlay.setProps({ interleaved: true, layers: [...kept, ...other] });
    const set = performance.now();
    deck()!.layerManager!.updateLayers();
    const end = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const begin2 = performance.now();
    const rows = JSON.parse(texts[tick % texts.length]!) as Row[];
    other = [
      new ScatterplotLayer<Row>({
        id: 'naive',
        data: rows,
        getPosition: (r: Row) => [r.lng, r.lat],
        getRadius: 1,
        getFillColor: [200, 200, 200],
        radiusUnits: 'pixels',
        beforeId: 'labels-begin',
      } as never),
    ];
    overlay.setProps({ interleaved: true, layers: [...kept, ...other] });
    deck()!.layerManager!.updateLayers();
    const end2 = performance.now();
    if (tick >= 5) {
      ours.push(end - begin);
      parts.push([applied - begin, set - applied, end - set]);
      naive.push(end2 - begin2);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  stop();
  return { ours, naive, parts, drawn: unitColumns.count };
}

Object.assign(window, { runTicks: run });
