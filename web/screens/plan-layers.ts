import { createAreasLayer } from '../areas/areas-layer.ts';
import { createBuildingsLayer } from '../buildings/buildings-layer.ts';
import { createFeaturesLayer } from '../features/features-layer.ts';
import { createIncidentLayer } from '../incidents/incident-layer.ts';
import type { MapLayer } from '../map/map-layer.ts';
import { createPlanLayer } from '../plans/map/plan-layer.ts';

/** What the planner's map draws, bottom to top: the ground, its borders, and the plan. Alarms are seen here too. */
export const PLAN_LAYERS: readonly MapLayer[] = [
  createFeaturesLayer(),
  createAreasLayer(),
  createBuildingsLayer(),
  createPlanLayer(),
  createIncidentLayer(),
];
