import type { Act } from '#data/access/acts.ts';
import { inArea } from '#data/access/relation.ts';
import type { SearchAnswer } from '#data/wire/search.ts';
import { sees } from '#server/access/must.ts';
import type { Ask } from '#server/session/session.ts';

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

/** Of answers those that the one who asks may see. */
export function onlySeen(ask: Ask, answers: readonly SearchAnswer[]): SearchAnswer[] {
  return answers.filter(({ noun, id, kind, areas }) => {
    const acts = noun === 'sites' && CAMERAS.has(kind) ? (['see-cameras'] as const) : BY[noun];
    if (!acts) return true;
    const buildingId = noun === 'buildings' ? Number(id) : null;
    return sees(ask, acts, { ...inArea(areas.at(-1)?.id ?? null), buildingId });
  });
}
