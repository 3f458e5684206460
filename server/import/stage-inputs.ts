import { buildingPoint } from '#data/buildings/building-point.ts';
import { beginningOf } from '#data/import/local-time.ts';
import type { Manifest } from '#data/import/manifest.ts';
import { mapBuilding } from '#data/import/map-building.ts';
import { mapFeature } from '#data/import/map-feature.ts';
import { mapIncident } from '#data/import/map-incident.ts';
import { mapPrecinct } from '#data/import/map-precinct.ts';
import { mapSite } from '#data/import/map-site.ts';
import { mapUnit } from '#data/import/map-unit.ts';
import { no, type Mapped } from '#data/import/mapped.ts';
import type { LocalTime } from '#data/import/pick-time.ts';
import type { CopyValue } from '#server/db/copy-rows.sql.ts';
import { toEwkbHex } from '#server/db/ewkb.ts';

import { incidentId } from './incident-id.ts';
import type { CellAt, StageInput } from './stage-noun.ts';
import type { StagedNoun } from './stage.sql.ts';

/** What rows are looked up in while they are read. */
export interface StageMeans {
  cellAt: CellAt;
  /** Of the areas in force, by code. */
  areaIds: ReadonlyMap<string, number>;
  /** Reads times of the district's zone. */
  local: LocalTime;
}

/** The same row as its stage takes it; a refusal and a row that is left out stay what they are. */
function staged<T>(mapped: Mapped<T>, toStage: (row: T) => CopyValue[]): Mapped<CopyValue[]> {
  if (mapped === 'left-out' || 'refused' in mapped) return mapped;
  return { row: toStage(mapped.row), moveDeg: mapped.moveDeg };
}

const pointHex = (at: [number, number]): string => toEwkbHex({ type: 'Point', coordinates: at });

/** A manifest's inputs of each noun, in the order in which they are stored: values as the columns of the stages have them. */
export function stageInputs(
  manifest: Manifest,
  { cellAt, areaIds, local }: StageMeans,
): [noun: StagedNoun, inputs: StageInput[]][] {
  const features = (manifest.features ?? []).map((input): StageInput => ({
    file: input.file,
    pieces: input.pieces,
    lookup: input.lookup,
    picks: [input.key, input.class, input.name, input.nameEn],
    map: (row) =>
      staged(mapFeature(row, input), (f) => [f.key, f.kind, f.class, f.name, f.nameEn, toEwkbHex(f.geometry)]), // prettier-ignore
  }));

  const buildings = (manifest.buildings ?? []).map((input): StageInput => ({
    file: input.file,
    pieces: input.pieces,
    picks: [input.key, input.code, input.name, input.address, input.use, input.floors, input.heightM, input.households, input.residents], // prettier-ignore
    map: (row) =>
      staged(mapBuilding(row, input), (b) => {
        const areaId = cellAt(...buildingPoint(b.coordinates));
        const geom = toEwkbHex({ type: 'MultiPolygon', coordinates: b.coordinates });
        return [b.key, b.code, b.name, b.address, b.use, b.floors, b.heightM, b.households, b.residents, areaId, geom]; // prettier-ignore
      }),
  }));

  // A camera whose state has no time of its own: the beginning of the day that its data is of.
  const day = manifest.dataDates?.sites ?? manifest.areas?.validFrom ?? '1970-01-01';
  const asOf = new Date(beginningOf(day, local)).toISOString();
  const sites = (manifest.sites ?? []).map((input): StageInput => ({
    file: input.file,
    picks: [input.key, input.code, input.class, input.name, input.azimuthDeg, input.state, input.stateAt?.from, input.at?.lng, input.at?.lat], // prettier-ignore
    map: (row) =>
      staged(mapSite(row, input, local, asOf), (s) => {
        const areaId = cellAt(...s.at);
        return [s.key, s.code, s.kind, s.class, s.name, s.azimuthDeg, s.state, s.stateAt, areaId, pointHex(s.at)]; // prettier-ignore
      }),
  }));

  const units = (manifest.units ?? []).map((input): StageInput => ({
    file: input.file,
    picks: [input.key, input.code, input.kind, input.name, input.homeArea],
    map: (row) => {
      const mapped = mapUnit(row, input);
      if (mapped === 'left-out' || 'refused' in mapped) return mapped;
      const { homeArea } = mapped.row;
      const home = homeArea === null ? null : areaIds.get(homeArea);
      if (home === undefined) return no('unknown-area');
      return staged(mapped, (u) => [u.key, u.code, u.kind, u.name, home]);
    },
  }));

  const precincts = (manifest.precincts ? [manifest.precincts] : []).map((input): StageInput => ({
    file: input.file,
    picks: [input.key, input.code, input.name],
    map: (row) =>
      staged(mapPrecinct(row, input), (p) => [p.key, p.code, p.name, toEwkbHex({ type: 'MultiPolygon', coordinates: p.coordinates })]), // prettier-ignore
  }));

  const incidents = (manifest.incidents ?? []).map((input): StageInput => ({
    file: input.file,
    picks: [input.key, input.category, input.title, input.description, input.address, input.at?.lng, input.at?.lat, input.reportedAt.from, input.state, input.closedAt?.from, input.origin], // prettier-ignore
    map: (row) =>
      staged(mapIncident(row, input, local), (i) => {
        const areaId = i.at && cellAt(...i.at);
        return [i.key, incidentId(manifest.source, i.key), i.category, i.title, i.description, i.address, i.origin, i.reportedAt, i.state, i.closedAt, areaId, i.at && pointHex(i.at)]; // prettier-ignore
      }),
  }));

  return [
    ['features', features],
    ['buildings', buildings],
    ['sites', sites],
    ['units', units],
    ['precincts', precincts],
    ['incidents', incidents],
  ];
}
