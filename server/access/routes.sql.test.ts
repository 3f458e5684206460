import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readAccessTable } from '#data/fixtures/access-table.ts';
import { POST_ROLES, type PostRole } from '#data/people/person.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { insertDrawing } from '#server/plans/test-edition.sql.ts';
import { insertTestSession } from '#server/session/test-session.sql.ts';
import { startTestApp, TEST_SIGN_IN } from '#server/test-app.ts';

/**
 * What each route asks of whoever comes, written by hand: `*` the whole district, a noun the thing that its address names.
 * Of several acts one is enough. `open` answers everybody, `session` whoever is signed in.
 */
const ROUTES = `
GET    /api/health                          open
GET    /api/openapi.json                    open
GET    /api/accounts/here                   open
GET    /api/accounts/demo                   open
GET    /api/accounts/me                     session
POST   /api/accounts/me/password            session
POST   /api/accounts/links                  open
POST   /api/sessions/code                   open
GET    /api/accounts/me/code                session
POST   /api/accounts/me/code                session
POST   /api/accounts/me/code/on             session
POST   /api/accounts/me/code/off            session
DELETE /api/accounts/:id/code               manage-accounts account
GET    /api/sessions/oidc                   open
POST   /api/sessions/oidc                   open
GET    /api/sessions/oidc/return            open
GET    /api/accounts/me/oidc                session
POST   /api/accounts/me/oidc                session
DELETE /api/accounts/me/oidc                session
POST   /api/accounts/:id/oidc               manage-accounts account
DELETE /api/accounts/:id/oidc               manage-accounts account
GET    /api/devices                         manage-devices
GET    /api/devices/targets                 manage-devices
GET    /api/devices/wall                    open
POST   /api/devices/walls                   manage-devices
POST   /api/devices/trackers                manage-devices
POST   /api/devices/integrations            manage-devices
POST   /api/devices/pairings                open
POST   /api/devices/pairings/claim          open
POST   /api/devices/:id/visitor-safe        manage-devices device
DELETE /api/devices/:id                     manage-devices device
POST   /api/sessions                        open
GET    /api/sessions                        session
DELETE /api/sessions                        session
DELETE /api/sessions/:id                    session
GET    /api/accounts                        manage-accounts
POST   /api/accounts                        manage-accounts
POST   /api/accounts/:id/disable            manage-accounts account
POST   /api/accounts/:id/enable             manage-accounts account
POST   /api/accounts/:id/name               manage-accounts account
POST   /api/accounts/:id/link               manage-accounts account
DELETE /api/accounts/:id/sessions           manage-accounts account
GET    /api/people/directory                manage-people
GET    /api/people/:id                      manage-people person
POST   /api/people                          manage-people
POST   /api/people/:id/name                 manage-people person
POST   /api/people/:id/posts                manage-people person
POST   /api/posts/:id/end                   manage-people post
POST   /api/posts/:id/substitute            manage-people post
GET    /api/organisations/tree              manage-people
POST   /api/organisations                   manage-people organisation
POST   /api/organisations/:id               manage-people organisation
POST   /api/organisations/:id/close         manage-people organisation
POST   /api/organisations/:id/parent        manage-people organisation
GET    /api/audit                           read-audit *
GET    /api/district                        see-public
GET    /api/areas/packed                    see-public
GET    /api/features/packed                 see-public
GET    /api/buildings/packed                see-public
GET    /api/sites/packed                    see-public
GET    /api/areas/at                        see-public
GET    /api/areas/:id                       see-public
GET    /api/areas/:id/chain                 see-public
GET    /api/areas/:id/near                  see-public
GET    /api/areas/:id/lately                see-public
GET    /api/areas/figures                   see-public
GET    /api/editions                        see-public
GET    /api/editions/:id/areas/packed       see-public
GET    /api/editions/:id/areas              hand-out *
GET    /api/editions/:id/crosswalk          see-plans *
GET    /api/editions/:id/crosswalk.csv      hand-out *
POST   /api/editions/:id/restore            publish-plan *
GET    /api/tiles/:z/:x/:y                  see-public
GET    /api/search                          see-public
GET    /api/buildings/captains              see-public
GET    /api/buildings/:id                   see-buildings building
GET    /api/buildings/:id/chain             see-buildings building
GET    /api/buildings/:id/near              see-buildings building
GET    /api/buildings/:id/lately            see-buildings building
GET    /api/sites/:id                       see-cameras camera
GET    /api/sites/:id/chain                 see-cameras camera
GET    /api/sites/:id/near                  see-cameras camera
GET    /api/sites/:id/lately                see-cameras camera
POST   /api/sites/states                    import *
GET    /api/units                           see-public
GET    /api/units/:id                       see-staff|see-positions unit
GET    /api/units/:id/chain                 see-staff|see-positions unit
GET    /api/units/:id/near                  see-positions unit
GET    /api/units/:id/lately                see-staff|see-positions unit
GET    /api/units/:id/track                 see-tracks unit
POST   /api/units/:id/duty                  change-duty unit
POST   /api/fixes                           add-fixes unit
GET    /osmand                              open
POST   /osmand                              open
POST   /owntracks                           open
POST   /api/feeds/:key/heartbeat            import *
GET    /api/incidents                       see-incidents
POST   /api/incidents                       report-incident
GET    /api/incidents/heat                  see-incidents
GET    /api/incidents/counts                see-incidents area
GET    /api/incidents/:id                   see-incidents incident
GET    /api/incidents/:id/chain             see-incidents incident
GET    /api/incidents/:id/near              see-incidents incident
GET    /api/incidents/:id/lately            see-incidents incident
GET    /api/incidents/:id/petitioner        see-incidents incident
POST   /api/incidents/:id/petitioner/open   see-residents incident
POST   /api/incidents/:id/steps             handle-incident|check-incident incident
GET    /api/people                          see-staff
GET    /api/organisations                   see-staff
GET    /api/plans                           see-plans *
POST   /api/plans                           draw-plan *
GET    /api/plans/ground                    see-plans *
GET    /api/plans/:id                       see-plans *
GET    /api/plans/:id/crosswalk             see-plans *
GET    /api/plans/:id/codes                 see-plans *
GET    /api/plans/:id/conflicts             see-plans *
GET    /api/plans/:id/areas                 hand-out *
GET    /api/plans/:id/crosswalk.csv         hand-out *
GET    /api/plans/:id/sight                 publish-plan *
POST   /api/plans/:id/edits                 draw-plan *
POST   /api/plans/:id/position              draw-plan *
POST   /api/plans/:id/rebase                draw-plan *
POST   /api/plans/:id/copy                  draw-plan *
POST   /api/plans/:id/discard               draw-plan *
POST   /api/plans/:id/publish               publish-plan *
POST   /api/plans/:id/withdraw              publish-plan *
`;

