import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ACTS } from '#data/access/acts.ts';
import { heldPosts } from '#data/access/held-posts.ts';
import { may } from '#data/access/may.ts';
import type { Thing } from '#data/access/relation.ts';
import { scopeOf } from '#data/access/scope.ts';
import { randomHolder, randomThing, randomTrees } from '#data/fixtures/random-holder.ts';
import { DISTRICT_ROLES, POST_ROLES, type Post } from '#data/people/person.ts';
import { createDraw } from '#data/sample/draw.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';

import { selectHeldPosts } from './held-posts.sql.ts';
import { scopeCondition, selectTrees } from './scope.sql.ts';

const draw = createDraw(20260317, 'scopes');
const trees = randomTrees(draw, 60, 25);
const things: Thing[] = Array.from({ length: 200 }, () => randomThing(draw, trees));
const SQUARE = `ST_Multi(ST_MakeEnvelope(118, 32, 118.1, 32.1, 4490))`;
const COLUMNS = {
  area: 'area_id',
  organisation: 'organisation_id',
  building: 'building_id',
  people: 'person_ids',
};

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const { ownerPool } = database;
  await ownerPool.query(`
    INSERT INTO levels VALUES (1, 'district', '区', 'District'), (2, 'below', '下', 'Below');
    INSERT INTO editions (id, valid_from, waits) VALUES (1, '2026-01-01', FALSE), (2, '2026-02-01', FALSE), (3, '2026-09-01', TRUE)`);
  // Of three areas one is no more, one hung elsewhere before; where one will hang, in an edition that waits, counts for nothing.
  for (const [id, parent] of trees.areas) {
    const insert = (parentId: number | null, from: number, to: number | null): Promise<unknown> =>
      ownerPool.query(
        `INSERT INTO areas (id, from_edition, to_edition, code, level, parent_id, name, geom, source_key)
         VALUES ($1, $2, $3, $4, $5, $6, $4, ${SQUARE}, $4)`,
        [id, from, to, `a${id}`, parentId === null ? 1 : 2, parentId],
      );
    if (parent !== null && id % 3 === 1) await insert(parent, 1, 2);
    else if (parent !== null && id % 3 === 2) {
      await insert(1, 1, 2);
      await insert(parent, 2, 3);
      await insert(1, 3, null);
    } else await insert(parent, 1, null);
  }
  for (const [id, parent] of trees.organisations) {
    await ownerPool.query(
      `INSERT INTO organisations (id, parent_id, name, kind, source_key) VALUES ($1, $2, $3, 'department', $3)`,
      [id, parent, `o${id}`],
    );
  }
  await ownerPool.query(
    `CREATE TABLE things (nth integer, area_id integer, organisation_id integer, building_id integer, person_ids integer[]);
     GRANT SELECT ON things TO PUBLIC`,
  );
  for (const [nth, { areaId, organisationId, buildingId, personIds }] of things.entries()) {
    await ownerPool.query('INSERT INTO things VALUES ($1, $2, $3, $4, $5)', [nth, areaId, organisationId, buildingId, personIds]); // prettier-ignore
  }
});
afterAll(() => database?.drop());

