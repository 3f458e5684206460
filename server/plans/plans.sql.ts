import type { Plan, PlanStatus } from '#data/plans/plan.ts';
import type { KeptPlanEdit } from '#data/plans/plan-edit.ts';
import type { Db } from '#server/db/database.ts';

interface PlanRow extends Omit<Plan, 'validFrom' | 'madeAt'> {
  validFrom: Date | null;
  madeAt: Date;
}

const COLUMNS = `id, name, edition_id AS "editionId", status, valid_from AS "validFrom", actor, made_at AS "madeAt",
  revision, position, edit_count AS "editCount"`;

function fromRow(row: PlanRow): Plan {
  return {
    ...row,
    validFrom: row.validFrom?.toISOString() ?? null,
    madeAt: row.madeAt.toISOString(),
  };
}

/** Store a new plan; null where there is one of its id. */
export async function insertPlan(
  db: Db,
  plan: Pick<Plan, 'id' | 'name' | 'editionId' | 'actor'>,
  at: Date,
): Promise<Plan | null> {
  const { rows } = await db.query<PlanRow>(
    `INSERT INTO plans (id, name, edition_id, actor, made_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}`,
    [plan.id, plan.name, plan.editionId, plan.actor, at],
  );
  return rows[0] ? fromRow(rows[0]) : null;
}

/** A plan by id; `lock` holds it until the transaction ends. */
export async function selectPlan(db: Db, id: string, lock = false): Promise<Plan | null> {
  const { rows } = await db.query<PlanRow>(
    `SELECT ${COLUMNS} FROM plans WHERE id = $1 ${lock ? 'FOR UPDATE' : ''}`,
    [id],
  );
  return rows[0] ? fromRow(rows[0]) : null;
}

/** Plans, the newest first; those begun before the one of `before`, at most `limit`. */
export async function selectPlans(
  db: Db,
  asked: { status: PlanStatus | null; before: string | null; limit: number },
): Promise<Plan[]> {
  const { rows } = await db.query<PlanRow>(
    `SELECT ${COLUMNS} FROM plans
     WHERE ($1::text IS NULL OR status = $1)
       AND ($2::uuid IS NULL OR (made_at, id) < (SELECT made_at, id FROM plans WHERE id = $2))
     ORDER BY made_at DESC, id DESC LIMIT $3`,
    [asked.status, asked.before, asked.limit],
  );
  return rows.map(fromRow);
}