/** By which acts it is seen that there is such a thing. Footprints are everybody's: of a building nothing is hidden by that. */
const SEEN_BY: Record<string, string[]> = {
  unit: ['see-staff', 'see-positions'],
  camera: ['see-cameras'],
  incident: ['see-incidents'],
  account: ['manage-accounts'],
  device: ['manage-devices'],
  person: ['manage-people'],
  post: ['manage-people'],
};

interface Row {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  acts: string[];
  of: string | null;
}
const rows = ROUTES.trim().split('\n').map((line): Row => {
  const [method, path, acts, of = null] = line.split(/\s+/);
  return { method: method as Row['method'], path: path!, acts: acts!.split('|'), of };
}); // prettier-ignore

/** A post of grid 101: what is in it, in a cell of it, in what holds it, beside it, and in no area. */
const AREAS = { O: 101, C: 1, P: 100, S: 102, N: null } as const;
/** A post of organisation 900: itself, what is below, above and beside it, another, and none: on top. */
const ORGANISATIONS = { O: 900, C: 901, P: 899, S: 902, X: 950, N: null } as const;
type Letter = keyof typeof AREAS | 'X' | 'M';
const letters = Object.keys(AREAS) as (keyof typeof AREAS)[];
/** The account and the device in a relation. */
const idOfLetter = (letter: Letter): string =>
  `00000000-0000-4000-8000-00000000000${letters.indexOf(letter as keyof typeof AREAS)}`;