describe('the function and SQL agree', () => {
  it('on the trees', async () => {
    expect(await selectTrees(database.pool)).toEqual(trees);
  });

  it('on 120,000 pairs of a random holder and a random thing', async () => {
    let seen = 0;
    for (let i = 0; i < 600; i++) {
      const holder = i === 0 ? null : randomHolder(draw, trees);
      const act = ACTS[Math.floor(draw() * ACTS.length)]!;
      const { sql, values } = scopeCondition(scopeOf(holder, act, trees), COLUMNS, 2);
      const { rows } = await database.pool.query<{ nth: number; is: boolean }>(
        `SELECT nth, ${sql} AS is FROM things WHERE nth >= $1 ORDER BY nth`,
        [0, ...values],
      );
      const verdicts = things.map((thing) => may(holder, act, thing, trees).allowed);
      expect({ holder, act, is: rows.map((row) => row.is) }).toEqual({ holder, act, is: verdicts });
      seen += verdicts.filter(Boolean).length;
    }
    expect(seen).toBeGreaterThan(5_000);
  });

  it('on a table that lacks columns: what it cannot say is in no scope', async () => {
    const scope = { kind: 'some', areaIds: [1], organisationIds: [1], buildingIds: [], personId: 1 } as const; // prettier-ignore
    const lacking = { area: null, organisation: 'organisation_id', building: null, people: null };
    const { sql, values } = scopeCondition({ ...scope, areaIds: [1], organisationIds: [1], buildingIds: [] }, lacking, 1); // prettier-ignore
    expect(values).toEqual([[1]]);
    const { rows } = await database.pool.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM things WHERE ${sql} AND organisation_id IS NULL`,
      values,
    );
    expect(rows[0]!.count).toBe(0);
    const none = { area: null, organisation: null, building: null, people: null };
    expect(scopeCondition({ ...scope, areaIds: [1], organisationIds: [1], buildingIds: [] }, none, 1).sql).toBe('FALSE'); // prettier-ignore
  });

  it('on who holds a post at a time, also as a substitute', async () => {
    const day = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString();
    const posts: Post[] = Array.from({ length: 300 }, (_, i) => {
      const from = Math.floor(draw() * 20);
      const personId = 1 + Math.floor(draw() * 12);
      const substitute = 1 + Math.floor(draw() * 12);
      const stood = draw() < 0.5 && substitute !== personId;
      const begun = Math.floor(draw() * 20);
      return {
        id: i + 1,
        personId,
        role: POST_ROLES[Math.floor(draw() * POST_ROLES.length)]!,
        areaId: 1 + Math.floor(draw() * 60),
        organisationId: null,
        buildingId: null,
        fromAt: day(from),
        toAt: draw() < 0.5 ? null : day(from + 1 + Math.floor(draw() * 10)),
        substituteId: stood ? substitute : null,
        substituteFromAt: stood ? day(begun) : null,
        substituteToAt: stood && draw() < 0.5 ? day(begun + 1 + Math.floor(draw() * 10)) : null,
      };
    });
    const { ownerPool } = database;
    await ownerPool.query(`INSERT INTO people (id, name, source_key) SELECT n, n::text, n::text FROM generate_series(1, 12) AS n`); // prettier-ignore
    for (const p of posts)
      await ownerPool.query(
        `INSERT INTO posts (id, person_id, role, area_id, from_at, to_at, substitute_id, substitute_from_at, substitute_to_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [p.id, p.personId, p.role, p.areaId, p.fromAt, p.toAt, p.substituteId, p.substituteFromAt, p.substituteToAt], // prettier-ignore
      );
    let held = 0;
    for (let personId = 1; personId <= 12; personId++) {
      for (let n = 0; n < 30; n++) {
        const at = new Date(day(n));
        const expected = heldPosts(posts, personId, at);
        expect((await selectHeldPosts(database.pool, personId, at)).posts).toEqual(expected);
        held += expected.length;
      }
    }
    expect(held).toBeGreaterThan(1_000);
  });
});

describe('the last line', () => {
  const insert = (columns: string, values: string): Promise<unknown> =>
    database.ownerPool.query(`INSERT INTO posts (id, person_id, from_at, ${columns}) VALUES (9999, 1, '2026-01-01', ${values})`); // prettier-ignore

  it.each([
    ['a substitute from no time', `role, area_id, substitute_id`, `'worker', 1, 2`],
    ['a time of nobody', `role, area_id, substitute_from_at`, `'worker', 1, now()`],
    ['one’s own substitute', `role, area_id, substitute_id, substitute_from_at`, `'worker', 1, 1, now()`], // prettier-ignore
    ['an end before its beginning', `role, area_id, substitute_id, substitute_from_at, substitute_to_at`, `'worker', 1, 2, '2026-02-02', '2026-02-01'`], // prettier-ignore
    ['a handler of the whole district', 'role', `'handler'`],
  ])('refuses %s', async (_, columns, values) => {
    await expect(insert(columns, values)).rejects.toThrow(/violates check constraint/);
  });

  it('takes the roles of the whole district without a place', async () => {
    for (const role of DISTRICT_ROLES) {
      await insert('role', `'${role}'`);
      await database.ownerPool.query('DELETE FROM posts WHERE id = 9999');
    }
  });
});
