import type { Level } from '#data/areas/area.ts';
import type { Category } from '#data/incidents/incident.ts';
import type { District, Versions } from '#data/wire/messages.ts';
import type { Db } from '#server/db/database.ts';

/** What the district is and what is known of it. `openToNetwork` and `tiles` are the server's to say. */
export async function selectDistrict(
  db: Db,
  timeZone: string,
): Promise<Omit<District, 'openToNetwork' | 'tiles'>> {
  const { rows } = await db.query<{
    district: { code: string; name: string; nameEn: string | null; timeZone: string; attribution: string } | null; // prettier-ignore
    levels: Level[];
    categories: Category[];
    editionId: number | null;
    sample: District['sample'];
    dataDates: Record<string, string>;
    bounds: [number, number, number, number] | null;
    holds: boolean;
  }>(
    `WITH edition AS (SELECT e.id FROM editions e WHERE e.id = edition_in_force()),
     box AS (
       SELECT ST_Extent(a.geom) AS b FROM areas a, edition e
       WHERE a.level = 1 AND a.from_edition <= e.id AND (a.to_edition IS NULL OR a.to_edition > e.id)
     )
     SELECT
       (SELECT json_build_object('code', code, 'name', name, 'nameEn', name_en, 'timeZone', time_zone, 'attribution', attribution) FROM district) AS district,
       (SELECT coalesce(json_agg(json_build_object('rank', rank, 'key', key, 'nameZh', name_zh, 'nameEn', name_en) ORDER BY rank), '[]') FROM levels) AS levels,
       (SELECT coalesce(json_agg(json_build_object('key', key, 'nameZh', name_zh, 'nameEn', name_en, 'severity', severity) ORDER BY severity, key), '[]') FROM categories) AS categories,
       (SELECT id FROM edition) AS "editionId",
       (SELECT json_build_object('size', size, 'seed', seed, 'endDate', end_date::text) FROM sample_mark) AS sample,
       (SELECT coalesce(json_object_agg(noun, as_of::text), '{}') FROM data_dates) AS "dataDates",
       (SELECT CASE WHEN b IS NULL THEN NULL ELSE json_build_array(ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b)) END FROM box) AS bounds,
       (EXISTS (SELECT FROM areas) OR EXISTS (SELECT FROM features) OR EXISTS (SELECT FROM buildings)
         OR EXISTS (SELECT FROM sites) OR EXISTS (SELECT FROM units) OR EXISTS (SELECT FROM incidents)) AS holds`,
  );
  const row = rows[0]!;
  return {
    code: row.district?.code ?? '',
    name: row.district?.name ?? '',
    nameEn: row.district?.nameEn ?? null,
    timeZone: row.district?.timeZone ?? timeZone,
    attribution: row.district?.attribution ?? '',
    levels: row.levels,
    categories: row.categories,
    editionId: row.editionId,
    sample: row.sample,
    empty: !row.holds,
    dataDates: row.dataDates,
    bounds: row.bounds,
  };
}

/** Versions of all packed nouns. */
export async function selectVersions(db: Db): Promise<Versions> {
  const { rows } = await db.query<{ noun: keyof Versions; version: number }>(
    'SELECT noun, version FROM versions',
  );
  return Object.fromEntries(rows.map((row) => [row.noun, row.version])) as unknown as Versions;
}