const NOW = new Date('2026-06-01T08:00:00Z');
const table = readAccessTable();
/** Posts that are held for a building alone are no posts of an area. */
const ROLES = POST_ROLES;

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
const served = new Set<string>();
/** Routes that do not say what they need. */
const silent: string[] = [];
const incidentOf = new Map<Letter, string>();
/** Of each role one with a post of grid 101, one with a post of the district, and one with a post of an organisation. */
const POSTS = ['grid', 'district', 'organisation'] as const;
type Post = (typeof POSTS)[number];
const cookies = new Map<string, string>();
const cookieOf = (role: PostRole, post: Post): string => cookies.get(`${role} ${post}`)!;
const personOf = (role: PostRole, post: Post): number => 1001 + ROLES.indexOf(role) + 100 * POSTS.indexOf(post); // prettier-ignore

beforeAll(async () => {
  database = await testDatabase();
  const { ownerPool } = database;
  await insertDrawing(ownerPool);
  const at = `ST_SetSRID(ST_MakePoint(118.80005, 32.00005), 4490)`;
  await ownerPool.query(`INSERT INTO categories VALUES ('fire', '火情', 'Fire', 1)`);
  for (const [i, letter] of letters.entries()) {
    const area = AREAS[letter];
    const edition = area === null ? null : 1;
    const id = randomUUID();
    incidentOf.set(letter, id);
    await ownerPool.query(
      `INSERT INTO incidents (id, no, category, severity, title, area_id, edition_id, origin, reported_at, source_key)
       VALUES ($1, $2, 'fire', 1, 't', $3, $4, 'patrol', $5, $2)`,
      [id, `26060100${i}`, area, edition, NOW],
    );
    await ownerPool.query(
      `INSERT INTO entries (incident_id, revision, step, at, actor, note) VALUES ($1, 1, 'report', $2, '', '')`,
      [id, NOW],
    );
    await ownerPool.query(`INSERT INTO petitioners VALUES ($1, '张三', '11100000000')`, [id]);
    await ownerPool.query(
      `INSERT INTO buildings (id, code, use, area_id, edition_id, geom, source_key)
       VALUES ($1, $2, 'residential', $3, $4, ST_Multi(ST_Buffer(${at}, 0.00002)), $2)`,
      [1 + i, `B${i}`, area, edition],
    );
    await ownerPool.query(
      `INSERT INTO sites (id, code, kind, class, name, geom, state, state_at, area_id, edition_id, source_key)
       VALUES ($1, $2, 'camera', 'dome', 'c', ${at}, 'online', $3, $4, $5, $2)`,
      [1 + i, `C${i}`, NOW, area, edition],
    );
    await ownerPool.query(
      `INSERT INTO units (id, code, kind, name, home_area_id, on_duty, source_key) VALUES ($1, $2, 'worker', 'u', $3, TRUE, $2)`,
      [1 + i, `U${i}`, area],
    );
    // Whoever holds a post there, with an account, and a wall that looks at it.
    const person = 500 + i;
    await ownerPool.query(`INSERT INTO people (id, name, source_key) VALUES ($1, 'n', $2)`, [person, `n${i}`]); // prettier-ignore
    await ownerPool.query(
      `INSERT INTO posts (id, person_id, role, area_id, from_at) VALUES ($1, $1, $2, $3, '2026-01-01')`,
      [person, area === null ? 'auditor' : 'worker', area],
    );
    await ownerPool.query(
      `INSERT INTO accounts (id, name, name_key, person_id, made_at) VALUES ($1, $2, $2, $3, $4)`,
      [idOfLetter(letter), `n${i}`, person, NOW],
    );
    if (area !== null)
      await ownerPool.query(
        `INSERT INTO devices (id, kind, name, area_id, secret_hash, made_at, made_by) VALUES ($1, 'wall', 'w', $2, $3, $4, '')`,
        [idOfLetter(letter), area, Buffer.alloc(32, i), NOW],
      );
  }
  await ownerPool.query(
    `INSERT INTO organisations (id, parent_id, name, kind, source_key) VALUES (899, NULL, '区政府', 'department', 'o899'),
       (900, 899, '城管局', 'department', 'o900'), (901, 900, '城管一队', 'station', 'o901'), (902, 899, '民政局', 'department', 'o902'),
       (950, NULL, '环卫公司', 'company', 'o950')`,
  );
  for (const post of POSTS) {
    for (const role of ROLES) {
      const id = personOf(role, post);
      const of = post === 'organisation' ? { organisationId: 900 } : { areaId: post === 'district' ? 100 : 101 }; // prettier-ignore
      const cookie = await insertTestSession(ownerPool, { personId: id, role, ...of, at: NOW });
      cookies.set(`${role} ${post}`, cookie);
      // One's own unit is at home elsewhere.
      await ownerPool.query(
        `INSERT INTO units (id, code, kind, name, person_id, home_area_id, on_duty, source_key) VALUES ($1, $2, 'worker', 'u', $1, 103, TRUE, $2)`,
        [id, `U${id}`],
      );
    }
  }
  server = await startTestApp(
    database.pool,
    () => NOW,
    null,
    // Nobody comes by this provider here: what is asked is who may link to it.
    {
      asked: true,
      provider: { issuer: 'http://127.0.0.1:1', clientId: 'jingwei', clientSecret: 's', name: 'p' },
    },
    {
      onRoute: (route) => {
        for (const method of [route.method].flat()) {
          if (method === 'HEAD' || method === 'OPTIONS') continue;
          served.add(`${method} ${route.url}`);
          if (route.config?.needs === undefined) silent.push(`${method} ${route.url}`);
        }
      },
    },
  );
}, 120_000);
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

