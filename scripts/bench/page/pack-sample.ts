import type { AreaWithBorder } from '#data/areas/area.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import type { Sample } from '#data/sample/sample.ts';
import { packAreas } from '#data/wire/areas-packed.ts';
import { packBuildings } from '#data/wire/buildings-packed.ts';
import { packFeatures } from '#data/wire/features-packed.ts';
import { packSites } from '#data/wire/sites-packed.ts';

/** What a browser is sent of a sample once, as the server packs it. */
export function packSample(
  sample: Sample,
): Record<'areas' | 'features' | 'buildings' | 'sites', Uint8Array> {
  return {
    areas: packEdition(sample.areas),
    features: packFeatures(
      [...sample.features].sort(
        (a, b) => order(a.kind, b.kind) || order(a.class, b.class) || a.id - b.id,
      ),
    ),
    buildings: packBuildings(sample.buildings),
    sites: packSites(sample.sites),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function packEdition(areas: readonly AreaWithBorder[]): Uint8Array {
  const parents = new Set(areas.map((a) => a.parentId));
  const cells = areas.filter((a) => !parents.has(a.id));
  const coverage = fromPolygons(cells.map(({ id, coordinates }) => ({ id, coordinates })));
  if ('faults' in coverage)
    throw new Error(`${coverage.faults.length} faults in the sample's areas`);
  return packAreas(
    1,
    areas.map((a) => ({ ...a, labelAt: labelPoint(a.coordinates) })),
    coverage,
  );
}