/** What a plan is after something was done to it: its revision grows by one. */
export async function updatePlan(
  db: Db,
  id: string,
  to: Pick<Plan, 'status' | 'validFrom' | 'position' | 'editCount'>,
): Promise<Plan> {
  const { rows } = await db.query<PlanRow>(
    `UPDATE plans SET status = $2, valid_from = $3, position = $4, edit_count = $5, revision = revision + 1
     WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, to.status, to.validFrom, to.position, to.editCount],
  );
  return fromRow(rows[0]!);
}

/** From now on a transaction reads what was committed when it begins to, and nothing later. First in it. */
export async function readOneMoment(db: Db): Promise<void> {
  await db.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
}

type EditRow = Omit<KeptPlanEdit, 'madeAt'> & { madeAt: Date };
const EDIT_COLUMNS = 'seq, id, act, edit, actor, made_at AS "madeAt"';
const editFrom = (row: EditRow): KeptPlanEdit => ({ ...row, madeAt: row.madeAt.toISOString() });

/** An edit of a plan by its id; null where the plan has none. */
export async function selectEdit(db: Db, planId: string, id: string): Promise<KeptPlanEdit | null> {
  const { rows } = await db.query<EditRow>(
    `SELECT ${EDIT_COLUMNS} FROM plan_edits WHERE plan_id = $1 AND id = $2`,
    [planId, id],
  );
  return rows[0] ? editFrom(rows[0]) : null;
}

/**
 * Edits of a plan after a place in it up to another, in order or the last one first: at most `limit`, and no more than
 * about `maxBytes` but for the first.
 */
export async function selectEdits(
  db: Db,
  planId: string,
  asked: { after: number; upTo: number; limit: number; maxBytes: number; lastFirst?: boolean },
): Promise<KeptPlanEdit[]> {
  const order = `ORDER BY seq ${asked.lastFirst ? 'DESC' : 'ASC'}`;
  const { rows } = await db.query<EditRow>(
    `WITH asked AS (
       SELECT *, octet_length(edit::text) + octet_length(act::text) AS size
       FROM plan_edits WHERE plan_id = $1 AND seq > $2 AND seq <= $3 ${order} LIMIT $4
     ), measured AS (SELECT *, sum(size) OVER (${order}) - size AS before FROM asked)
     SELECT ${EDIT_COLUMNS} FROM measured WHERE before < $5 ${order}`,
    [planId, asked.after, asked.upTo, asked.limit, asked.maxBytes],
  );
  return rows.map(editFrom);
}

/** Those who have drawn what a plan comes to, by the edit that each made first; at most so many are named. */
export async function selectDrawers(
  db: Db,
  planId: string,
  upTo: number,
  most: number,
): Promise<string[]> {
  const { rows } = await db.query<{ actor: string }>(
    `SELECT actor FROM plan_edits WHERE plan_id = $1 AND seq <= $2 AND actor <> '' GROUP BY actor ORDER BY min(seq) LIMIT $3`,
    [planId, upTo, most],
  );
  return rows.map(({ actor }) => actor);
}

/** Store an edit at its place; what lay there and after it was taken back, and goes. */
export async function insertEdit(db: Db, planId: string, kept: KeptPlanEdit): Promise<void> {
  await db.query('DELETE FROM plan_edits WHERE plan_id = $1 AND seq >= $2', [planId, kept.seq]);
  await db.query(
    `INSERT INTO plan_edits (plan_id, seq, id, act, edit, actor, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      planId,
      kept.seq,
      kept.id,
      JSON.stringify(kept.act),
      JSON.stringify(kept.edit),
      kept.actor,
      kept.madeAt,
    ],
  );
}

/** Give a plan that has none the edits of another. */
export async function copyEdits(db: Db, fromId: string, toId: string): Promise<void> {
  await db.query(
    `INSERT INTO plan_edits (plan_id, seq, id, act, edit, actor, made_at)
     SELECT $2, seq, id, act, edit, actor, made_at FROM plan_edits WHERE plan_id = $1`,
    [fromId, toId],
  );
}

/** A plan's edits are these from now on, and it is drawn on this edition. */
export async function replaceEdits(
  db: Db,
  planId: string,
  editionId: number,
  edits: readonly KeptPlanEdit[],
): Promise<void> {
  await db.query('DELETE FROM plan_edits WHERE plan_id = $1', [planId]);
  await db.query('UPDATE plans SET edition_id = $2 WHERE id = $1', [planId, editionId]);
  for (const { seq, id, act, edit, actor, madeAt } of edits)
    await db.query(
      `INSERT INTO plan_edits (plan_id, seq, id, act, edit, actor, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [planId, seq, id, JSON.stringify(act), JSON.stringify(edit), actor, madeAt],
    );
}

/** Of the people and organisations that are named, one that there is not; null where all are there. */
export async function selectUnknown(
  db: Db,
  people: readonly number[],
  organisations: readonly number[],
): Promise<{ of: 'person' | 'organisation'; id: number } | null> {
  const { rows } = await db.query<{ of: 'person' | 'organisation'; id: number }>(
    `SELECT 'person' AS of, n.id FROM unnest($1::integer[]) n(id) WHERE NOT EXISTS (SELECT FROM people p WHERE p.id = n.id)
     UNION ALL
     SELECT 'organisation', n.id FROM unnest($2::integer[]) n(id) WHERE NOT EXISTS (SELECT FROM organisations o WHERE o.id = n.id)
     LIMIT 1`,
    [people, organisations],
  );
  return rows[0] ?? null;
}