/** The address of a row's thing in a relation, or of one that there is not. */
function urlOf({ path, of }: Row, letter: Letter | 'absent', role: PostRole, post: Post): string {
  if (letter === 'absent') {
    const none = /account|device|incident/.test(of!) ? '00000000-0000-4000-8000-0000000000ff' : 987_654; // prettier-ignore
    return `${path.replace(':id', String(none))}${QUERY[path] ?? ''}`;
  }
  const nth = 1 + letters.indexOf(letter as keyof typeof AREAS);
  const unit = letter === 'M' ? personOf(role, post) : nth;
  const id = of === 'person' || of === 'post' ? nth + 499 : of === 'account' || of === 'device' ? idOfLetter(letter) : of === 'incident' ? incidentOf.get(letter)! : of === 'unit' ? unit : of === 'organisation' ? ORGANISATIONS[letter as keyof typeof ORGANISATIONS] : of === null || of === '*' ? (/plans|sessions|accounts|devices/.test(path) ? randomUUID() : 1) : nth; // prettier-ignore
  const area = of === 'area' ? `?area=${AREAS[letter as keyof typeof AREAS]}` : '';
  return `${path.replace(':id', String(id)).replace(':key', 'intake').replace('/:z/:x/:y', '/9/424/207')}${area}${QUERY[path] ?? ''}`; // prettier-ignore
}
const QUERY: Record<string, string> = {
  '/api/areas/at': '?lng=118.8&lat=32',
  '/api/search': '?q=x',
  '/api/units/:id/track': '?day=2026-06-01',
};
/** What is sent, where that decides before the thing is looked at. */
function bodyOf({ path, of }: Row, letter: Letter | 'absent', role: PostRole, post: Post): object {
  const code = letter === 'M' ? `U${personOf(role, post)}` : `U${letters.indexOf(letter as keyof typeof AREAS)}`; // prettier-ignore
  if (path.endsWith('/open')) return { reason: '核实来电内容' };
  if (path.endsWith('/steps')) return { step: 'close', expects: 9 };
  const area = AREAS[letter as keyof typeof AREAS];
  if (path.endsWith('/:id/posts')) return area === null ? { role: 'auditor' } : { role: 'worker', areaId: area }; // prettier-ignore
  if (/(people|accounts)\/:id\/name$/.test(path)) return { name: `n${letter}` };
  if (path.endsWith('/oidc') && of === 'account') return { subject: `s${letter}` };
  if (of === 'organisation') {
    const id = ORGANISATIONS[letter as keyof typeof ORGANISATIONS];
    // What it is hung on decides as well, so it is hung on itself: that is a ring, and no no.
    if (path.endsWith('/parent')) return { parentId: id };
    if (path.endsWith('/close')) return {};
    const words = { name: `局${letter}`, kind: 'department' };
    return path.endsWith('/:id') ? words : { ...words, parentId: id };
  }
  if (path.endsWith('/end')) return { at: '2026-07-01T00:00:00Z' };
  if (path.endsWith('/substitute')) return { personId: null };
  if (path.endsWith('/visitor-safe')) return { visitorSafe: true };
  if (path.endsWith('/duty')) return { onDuty: true };
  if (path === '/api/fixes') return { fixes: [{ unit: code, lng: 118.8, lat: 32, measuredAt: NOW.toISOString() }] }; // prettier-ignore
  return {};
}

