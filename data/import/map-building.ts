import type { BuildingUse } from '#data/buildings/building.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

import type { BuildingInput } from './manifest.ts';
import { isTooLong, no, type Mapped } from './mapped.ts';
import { polygonsOf, snapGeometry } from './snap-geometry.ts';
import { choose, pickNumber, pickText, type SourceRow } from './source-row.ts';

export interface BuildingRow {
  key: string;
  code: string;
  name: string | null;
  address: string | null;
  use: BuildingUse;
  floors: number | null;
  heightM: number | null;
  households: number | null;
  residents: number | null;
  coordinates: MultiPolygonCoordinates;
}

/** A footprint. Counts are whole and not negative. */
export function mapBuilding(row: SourceRow, input: BuildingInput): Mapped<BuildingRow> {
  const use = choose(row, input.use);
  if (use === null) return 'left-out';
  const key = pickText(row, input.key);
  if (key === null) return no('no-key');
  const snapped = snapGeometry(row.geometry);
  if (typeof snapped === 'string') return no(snapped);
  const coordinates = polygonsOf(snapped.geometry);
  if (!coordinates) return no('wrong-geometry');
  const floors = pickNumber(row, input.floors);
  const heightM = pickNumber(row, input.heightM);
  const households = pickNumber(row, input.households);
  const residents = pickNumber(row, input.residents);
  const counts: [number | null, number][] = [
    [floors, 200],
    [households, 100_000],
    [residents, 1_000_000],
  ];
  if (counts.some(([n, most]) => n !== null && !(Number.isInteger(n) && n >= 0 && n <= most))) {
    return no('bad-number');
  }
  if (heightM !== null && !(heightM >= 0 && heightM <= 1000)) return no('bad-number');
  const code = pickText(row, input.code) ?? key;
  const name = pickText(row, input.name);
  const address = pickText(row, input.address);
  if (isTooLong({ key, code, name, address })) return no('text-too-long');
  return {
    row: {
      key,
      code,
      name,
      address,
      use: use as BuildingUse,
      floors,
      heightM,
      households,
      residents,
      coordinates,
    },
    moveDeg: snapped.moveDeg,
  };
}
