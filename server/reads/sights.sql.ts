import type { Db } from '#server/db/database.ts';

/** The area of each camera, by its id. */
export async function selectCameraAreas(db: Db): Promise<Map<number, number | null>> {
  const { rows } = await db.query<{ id: number; areaId: number | null }>(
    `SELECT id, area_id AS "areaId" FROM sites WHERE kind = 'camera'`,
  );
  return new Map(rows.map(({ id, areaId }) => [id, areaId]));
}
