import { linePartsOf } from '#data/features/border-lines.ts';
import { FEATURE_CLASSES, FEATURE_KINDS, type Feature } from '#data/features/feature.ts';
import type { Position } from '#data/geo/geometry.ts';
import { toLattice } from '#data/geo/lattice.ts';
import { createGround, type PlanGround } from '#data/plans/plan-ground.ts';
import { SITE_KINDS } from '#data/sites/site.ts';

import type { PackedBuildings, PackedFeatures, PackedSites } from './packed.ts';
import type { PackedPlanGround } from './plan-ground-packed.ts';

const LINE = 1;
const POLYGON = 2;

/** What figures of a plan are counted from, of what a screen holds of the nouns and the little it is told besides. */
export function groundOfHeld(
  buildings: PackedBuildings,
  sites: PackedSites,
  features: PackedFeatures,
  told: PackedPlanGround,
): PlanGround {
  const points: number[] = [];
  for (let i = 0; i < sites.count; i++)
    if (SITE_KINDS[sites.kind[i]!] === 'management-point')
      points.push(toLattice(sites.positions[2 * i]!), toLattice(sites.positions[2 * i + 1]!));
  return createGround({
    ...told,
    footprints: buildings,
    managementPoints: Int32Array.from(points),
    lines: linePartsOf(linesOf(features)),
  });
}

/** Each line and ring of the base map as a feature of its own. */
function* linesOf(features: PackedFeatures): Generator<Feature> {
  const { partStarts, partFeature, positions } = features;
  for (let part = 0; part < partFeature.length; part++) {
    const i = partFeature[part]!;
    const kind = FEATURE_KINDS[features.kind[i]!]!;
    if (features.geometry[i] !== LINE && features.geometry[i] !== POLYGON) continue;
    const points: Position[] = [];
    for (let v = partStarts[part]!; v < partStarts[part + 1]!; v++)
      points.push([positions[2 * v]!, positions[2 * v + 1]!]);
    yield {
      id: features.ids[i]!,
      kind,
      class: FEATURE_CLASSES[kind][features.class[i]!]!,
      name: null,
      nameEn: null,
      geometry: features.geometry[i] === LINE ? { type: 'LineString', coordinates: points } : { type: 'Polygon', coordinates: [points] }, // prettier-ignore
    };
  }
}
