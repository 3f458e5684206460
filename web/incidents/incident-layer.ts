import type { Layer, PickingInfo } from '@deck.gl/core';
import { IconLayer, ScatterplotLayer } from '@deck.gl/layers';

import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl';

import { SEVERITIES, type Incident } from '#data/incidents/incident.ts';

import { areaStore, districtStore, incidentStore } from '../live/stores.ts';
import { ABOVE } from '../map/above.ts';
import { countChips } from '../map/count-chips.ts';
import { ATLAS_TEXTURE, atlasOf, CELL_PER_SYMBOL } from '../map/icon-atlas.ts';
import { LABEL_FONT } from '../map/expressions.ts';
import { arrangeIncidents, countLevel, designZoom, mapZoom, singlesFrom } from '../map/lod.ts';
import type { DrawContext, MapLayer, StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import { atZoom, CAPS, rgba, SIZES, WALL_FACTOR } from '../ui/tokens.ts';

import { INCIDENT_SYMBOLS } from './incident-symbols.ts';

/** A symbol is so many times as wide with its plate and halo. */
const WITH_CASING = 1.25;
/** A new Ⅰ bears brackets for so long: alarms that must be acknowledged come with a sign-in. */
const NEW_GRAVE_MS = 120_000;

interface Mark {
  incident: Incident;
  symbol: string;
  size: number;
}

/** Open incidents: symbols of severity (empty: in time), quiet ones and dots far out, counts where there is too much. */
export function createIncidentLayer(): MapLayer {
  let places: FeatureCollection = { type: 'FeatureCollection', features: [] };
  let placesOf: unknown = null;
  return {
    key: 'incidents',
    style: (scene) => {
      const { byId } = incidentStore.getState();
      if (placesOf !== byId) {
        placesOf = byId;
        places = placesToGeoJson(byId.values());
      }
      return roomForSymbols(scene, places);
    },
    ready: () => districtStore.getState().district !== null,
    draw: (c) => (c.scene.layers.incidents ? draw(c) : []),
    pick: ({ object }: PickingInfo) => {
      const mark = object as Mark | undefined;
      return mark ? { noun: 'incidents', id: mark.incident.id } : null;
    },
    // One that was closed is in lists only, but can be shown where it was.
    place: (selection) => {
      if (selection.noun !== 'incidents') return null;
      const { byId, closed } = incidentStore.getState();
      return (byId.get(selection.id) ?? closed.byId.get(selection.id))?.at ?? null;
    },
    watch: (changed) =>
      incidentStore.subscribe((s, was) => {
        if (s.version === was.version) return;
        changed('style');
        changed('draw');
      }),
  };
}

function placesToGeoJson(incidents: Iterable<Incident>): FeatureCollection {
  const features: FeatureCollection['features'] = [];
  for (const { at, severity } of incidents)
    if (at)
      features.push({
        type: 'Feature',
        properties: { s: severity },
        geometry: { type: 'Point', coordinates: at },
      });
  return { type: 'FeatureCollection', features };
}

/** Unseen marks where symbols stand, placed before every label: a label yields to a symbol, never a symbol to a label. */
function roomForSymbols(scene: Scene, data: FeatureCollection): StylePart {
  const factor = scene.scale * (scene.screen === 'wall' ? WALL_FACTOR : 1);
  const room = (
    id: string,
    from: number,
    filter: FilterSpecification,
    size: ExpressionSpecification | number,
    to = 24,
  ): StylePart['layers'][number] => ({
    // prettier-ignore
    slot: 'labels',
    layer: {
      id,
      type: 'symbol',
      source: 'incident-places',
      minzoom: mapZoom(from, scene),
      maxzoom: Math.min(24, mapZoom(to, scene)),
      filter,
      layout: {
        visibility: scene.layers.incidents ? 'visible' : 'none',
        'text-field': '■',
        'text-font': LABEL_FONT,
        'text-size': size,
        'text-allow-overlap': true,
        'text-padding': 1,
      },
      paint: { 'text-opacity': 0.001 },
    },
  });
  return {
    sources: { 'incident-places': { type: 'geojson', data } },
    layers: [
      ...(scene.screen === 'wall'
        ? []
        : [room('incident-room-dot', 12.9, ['>', ['get', 's'], 2], 6 * factor, 13.5)]),
      room('incident-room-quiet', 13.5, ['>', ['get', 's'], 2], sizeOfRoom(scene, factor)),
      room(
        'incident-room-grave',
        singlesFrom(scene.screen === 'wall'),
        ['<=', ['get', 's'], 2],
        sizeOfRoom(scene, factor),
      ),
    ],
  };
}

/** A square as wide as a symbol with its casing, by severity and zoom. */
function sizeOfRoom(scene: Scene, factor: number): ExpressionSpecification {
  const at = (zoom: number): unknown[] => [
    mapZoom(zoom, scene),
    ['match', ['get', 's'], ...SEVERITIES.flatMap((s) => [s, atZoom(SIZES[`incident.${s}`], zoom) * factor * WITH_CASING]), 0], // prettier-ignore
  ];
  const zooms = SIZES['incident.1'].map(([zoom]) => zoom);
  return ['interpolate', ['linear'], ['zoom'], ...zooms.flatMap(at)] as never;
}

function draw(c: DrawContext): Layer[] {
  const { scene, now } = c;
  const wall = scene.screen === 'wall';
  const factor = scene.scale * (wall ? WALL_FACTOR : 1);
  const zoom = designZoom(c.zoom, scene);
  const { byId } = incidentStore.getState();
  const selectedId = scene.selection?.noun === 'incidents' ? scene.selection.id : null;
  const { symbols, quiet, dots, counted } = arrangeIncidents(byId.values(), zoom, wall, c.bounds, {
    symbols: CAPS.incidentSymbols,
    dots: CAPS.quietDots,
  });
  const sizeOf = (severity: number): number =>
    factor * atZoom(SIZES[`incident.${severity as 1 | 2 | 3 | 4}`], zoom);
  const marks: Mark[] = [];
  const take = (list: Incident[], prefix: 'severity' | 'quiet'): void => {
    for (const incident of list) {
      if (incident.id === selectedId) continue;
      const { severity } = incident;
      marks.push({ incident, symbol: `${prefix}-${severity}`, size: sizeOf(severity) });
    }
  };
  take(quiet, 'quiet');
  take(symbols, 'severity');
  // The selected one is drawn in full whatever the zoom, as is what a dot or a count would hide.
  const selected = selectedId === null ? undefined : byId.get(selectedId);
  if (selected?.at)
    marks.push({ incident: selected, symbol: `severity-${selected.severity}`, size: sizeOf(selected.severity) }); // prettier-ignore
  // The graver, the higher: drawn last.
  marks.sort((a, b) => b.incident.severity - a.incident.severity);
  const fresh = marks
    .filter(
      (m) => m.incident.severity === 1 && now - Date.parse(m.incident.reportedAt) < NEW_GRAVE_MS,
    ) // prettier-ignore
    .map((m) => ({ ...m, symbol: 'brackets', size: m.size * 1.25 }));
  const dotMarks: Mark[] = dots
    .filter((d) => d.id !== selectedId)
    .map((incident) => ({ incident, symbol: '', size: factor * atZoom(SIZES['incident.quietDotRadius'], zoom) })); // prettier-ignore
  const atlas = atlasOf('incidents', INCIDENT_SYMBOLS, scene.theme, factor);
  const layers: Layer[] = [];
  if (dotMarks.length > 0)
    layers.push(
      new ScatterplotLayer<Mark>({
        id: 'incidents-dots',
        data: dotMarks,
        getPosition: (m) => m.incident.at!,
        getRadius: (m) => m.size,
        getFillColor: rgba(scene.theme, scene.theme === 'light' ? 'signal.halo' : 'signal.plate'),
        getLineColor: rgba(scene.theme, 'severity.quiet'),
        getLineWidth: 1.1 * factor,
        stroked: true,
        radiusUnits: 'pixels',
        lineWidthUnits: 'pixels',
        billboard: true,
        pickable: true,
        ...ABOVE,
      }),
    );
  if (marks.length > 0)
    layers.push(
      new IconLayer<Mark>({
        id: 'incidents-symbols',
        data: [...fresh, ...marks],
        iconAtlas: atlas.canvas as never,
        iconMapping: atlas.mapping,
        getIcon: (m: Mark) => m.symbol,
        getPosition: (m: Mark) => m.incident.at!,
        getSize: (m: Mark) => m.size * CELL_PER_SYMBOL,
        sizeUnits: 'pixels',
        billboard: true,
        pickable: true,
        alphaCutoff: 0.05,
        ...ATLAS_TEXTURE,
        ...ABOVE,
      } as never),
    );
  if (counted.length > 0) {
    const { chainOf, byId: areas, cellAt } = areaStore.getState();
    const level = countLevel(zoom, areas.values());
    const counts = new Map<number, number>();
    for (const incident of counted) {
      const cell = incident.areaId ?? cellAt(incident.at![0], incident.at![1]);
      const area = chainOf(cell).findLast((a) => a.level <= level);
      if (area) counts.set(area.id, (counts.get(area.id) ?? 0) + 1);
    }
    layers.push(
      ...countChips(
        'incidents-counts',
        c,
        [...counts].map(([id, n]) => ({ at: areas.get(id)!.labelAt, text: `△ ${n}` })),
        { row: 1, token: 'area.label' },
      ),
    );
  }
  return layers;
}
