import type { Kind, Oracle } from './oracle.ts';
import { CAPTAINS_PACK, GROUND_PACK, HEAT_PACK, SITES_PACK, wrongInCaptains, wrongInHeat, wrongInSites, type Came } from './packs.ts'; // prettier-ignore
import { BUILDINGS, STATIONS, type Reported } from './world.sql.ts';

/** A pack as it came to somebody, and between which moments they asked for it. */
export interface Taken {
  whose: string;
  path: string;
  came: Came;
  fromMs: number;
  toMs: number;
  /** All is quiet: it is exactly what is theirs. Else what is theirs may be missing, and what was theirs be there for this long, ms. */
  graceMs: number | null;
  /** All incidents that there ever were, read after it came. */
  reported: readonly Reported[];
}

/**
 * What is wrong with a pack that differs by who asks for it; none where nothing is.
 *
 * @param names of people, by `p` and person
 * @param cameras so many sites are cameras, the first ones; those after are stations, which are public
 */
export function wrongInPack(
  { whose, path, came: { status, bytes }, fromMs, toMs, graceMs, reported }: Taken,
  { oracle, names, cameras }: { oracle: Oracle; names: ReadonlyMap<string, string>; cameras: number }, // prettier-ignore
): string[] {
  const sinceMs = fromMs - (graceMs ?? 0);
  const may = (kind: Kind, id: number | string): boolean => oracle.may(whose, kind, id, sinceMs, toMs, false); // prettier-ignore
  const must = (kind: Kind, id: number | string): boolean => graceMs === null && [fromMs, toMs].every((ms) => oracle.may(whose, kind, id, ms, ms, false)); // prettier-ignore
  const mayAsk = oracle.mayAsk(whose, 'incident', sinceMs, toMs);
  const mustAsk = graceMs === null && [fromMs, toMs].every((ms) => oracle.mayAsk(whose, 'incident', ms, ms)); // prettier-ignore
  const [given, due] = path === GROUND_PACK ? [may('plan', 'ground'), must('plan', 'ground')] : path === HEAT_PACK ? [mayAsk, mustAsk] : [true, true]; // prettier-ignore
  if (status !== 200) return due ? [`status ${status}, and it is theirs`] : [];
  if (!given) return ['it is given, and not theirs'];
  if (path === SITES_PACK) {
    const ids = Array.from({ length: cameras + STATIONS }, (_, i) => i + 1);
    return wrongInSites(bytes, ids.filter((id) => (id > cameras ? graceMs === null : must('camera', id))), (id) => id > cameras || may('camera', id)); // prettier-ignore
  }
  if (path === HEAT_PACK) return wrongInHeat(bytes, reported, (id) => must('incident', id), (id) => may('incident', id)); // prettier-ignore
  if (path !== CAPTAINS_PACK) return [];
  const answersAt = (id: number): boolean => [fromMs, toMs].every((ms) => oracle.captainsOf(id, ms, ms).length > 0); // prettier-ignore
  const owed = Array.from({ length: BUILDINGS }, (_, i) => i + 1).filter((id) => must('captain', id) && answersAt(id)); // prettier-ignore
  return wrongInCaptains(bytes, owed, (id) => (may('captain', id) ? oracle.captainsOf(id, sinceMs, toMs).map((one) => names.get(one) ?? '') : [])); // prettier-ignore
}
