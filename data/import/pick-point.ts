import type { RowRefusal } from './report.ts';
import { snapGeometry } from './snap-geometry.ts';
import { pickNumber, type SourceRow } from './source-row.ts';

/** A point of a row: its GeoJSON point, or two columns. null where there is none. */
export function pickPoint(
  row: SourceRow,
  at: { lng: string; lat: string } | undefined,
): { at: [number, number] | null; moveDeg: number } | RowRefusal {
  if (at) {
    const lng = pickNumber(row, at.lng);
    const lat = pickNumber(row, at.lat);
    if (lng === null || lat === null) return { at: null, moveDeg: 0 };
    const snapped = snapGeometry({ type: 'Point', coordinates: [lng, lat] });
    if (typeof snapped === 'string') return snapped;
    return { at: snapped.geometry.coordinates as [number, number], moveDeg: snapped.moveDeg };
  }
  if (row.geometry === null || row.geometry === undefined) return { at: null, moveDeg: 0 };
  const snapped = snapGeometry(row.geometry);
  if (typeof snapped === 'string') return snapped;
  if (snapped.geometry.type !== 'Point') return 'wrong-geometry';
  return { at: snapped.geometry.coordinates, moveDeg: snapped.moveDeg };
}
