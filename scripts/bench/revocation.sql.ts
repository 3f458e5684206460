import type pg from 'pg';

/** Somebody on duty who is at home in an area. */
export async function insertUnit(
  ownerPool: pg.Pool,
  unit: { id: number; areaId: number },
): Promise<void> {
  await ownerPool.query(
    `INSERT INTO units (id, code, kind, name, home_area_id, on_duty, source_key) VALUES ($1, $2, 'worker', $2, $3, TRUE, $2)`,
    [unit.id, `U${unit.id}`, unit.areaId],
  );
}

/** The posts of somebody end at a time. */
export async function endPost(ownerPool: pg.Pool, personId: number, at: Date): Promise<void> {
  await ownerPool.query('UPDATE posts SET to_at = $2 WHERE person_id = $1', [personId, at]);
}
