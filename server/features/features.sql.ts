import type { Feature, FeatureKind } from '#data/features/feature.ts';
import type { Db } from '#server/db/database.ts';
import { fromEwkb } from '#server/db/ewkb.ts';

/** The whole base map, neighbours near each other (their bytes then pack smaller). */
export async function selectFeatures(db: Db): Promise<Feature[]> {
  const { rows } = await db.query<{
    id: number;
    kind: FeatureKind;
    class: string;
    name: string | null;
    name_en: string | null;
    geom: Buffer;
  }>(
    `SELECT id, kind, class, name, name_en, ST_AsBinary(geom, 'NDR') AS geom FROM features ORDER BY kind, class, id`,
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    class: row.class,
    name: row.name,
    nameEn: row.name_en,
    geometry: fromEwkb(row.geom),
  }));
}
