import type { Petitioner, ShownPetitioner } from '#data/incidents/petitioner.ts';
import type { Db } from '#server/db/database.ts';

/** Keep who told of an incident. */
export async function insertPetitioner(db: Db, incidentId: string, who: Petitioner): Promise<void> {
  await db.query('INSERT INTO petitioners (incident_id, name, phone) VALUES ($1, $2, $3)', [
    incidentId,
    who.name?.trim() ?? null,
    who.phone ?? null,
  ]);
}

/** Who told of an incident, masked by the database: what is behind the mask is not in this process. Null for nobody. */
export async function selectMasked(db: Db, incidentId: string): Promise<ShownPetitioner | null> {
  const { rows } = await db.query<ShownPetitioner>(
    'SELECT name, phone FROM masked_petitioner($1)',
    [incidentId],
  );
  return rows[0] ?? null;
}

/**
 * What is behind the mask; null unless a row of the audit, committed and among the last ones, says that it is opened, and
 * where `db` is in a transaction that has written.
 *
 * @param opening the row's number
 */
export async function selectOpened(
  db: Db,
  incidentId: string,
  opening: number,
): Promise<ShownPetitioner | null> {
  const { rows } = await db.query<ShownPetitioner>(
    'SELECT name, phone FROM opened_petitioner($1, $2)',
    [incidentId, opening],
  );
  return rows[0] ?? null;
}

/**
 * A text without what it repeats of who told of an incident: so a guess is told from what is not one. Null unless a row of
 * the audit, committed and among the last ones, says that they are asked about, and as for `selectOpened`.
 *
 * @param asking the row's number
 */
export async function selectWithout(
  db: Db,
  incidentId: string,
  said: string,
  asking: number,
): Promise<string | null> {
  const { rows } = await db.query<{ text: string | null }>(
    'SELECT without_petitioner($1, $2, $3) AS text',
    [incidentId, said, asking],
  );
  return rows[0]!.text;
}