async function ask(
  row: Row,
  cookie: string | null,
  letter: Letter | 'absent',
  role: PostRole,
  post: Post,
) {
  const headers = { host: '127.0.0.1', origin: 'http://127.0.0.1', ...(cookie ? { cookie } : {}) };
  const url = urlOf(row, letter, role, post);
  const body = row.method === 'POST' ? { payload: bodyOf(row, letter, role, post) } : {};
  const answer = await server.app.inject({ method: row.method, url, headers, ...body });
  const { reason = null } = answer.statusCode < 400 ? {} : answer.json<{ reason?: string }>();
  return { status: answer.statusCode, text: answer.body, reason };
}

/** Denied: turned away, or told that there is no such thing. */
const isDenied = (status: number): boolean => status === 401 || status === 403 || status === 404;

describe('every route', () => {
  it('has a row, and each row a route', () => {
    expect(rows.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...served].sort());
  });

  it('says what it needs', () => {
    expect(silent).toEqual([]);
  });

  it('tells whoever is not signed in nothing but what is open', async () => {
    const wrong: string[] = [];
    for (const row of rows) {
      const { status } = await ask(row, null, 'O', 'worker', 'grid');
      if ((status === 401) !== !row.acts.includes('open')) wrong.push(`${row.method} ${row.path}: ${status}`); // prettier-ignore
    }
    // Who signs in with nothing is told that, and a link that is none is none.
    expect(wrong.filter((line) => !/POST \/api\/(sessions|accounts\/links)/.test(line))).toEqual(
      [],
    );
  });

  it('lets the server itself in by its secret, asked to sign in or not', async () => {
    const ask = async (app: typeof server.app, secret: string) =>
      (await app.inject({ url: '/api/incidents', headers: { host: '127.0.0.1', authorization: `Bearer ${secret}` } })).statusCode; // prettier-ignore
    const open = await startTestApp(database.pool, () => NOW);
    for (const { app } of [server, open])
      expect([await ask(app, TEST_SIGN_IN.insider), await ask(app, 'another')]).toEqual([200, 401]);
    await open.close();
  });

  it('tells a session what of the whole district it may, for plans are of all of it', async () => {
    const wrong: string[] = [];
    for (const post of POSTS)
      for (const role of ROLES) {
        const headers = { host: '127.0.0.1', cookie: cookieOf(role, post) };
        const told = (await server.app.inject({ url: '/api/accounts/here', headers })).json<{ whole: string[] }>().whole; // prettier-ignore
        for (const act of ['see-plans', 'draw-plan', 'publish-plan', 'hand-out'])
          if (told.includes(act) !== (post === 'district' && table.get(`${act} ${role}`)!.includes('O'))) wrong.push(`${act} ${role} ${post}`); // prettier-ignore
      }
    expect(wrong).toEqual([]);
  });

  it('hangs an organisation only where whoever does so manages both', async () => {
    const wrong: string[] = [];
    for (const role of ROLES)
      for (const post of POSTS)
        for (const [letter, parentId] of Object.entries(ORGANISATIONS)) {
          const headers = { host: '127.0.0.1', origin: 'http://127.0.0.1', cookie: cookieOf(role, post) }; // prettier-ignore
          await database.ownerPool.query('UPDATE organisations SET parent_id = 900 WHERE id = 901');
          const { statusCode } = await server.app.inject({ method: 'POST', url: '/api/organisations/901/parent', headers, payload: { parentId } }); // prettier-ignore
          const has = (one: string): boolean => table.get(`manage-people ${role}`)!.includes(one);
          const may = post === 'district' ? has('O') : has(post === 'grid' ? 'X' : letter);
          if (letter === 'C' && may ? statusCode !== 422 : statusCode !== (may ? 200 : 403)) wrong.push(`${role} ${post} ${letter}: ${statusCode}`); // prettier-ignore
        }
    await database.ownerPool.query('UPDATE organisations SET parent_id = 900 WHERE id = 901');
    expect(wrong).toEqual([]);
  });

  it.each(POSTS)(
    'answers a role with a post of one %s of a thing that it does not see as of one that there is not',
    async (post) => {
      const wrong: string[] = [];
      let asked = 0;
      for (const row of rows) {
        const seenBy = SEEN_BY[row.of ?? ''];
        if (!seenBy || !row.path.includes(':id')) continue;
        for (const role of ROLES) {
          const cookie = cookieOf(role, post);
          const none = await ask(row, cookie, 'absent', role, post);
          for (const letter of post === 'grid' ? letters : (['O', 'N'] as const)) {
            if (row.of === 'device' && letter === 'N') continue;
            const place = post === 'grid' ? letter : post === 'district' ? 'O' : 'X';
            if (seenBy.some((act) => table.get(`${act} ${role}`)!.includes(place))) continue;
            asked++;
            const { status, reason } = await ask(row, cookie, letter, role, post);
            if (status !== none.status || reason !== none.reason) wrong.push(`${row.method} ${row.path} ${role} ${letter}: ${status} ${reason}, ${none.status} ${none.reason}`); // prettier-ignore
          }
        }
      }
      expect(wrong).toEqual([]);
      expect(asked).toBeGreaterThan(300);
    },
    120_000,
  );

  it.each(POSTS)(
    'answers each role with a post of one %s as the table has it',
    async (post) => {
      const wrong: string[] = [];
      let asked = 0;
      // What the run before has revoked.
      await database.ownerPool.query('UPDATE devices SET revoked_at = NULL, revoked_by = NULL; UPDATE organisations SET closed_at = NULL'); // prettier-ignore
      for (const row of rows) {
        const [first] = row.acts;
        // These are about the session itself, and end it.
        if (first === 'open' || first === 'session') continue;
        // To a post of the district, and to one of an organisation that has none of them, things are alike but for one's own.
        const some = post === 'grid' ? letters : (['O', 'N'] as const);
        const relations: Letter[] = row.of === null || row.of === '*' ? ['O'] : row.of === 'organisation' ? ['O', 'C', 'P', 'S', 'X', 'N'] : row.of === 'unit' ? [...some, 'M'] : [...some]; // prettier-ignore
        for (const role of ROLES) {
          for (const letter of relations) {
            // Incidents are counted of an area, and of none there is nothing to count.
            if (row.of === 'area' && letter === 'N') continue;
            // Every wall looks at an area.
            if (row.of === 'device' && letter === 'N') continue;
            // On top there is room for one more, and nothing.
            if (row.of === 'organisation' && letter === 'N' && row.path.includes(':id')) continue;
            asked++;
            const { status } = await ask(row, cookieOf(role, post), letter, role, post);
            const has = (one: string): boolean => row.acts.some((act) => table.get(`${act} ${role}`)!.includes(one)); // prettier-ignore
            const may =
              row.of === '*'
                ? post === 'district' && has('O')
                : row.of === null
                  ? /[A-Z]/.test(row.acts.map((act) => table.get(`${act} ${role}`)!).join(''))
                  : post === 'grid'
                    ? // No organisation lies in an area.
                      has(row.of === 'organisation' ? 'X' : letter)
                    : post === 'organisation' && row.of === 'organisation'
                      ? has(letter)
                      : has(post === 'district' ? 'O' : 'X') || (letter === 'M' && has('M'));
            // A plan that there is not is told to whoever may see plans.
            const denied = row.of === '*' || row.of === null ? status === 401 || status === 403 : isDenied(status); // prettier-ignore
            if (denied === may || status >= 500) wrong.push(`${row.method} ${row.path} ${role} ${letter}: ${status}`); // prettier-ignore
          }
        }
      }
      expect(wrong).toEqual([]);
      expect(asked).toBeGreaterThan(1_200);
    },
    300_000,
  );
});
