import type { AreaWithBorder } from '#data/areas/area.ts';
import type { Building } from '#data/buildings/building.ts';
import { buildingPoint } from '#data/buildings/building-point.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';

import type { Sample } from '#data/sample/sample.ts';

/** A sample with what several questions need, found out once. */
export interface Survey {
  sample: Sample;
  byId: Map<number, AreaWithBorder>;
  /** Areas of a rank, 1 the district. */
  level: (rank: number) => AreaWithBorder[];
  /** The lowest area at a place in degrees, 0 outside. */
  cellAt: (lng: number, lat: number) => number;
  /** The area of a rank that holds an area. */
  upTo: (id: number, rank: number) => number;
  /** The lowest area that a building stands in. */
  cellOf: Map<Building, number>;
}

/** Throws where the lowest areas are not seamless: then nothing else need be asked. */
export function survey(sample: Sample): Survey {
  const byId = new Map(sample.areas.map((area) => [area.id, area]));
  const level = (rank: number): AreaWithBorder[] => sample.areas.filter((a) => a.level === rank);
  const coverage = fromPolygons(level(5));
  if ('faults' in coverage) throw new Error('the lowest areas are not seamless');
  const cellAt = createCellAt(coverage);
  return {
    sample,
    byId,
    level,
    cellAt,
    upTo: (id, rank) => {
      let area = byId.get(id)!;
      while (area.level > rank) area = byId.get(area.parentId!)!;
      return area.id;
    },
    cellOf: new Map(sample.buildings.map((b) => [b, cellAt(...buildingPoint(b.coordinates))])),
  };
}
