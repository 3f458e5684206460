import 'leaflet/dist/leaflet.css';

import { divIcon, map as makeLeaflet, marker, type Marker } from 'leaflet';

import { SITE_KINDS } from '#data/sites/site.ts';

import { CAMERAS_FROM } from '../map/lod.ts';
import type { MapCamera } from '../map/scene.ts';

import type { Drawn, Things } from './drawn.ts';

/** Leaflet's are tiles of 256 px. */
const ZOOM_MORE = 1;

/** Movers, and near enough cameras, as Leaflet markers; buildings, borders and the base map are left out, for they would only make it slower. */
export function drawLeaflet(
  box: HTMLElement,
  { movers: { columns, step }, sites }: Things,
  camera: MapCamera,
): Drawn {
  // prettier-ignore
  const map = makeLeaflet(box, { zoomSnap: 0, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, attributionControl: false, zoomControl: false }); // prettier-ignore
  map.setView([camera.lat, camera.lng], camera.zoom + ZOOM_MORE, { animate: false });
  const dot = divIcon({ className: 'mover', iconSize: [6, 6] });
  const eye = divIcon({ className: 'camera', iconSize: [4, 4] });
  const style = new CSSStyleSheet();
  style.replaceSync('.mover{background:#c2d1d6;border-radius:50%}.camera{background:#818f94;border-radius:50%}'); // prettier-ignore
  document.adoptedStyleSheets.push(style);
  const placeOf = (i: number): [number, number] => [columns.positions[2 * i + 1]!, columns.positions[2 * i]!]; // prettier-ignore
  const walking: Marker[] = [];
  for (let i = 0; i < columns.count; i++)
    walking.push(marker(placeOf(i), { icon: dot, keyboard: false, interactive: false }).addTo(map));
  const cameras: Marker[] = [];
  for (let i = 0; i < sites.count; i++)
    if (sites.kind[i] === SITE_KINDS.indexOf('camera'))
      cameras.push(marker([sites.positions[2 * i + 1]!, sites.positions[2 * i]!], { icon: eye, keyboard: false, interactive: false })); // prettier-ignore
  let shown = false;
  return {
    look: ({ lng, lat, zoom }) => {
      map.setView([lat, lng], zoom + ZOOM_MORE, { animate: false });
      const near = zoom >= CAMERAS_FROM;
      if (near === shown) return;
      shown = near;
      for (const one of cameras)
        if (near) one.addTo(map);
        else one.remove();
    },
    tick: () => {
      step();
      walking.forEach((one, i) => one.setLatLng(placeOf(i)));
    },
    settled: () => true,
    finish: () => undefined,
    leaves: 'buildings, borders, names and the base map',
  };
}
