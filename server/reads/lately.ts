import type pg from 'pg';

import type { Lately, LATELY_DAYS } from '#data/wire/about.ts';
import type { Ask } from '#server/session/session.ts';

import { familyOf } from './area-family.ts';
import type { FiguresRead } from './area-figures.ts';
import { selectLately, type Where } from './lately.sql.ts';
import type { Subject } from './subject.ts';

/** "Here" is so far around: a micro-grid is about 118 m wide. */
const HERE_M = 100;
const DAY_MS = 86_400_000;

/** What happened in an area (of a unit: in its own), or around a place, in the last days. */
export async function readLately(
  ask: Ask,
  pool: pg.Pool,
  read: Pick<FiguresRead, 'areas'>,
  subject: Subject,
  asked: { days: (typeof LATELY_DAYS)[number]; limit: number },
): Promise<Lately> {
  const { of, at, areaId } = subject;
  const ofArea = of.noun === 'areas' || of.noun === 'units';
  let where: Where | null = null;
  if (ofArea && areaId !== null) where = { cells: familyOf(read.areas, areaId).cells };
  else if (!ofArea && at) where = { at, withinM: HERE_M };
  const withinM = ofArea ? null : HERE_M;
  if (!where) return { withinM, incidents: [], count: 0 };
  const found = await selectLately(pool, ask.session.scopeOf('see-incidents'), {
    where,
    from: new Date(ask.at.getTime() - asked.days * DAY_MS),
    until: ask.at,
    but: of.noun === 'incidents' ? of.id : null,
    limit: asked.limit,
  });
  return { withinM, ...found };
}
