import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';

import { packPlanGround, type PackedPlanGround } from '#data/wire/plan-ground-packed.ts';
import { transact } from '#server/db/database.ts';
import type { Hub } from '#server/live/hub.ts';
import type { Ask } from '#server/session/session.ts';
import { holdBytes, sendHeld, type HeldBytes } from '#server/wire/held-bytes.ts';
import { readSnapshotOnly } from '#server/wire/version.sql.ts';

import { selectCellSums } from './area-figures.sql.ts';
import type { FiguresRead } from './area-figures.ts';
import { selectCompounds, selectDwellers, selectIncidentPlaces, selectMembers } from './plan-ground.sql.ts'; // prettier-ignore

/** A city of four million has about so many incidents a year. */
const INCIDENTS_MAX = 1_000_000;
/** Incidents come and posts end meanwhile: figures of a plan are read by the month. Notices of posts come with every sign-out; all this is too dear for that. */
const RENEWED_MS = 600_000;

export interface PlanGroundRead {
  answer: (ask: Ask, request: FastifyRequest, reply: FastifyReply) => Promise<Buffer | null>;
}

/** Keep what figures of plans are counted from, packed, until there are other areas or buildings, something is imported or ten minutes have gone by. All who ask share it. */
export function createPlanGround(
  pool: pg.Pool,
  hub: Pick<Hub, 'onChange' | 'onReset'>,
  figures: (ask: Ask) => Promise<FiguresRead>,
): PlanGroundRead {
  let held: { bytes: Promise<HeldBytes>; at: number; of: FiguresRead } | null = null;
  hub.onChange((change) => {
    if (change.noun === 'district') held = null;
  });
  hub.onReset(async () => void (held = null));

  const load = async (ask: Ask, read: FiguresRead): Promise<HeldBytes> =>
    holdBytes(Buffer.from(packPlanGround(await readPlanGround(pool, ask.at, read))));

  return {
    answer: async (ask, request, reply) => {
      const now = ask.at.getTime();
      const of = await figures(ask);
      if (!held || held.of !== of || now - held.at > RENEWED_MS) {
        const loading = { bytes: load(ask, of), at: now, of };
        held = loading;
        loading.bytes.catch(() => {
          // The next request tries again.
          if (held === loading) held = null;
        });
      }
      return sendHeld(await held.bytes, request, reply, 'plan-ground', false);
    },
  };
}

async function readPlanGround(
  pool: pg.Pool,
  at: Date,
  { areas, figures }: FiguresRead,
): Promise<PackedPlanGround> {
  return transact(pool, async (db) => {
    await readSnapshotOnly(db);
    const dwellers = await selectDwellers(db);
    const staff = await selectMembers(db, at);
    const sums = await selectCellSums(db);
    const aYearAgo = new Date(at);
    aYearAgo.setUTCFullYear(at.getUTCFullYear() - 1);
    const parents = new Set([...areas.values()].map(({ parentId }) => parentId));
    const own = new Map<number, { households: number | null; residents: number | null }>();
    for (const [id, figure] of figures) {
      if (parents.has(id)) continue;
      const carried = sums.get(id);
      const households = carried?.households == null ? figure.households : null;
      const residents = carried?.residents == null ? figure.residents : null;
      // Nobody lives where nothing is counted: that goes without saying.
      if (households || residents) own.set(id, { households, residents });
    }
    return {
      dwellers: {
        ids: Uint32Array.from(dwellers, ({ id }) => id),
        households: Int32Array.from(dwellers, ({ households }) => households ?? -1),
        residents: Int32Array.from(dwellers, ({ residents }) => residents ?? -1),
        compounds: Uint32Array.from(dwellers, ({ compound }) => compound),
      },
      compounds: await selectCompounds(db),
      incidents: await selectIncidentPlaces(db, aYearAgo, at, INCIDENTS_MAX),
      members: new Map(staff.map(({ areaId, members }) => [areaId, members])),
      owned: new Set(staff.flatMap(({ areaId, isOwned }) => (isOwned ? [areaId] : []))),
      own,
    };
  });
}
