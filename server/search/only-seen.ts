import type { Act } from '#data/access/acts.ts';
import { inArea } from '#data/access/relation.ts';
import type { SearchAnswer } from '#data/wire/search.ts';
import { sees } from '#server/access/must.ts';
import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { selectWhereNow } from './where-now.sql.ts';

/** By what act a thing of a noun may be found; null: by everybody, or the database was asked for those alone. */
const BY: Record<SearchAnswer['noun'], readonly Act[] | null> = {
  places: null,
  areas: null,
  compounds: null,
  buildings: ['see-buildings'],
  people: ['see-staff'],
  units: ['see-staff', 'see-positions'],
  sites: null,
  incidents: null,
};

/** Classes of cameras: other sites are everybody's. */
const CAMERAS: ReadonlySet<string> = new Set(['fixed', 'dome']);

/** Whether whoever asks sees all that can be found. */
export function seesAllFound({ session }: Ask): boolean {
  const acts: Act[] = ['see-buildings', 'see-staff', 'see-incidents', 'see-cameras'];
  return acts.every((act) => session.scopeOf(act).kind === 'all');
}

/**
 * Of answers those that the one who asks may see. Where a thing is is read anew: the index may be of before an edition of
 * the borders, or of a post that has ended since.
 */
export async function onlySeen(
  ask: Ask,
  db: Db,
  answers: readonly SearchAnswer[],
): Promise<SearchAnswer[]> {
  if (seesAllFound(ask)) return [...answers];
  const actsOf = ({ noun, kind }: SearchAnswer): readonly Act[] | null => noun === 'sites' && CAMERAS.has(kind) ? ['see-cameras'] : BY[noun]; // prettier-ignore
  const idsOf = (of: SearchAnswer['noun']): number[] => answers.filter(({ noun }) => noun === of).map(({ id }) => Number(id)); // prettier-ignore
  const [buildings, people, sites, units] = [idsOf('buildings'), idsOf('people'), idsOf('sites'), idsOf('units')]; // prettier-ignore
  const now = await selectWhereNow(db, { buildings, people, sites, units }, ask.at);
  return answers.filter((answer) => {
    const acts = actsOf(answer);
    if (!acts) return true;
    const areaId = now.get(`${answer.noun} ${answer.id}`);
    if (areaId === undefined) return false;
    const buildingId = answer.noun === 'buildings' ? Number(answer.id) : null;
    return sees(ask, acts, { ...inArea(areaId), buildingId });
  });
}
