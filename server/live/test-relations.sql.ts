import { createHash, randomUUID } from 'node:crypto';

import type pg from 'pg';

import type { PostRole } from '#data/people/person.ts';
import { insertTestSession } from '#server/session/test-session.sql.ts';

/** For tests of scopes, on the drawing. A post of grid 101: what is in it, in a cell of it, in what holds it, beside it, and in no area. */
export const AREAS = { O: 101, C: 1, P: 100, S: 102, N: null } as const;
export type Letter = keyof typeof AREAS;
export const LETTERS = Object.keys(AREAS) as Letter[];
/** The id of the camera and of the unit in a relation. */
export const nth = (letter: Letter): number => 1 + LETTERS.indexOf(letter);
export const incidentOf = new Map(LETTERS.map((letter) => [letter, randomUUID()]));

/** What a post is held for: grid 101, the district, an organisation, a building. */
export const HELD = ['grid', 'district', 'organisation', 'building'] as const;
export type Held = (typeof HELD)[number];

/** An open incident, a unit and a camera in each relation, and a building. */
export async function insertRelations(ownerPool: pg.Pool, at: Date): Promise<void> {
  await ownerPool.query(`INSERT INTO categories VALUES ('fire', '火情', 'Fire', 1);
    INSERT INTO buildings (id, code, use, area_id, edition_id, geom, source_key)
    SELECT 1, 'B', 'residential', 1, 1, ST_Multi(ST_MakeEnvelope(118.8, 32, 118.80001, 32.00001, 4490)), 'B'`);
  for (const letter of LETTERS) {
    const area = AREAS[letter];
    const edition = area === null ? null : 1;
    const id = incidentOf.get(letter);
    await ownerPool.query(
      `INSERT INTO incidents (id, no, category, severity, title, area_id, edition_id, origin, reported_at, source_key)
       VALUES ($1, $2, 'fire', 1, 't', $3, $4, 'patrol', $5, $2)`,
      [id, `26060100${nth(letter)}`, area, edition, at],
    );
    await ownerPool.query(
      `INSERT INTO entries (incident_id, revision, step, at, actor, note) VALUES ($1, 1, 'report', $2, '', '')`,
      [id, at],
    );
    await ownerPool.query(
      `INSERT INTO sites (id, code, kind, class, name, geom, state, state_at, area_id, edition_id, source_key)
       VALUES ($1, $2, 'camera', 'dome', 'c', ST_SetSRID(ST_MakePoint(118.8, 32), 4490), 'online', $3, $4, $5, $2)`,
      [nth(letter), `C${letter}`, at, area, edition],
    );
    await insertUnit(ownerPool, { id: nth(letter), personId: null, areaId: area });
  }
}

/** Somebody on duty who is at home in an area. */
export async function insertUnit(
  ownerPool: pg.Pool,
  { id, personId, areaId }: { id: number; personId: number | null; areaId: number | null },
): Promise<void> {
  await ownerPool.query(
    `INSERT INTO units (id, code, kind, name, person_id, home_area_id, on_duty, source_key) VALUES ($1, $2, 'worker', 'u', $3, $4, TRUE, $2)`,
    [id, `U${id}`, personId, areaId],
  );
}

/** Somebody with a post, a session and a unit of their own, at home in grid 103; answers the cookie. */
export async function insertHolder(
  ownerPool: pg.Pool,
  who: { personId: number; role: PostRole | null; held: Held; at: Date },
): Promise<string> {
  const { personId, role, held, at } = who;
  const areaId = held === 'grid' ? 101 : 100;
  const cookie = await insertTestSession(ownerPool, { personId, role, areaId, at });
  const of = { grid: null, district: null, organisation: 'organisation_id = 3', building: 'building_id = 1' }[held]; // prettier-ignore
  if (of) await ownerPool.query(`UPDATE posts SET area_id = NULL, ${of} WHERE person_id = $1`, [personId]); // prettier-ignore
  await insertUnit(ownerPool, { id: personId, personId, areaId: 103 });
  return cookie;
}

/** A secret of a name, for a device; always the same one. */
export const secretOf = (name: string): string => createHash('sha256').update(name).digest('base64url'); // prettier-ignore

/** A device that is known by a secret. */
export async function insertDevice(
  ownerPool: pg.Pool,
  device: { kind: 'wall' | 'tracker' | 'integration'; secret: string; at: Date; areaId?: number | null; unitId?: number }, // prettier-ignore
): Promise<void> {
  const { kind, secret, at, areaId = null, unitId = null } = device;
  await ownerPool.query(
    `INSERT INTO devices (id, kind, name, purpose, area_id, unit_id, secret_hash, made_at, made_by) VALUES ($1, $2, $2, $3, $4, $5, $6, $7, '')`,
    [randomUUID(), kind, kind === 'integration' ? 'intake' : null, areaId, unitId, createHash('sha256').update(secret).digest(), at], // prettier-ignore
  );
}
