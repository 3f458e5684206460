import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

import type { PrecinctInput } from './manifest.ts';
import { isTooLong, no, type Mapped } from './mapped.ts';
import { polygonsOf, snapGeometry } from './snap-geometry.ts';
import { pickText, type SourceRow } from './source-row.ts';

export interface PrecinctRow {
  key: string;
  code: string;
  name: string;
  coordinates: MultiPolygonCoordinates;
}

/** A shape from outside that may overlap others. */
export function mapPrecinct(row: SourceRow, input: PrecinctInput): Mapped<PrecinctRow> {
  const key = pickText(row, input.key);
  if (key === null) return no('no-key');
  const snapped = snapGeometry(row.geometry);
  if (typeof snapped === 'string') return no(snapped);
  const coordinates = polygonsOf(snapped.geometry);
  if (!coordinates) return no('wrong-geometry');
  const code = pickText(row, input.code) ?? key;
  const name = pickText(row, input.name) ?? key;
  if (isTooLong({ key, code, name })) return no('text-too-long');
  return { row: { key, code, name, coordinates }, moveDeg: snapped.moveDeg };
}
