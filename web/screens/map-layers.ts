import { createAreasLayer } from '../areas/areas-layer.ts';
import { createShadeLayer } from '../areas/shade-layer.ts';
import { createBuildingsLayer } from '../buildings/buildings-layer.ts';
import { createCaptainsLayer } from '../buildings/captains-layer.ts';
import { createFeaturesLayer } from '../features/features-layer.ts';
import { createHeatLayer } from '../incidents/heat-layer.ts';
import { createIncidentLayer } from '../incidents/incident-layer.ts';
import type { MapLayer } from '../map/map-layer.ts';
import { createSeamsLayer } from '../map/seams-layer.ts';
import { createRasterLayer } from '../raster/raster-layer.ts';
import { createSiteLayer } from '../sites/site-layer.ts';
import { createUnitLayer } from '../units/unit-layer.ts';

/** The nouns on every screen's map, bottom to top. The map knows none of them: they are handed to it here. */
export const MAP_LAYERS: readonly MapLayer[] = [
  createRasterLayer(),
  createFeaturesLayer(),
  createHeatLayer(),
  createShadeLayer(),
  createAreasLayer(),
  createBuildingsLayer(),
  createCaptainsLayer(),
  createSiteLayer(),
  createUnitLayer(),
  createIncidentLayer(),
  createSeamsLayer(),
];
