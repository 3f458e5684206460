import type { PostRole } from '#data/people/person.ts';
import type { TestDatabase } from '#server/db/test-database.ts';
import { insertDevice, secretOf } from '#server/live/test-relations.sql.ts';
import { insertTestSession } from '#server/session/test-session.sql.ts';

import { watch, type Watcher } from './watcher.ts';
import { giveUnit, selectWall } from './world.sql.ts';

/** Who watches: of each role one, of the field some, at areas that lie in one another, beside one another and above. */
const WATCHING: readonly [PostRole, number | null][] = [
  ['duty-leader', null],
  ['duty-officer', 100],
  ['operator', null],
  ['supervisor', null],
  ['planner', null],
  ['publisher', null],
  ['auditor', null],
  ['administrator', null],
  ['street-officer', 101],
  ['street-officer', 103],
  ['community-officer', 102],
  ['patrol-lead', 101],
  // These differ in the cameras alone.
  ['duty-officer', 101],
  ['station-leader', 101],
  ['station-leader', 102],
  ['handler', 103],
  ['leader', 101],
  ['leader', 102],
  ['leader', 1],
  ['leader', 5],
  ['worker', 101],
  ['worker', 2],
  ['assistant', 103],
  ['captain', 6],
  ['mediator', 102],
  ['volunteer', 3],
  ['police', 101],
  ['squad', 103],
];
const WALLS = [101, 102, 100];
/** Who acts: they do not watch. */
const ACTING = ['duty-leader', 'administrator', 'planner', 'publisher', 'worker'] as const;
/** Each has so many sessions of their own, for requests are counted by session. */
const DESKS = 6;
const FIRST = 1_000;

export interface Staff {
  watchers: Watcher[];
  /** Cookies of those who act, by role. */
  desks: Record<(typeof ACTING)[number], string[]>;
  personOf: (watcher: Watcher) => number | null;
}

/** Everybody's posts and sessions; they watch from now on. */
export async function hire(database: TestDatabase): Promise<(url: string) => Staff> {
  // prettier-ignore
  const { ownerPool } = database;
  const at = new Date();
  const cookies = new Map<number, string>();
  for (const [i, [role, areaId]] of WATCHING.entries()) {
    const personId = FIRST + i;
    cookies.set(personId, await insertTestSession(ownerPool, { personId, role, areaId, at }));
    await giveUnit(ownerPool, unitOf(personId), personId);
  }
  const walls: { id: string; secret: string }[] = [];
  for (let unitId = 1; unitId <= UNITS; unitId++) await insertDevice(ownerPool, { kind: 'tracker', secret: secretOf(`tracker ${unitId}`), at, unitId }); // prettier-ignore
  for (const areaId of WALLS) walls.push(await hangWall(database, areaId));
  const desks = Object.fromEntries(ACTING.map((role) => [role, [] as string[]])) as Staff['desks'];
  let personId = 2 * FIRST;
  for (const role of ACTING)
    for (let i = 0; i < DESKS; i++)
      desks[role].push(await insertTestSession(ownerPool, { personId: ++personId, role, areaId: 100, at })); // prettier-ignore
  return (url) => ({
    desks,
    personOf: ({ whose }) => (whose.startsWith('p') ? Number(whose.slice(1)) : null),
    watchers: [
      ...WATCHING.map(([role, areaId], i) => watch(url, `${role} of ${areaId ?? 'the district'}`, { whose: `p${FIRST + i}`, cookie: cookies.get(FIRST + i)!, unitId: unitOf(FIRST + i) })), // prettier-ignore
      ...walls.map(({ id, secret }, i) => watch(url, `wall of ${WALLS[i]}`, { whose: `w${id}`, cookie: `jingwei=${secret}`, unitId: null })), // prettier-ignore
    ],
  });
}

/** Of so many units the first are those of who watches. */
const unitOf = (personId: number): number => 1 + personId - FIRST;
/** So many units there must be: each watcher's own, and others. */
export const UNITS = WATCHING.length + 14;

/** A wall that is paired; answers its id and secret. */
export async function hangWall(
  { ownerPool }: TestDatabase,
  areaId: number,
): Promise<{ id: string; secret: string }> {
  // prettier-ignore
  const secret = secretOf(`wall ${areaId} ${performance.now()}`);
  await insertDevice(ownerPool, { kind: 'wall', secret, areaId, at: new Date() });
  return { id: await selectWall(ownerPool, secret), secret };
}
