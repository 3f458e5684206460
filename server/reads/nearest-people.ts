import { distanceM } from '#data/geo/distance-m.ts';
import { placeIn, type Columns } from '#data/wire/columns.ts';

/** Somebody of the columns, with how far. */
interface SlotNear {
  slot: number;
  distanceM: number;
}

const M_A_DEG = 110_500;

/**
 * Whose newest fix is nearest to a place, the nearest first, and how many there are. Only who has a place (is on duty
 * and was heard of), measured at `sinceMs` or later.
 *
 * @param bounds.isSeen only those whose place may be seen
 * @param bounds.isIn only those whose place is in it, however far; null: only those within `withinM` metres
 */
export function nearestPeople(
  columns: Columns,
  at: [number, number],
  bounds: {
    sinceMs: number;
    limit: number;
    withinM: number;
    isIn: ((lng: number, lat: number) => boolean) | null;
    isSeen?: (unitId: number) => boolean;
  },
): { nearest: SlotNear[]; count: number } {
  const { sinceMs, limit, withinM, isIn, isSeen } = bounds;
  const tall = withinM / M_A_DEG;
  const wide = tall / Math.cos((at[1] * Math.PI) / 180);
  const found: SlotNear[] = [];
  for (let slot = 0; slot < columns.count; slot++) {
    if (columns.measuredAt[slot]! < sinceMs) continue;
    const place = placeIn(columns, slot);
    if (!place || isSeen?.(columns.ids[slot]!) === false) continue;
    if (isIn) {
      if (isIn(place[0], place[1])) found.push({ slot, distanceM: distanceM(at, place) });
      continue;
    }
    // A box first: most are far.
    if (Math.abs(place[0] - at[0]) > wide || Math.abs(place[1] - at[1]) > tall) continue;
    const m = distanceM(at, place);
    if (m <= withinM) found.push({ slot, distanceM: m });
  }
  found.sort((a, b) => a.distanceM - b.distanceM || columns.ids[a.slot]! - columns.ids[b.slot]!);
  return { nearest: found.slice(0, limit), count: found.length };
}
