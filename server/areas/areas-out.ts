import type { Area } from '#data/areas/area.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

import { writeGeoPackage, type PackageLayer } from './write-geo-package.ts';

type AreaSaidOut = Pick<Area, 'id' | 'code' | 'parentId' | 'level' | 'kind' | 'name' | 'nameEn'>;
/** An area with its border and what its parent is called. */
export type ExportedArea = AreaSaidOut & {
  parentCode: string | null;
  coordinates: MultiPolygonCoordinates;
};

/** What is said of an area out of the house: by these names it comes back. */
const SAID: PackageLayer<ExportedArea>['columns'] = {
  id: { type: 'INTEGER', value: (a) => a.id },
  code: { type: 'TEXT', value: (a) => a.code },
  parent: { type: 'TEXT', value: (a) => a.parentCode },
  level: { type: 'INTEGER', value: (a) => a.level },
  kind: { type: 'TEXT', value: (a) => a.kind },
  name: { type: 'TEXT', value: (a) => a.name },
  name_en: { type: 'TEXT', value: (a) => a.nameEn },
};

/** Areas that are handed out, and what is said of all of them. */
export interface AreasOut {
  areas: ExportedArea[];
  name: string;
  validFrom: Date | null;
}

/** Areas with their borders and what their parents are called; of one level or all. */
export function areasOut(
  areas: readonly AreaSaidOut[],
  shapes: ReadonlyMap<number, MultiPolygonCoordinates>,
  level: number | null,
): ExportedArea[] {
  const codes = new Map(areas.map(({ id, code }) => [id, code]));
  return areas
    .filter((area) => level === null || area.level === level)
    .map((area) => ({
      ...area,
      parentCode: area.parentId === null ? null : (codes.get(area.parentId) ?? null),
      coordinates: shapes.get(area.id) ?? [],
    }));
}

/** Areas as GeoJSON (RFC 7946), piece by piece; coordinates are the lattice's own seven digits. */
export function* toGeoJson(areas: readonly ExportedArea[]): Generator<string> {
  yield '{"type":"FeatureCollection","features":[';
  for (const [i, area] of areas.entries()) {
    const properties = Object.fromEntries(Object.entries(SAID).map(([name, { value }]) => [name, value(area)])); // prettier-ignore
    const feature = { type: 'Feature', id: area.id, properties, geometry: { type: 'MultiPolygon', coordinates: area.coordinates } }; // prettier-ignore
    yield `${i === 0 ? '\n' : ',\n'}${JSON.stringify(feature)}`;
  }
  yield '\n]}\n';
}

/** Areas as a GeoPackage of one layer, `areas`. */
export function toGeoPackage(
  areas: readonly ExportedArea[],
  said: { description: string; madeAt: Date },
): Promise<Uint8Array> {
  return writeGeoPackage({ name: 'areas', ...said, columns: SAID, rows: areas });
}
