import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readAccessTable } from '#data/fixtures/access-table.ts';
import { EVENTS, type EventName, type EventRow } from '#data/fixtures/event-table.ts';
import { POST_ROLES, type PostRole } from '#data/people/person.ts';
import type { Plan } from '#data/plans/plan.ts';
import { createColumns } from '#data/wire/columns.ts';
import { applyFrame } from '#data/wire/frame.ts';
import type { Change, Figures } from '#data/wire/messages.ts';
import { createTrees } from '#server/access/trees-in-force.ts';
import { transact } from '#server/db/database.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { insertDrawing } from '#server/plans/test-edition.sql.ts';
import { createSights } from '#server/reads/sights.ts';
import { createSnapshotReads } from '#server/reads/snapshot.ts';
import { createDoor } from '#server/session/door.ts';
import { createThrottle } from '#server/session/throttle.ts';
import { TEST_SIGN_IN } from '#server/test-app.ts';
import { createLatest } from '#server/units/latest.ts';

import { appendChange } from './append-change.sql.ts';
import { createFramePace } from './frame-pace.ts';
import { connectStrictly, type StrictConsole } from './strict-console.ts';
import { startTestHub, type TestHub } from './test-hub.ts';
import {
  AREAS,
  HELD,
  incidentOf,
  insertDevice,
  insertHolder,
  insertRelations,
  LETTERS,
  nth,
  secretOf,
  type Held,
  type Letter,
} from './test-relations.sql.ts';

/** An hour before a day ends in the district. */
const START = new Date('2026-06-01T15:00:00.000Z');
const MIDNIGHT = new Date('2026-06-01T16:00:00.000Z');
const AT = START.toISOString();
/** Held for the grid, the whole district, an organisation, a building; or nothing is held. */
interface Holder {
  role: PostRole | 'wall' | null;
  held: Held;
  personId: number;
  cookie: string;
  console: StrictConsole;
  again: StrictConsole | null;
  columns: ReturnType<typeof createColumns>;
  events: Set<string>;
  figures: Figures | null;
}
const nameOf = ({ role, held }: Holder): string => `${role ?? 'no post'} of ${held}`;

const table = readAccessTable();
const rows = Object.entries(EVENTS) as [EventName, EventRow][];
let now = START;
let database: TestDatabase;
let here: TestHub;
const holders: Holder[] = [];
const refused = new Map<string, boolean>();

const until = async (what: string, holds: () => boolean): Promise<void> => {
  const end = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** Whether the table allows it for a thing in a relation. Of the whole district's posts all is their own and below. */
function allows({ role, held }: Holder, { acts, of }: EventRow, letter: Letter | 'M'): boolean {
  if (of === '-') return true;
  if (role === null) return false;
  const has = (one: string): boolean => acts.some((act) => table.get(`${act} ${role}`)!.includes(one)); // prettier-ignore
  if (of === '*') return held === 'district' && has('O');
  if (letter === 'M') return has('M') || (held === 'district' && has('O'));
  if (held === 'district') return has('O');
  // What lies in areas is no organisation's matter and no building's.
  return held === 'grid' ? has(letter) : has('N');
}

beforeAll(async () => {
  database = await testDatabase();
  await insertDrawing(database.ownerPool);
  await insertRelations(database.ownerPool, START);
  // A snapshot says of the cameras that have been told of.
  await commit({ noun: 'sites', kind: 'states', at: AT, states: LETTERS.map((letter) => [nth(letter), 'online', AT]) }); // prettier-ignore
  const latest = await startHub();
  let personId = 1000;
  for (const held of HELD) {
    for (const role of [...POST_ROLES, 'wall', null] as const) {
      // A wall is of an area or of all; whoever holds nothing holds it for nothing.
      if ((role === 'wall' && held !== 'grid' && held !== 'district') || (role === null && held !== 'grid')) continue; // prettier-ignore
      const id = ++personId;
      const cookie = role === 'wall' ? await insertWall(held === 'grid' ? 101 : 100) : await insertHolder(database.ownerPool, { personId: id, role, held, at: START }); // prettier-ignore
      holders.push({ role, held, personId: id, cookie, figures: null, again: null, events: new Set(), columns: createColumns(0), console: null! }); // prettier-ignore
    }
  }
  await latest.reload();
  for (const holder of holders) {
    holder.console = connectStrictly(here.url, {
      cookie: holder.cookie,
      retryMs: -1,
      // Whatever it asks for, it gets what it may see.
      looksAt: { view: [110, 30, 120, 40], always: [1, 2, 3, 4, 5, ...holders.map((one) => one.personId)] }, // prettier-ignore
      onFrame: (bytes, acknowledge) => {
        applyFrame(holder.columns, bytes);
        acknowledge();
      },
    });
    const { socket } = holder.console;
    socket.onAny((event: string) => holder.events.add(event));
    socket.on('figures', (figures) => (holder.figures = figures));
  }
  await until('all join', () => holders.every(({ console }) => console.snapshot !== null));
  for (const { console } of holders) console.socket.emit('stay');
  for (const { console } of holders) console.socket.emit('view', { view: [110, 30, 120, 40], always: [1, 2, 3, 4, 5] }); // prettier-ignore
  await knock();
  await tell();
  const pace = createFramePace({ source: latest, consoles: () => here.hub.consoles(), clock: () => now }); // prettier-ignore
  latest.apply(latest.units().map(({ id }) => ({ unitId: id, measuredMs: now.getTime(), lngE7: 1_188_000_000, latE7: 320_000_000, speedMps: null, headingDeg: null, accuracyM: null, reason: null })) as never); // prettier-ignore
  pace.tick();
  await until('feeds are told', () => holders.every(({ events }) => events.has('feeds')));
  // Those who were away are told the same.
  for (const holder of holders) {
    const since = firstCursor.get(holder)!;
    holder.again = connectStrictly(here.url, { cookie: holder.cookie, retryMs: -1, since });
  }
  await until('all come again', () => holders.every(({ again }) => again!.answers.length > 0));
  now = MIDNIGHT;
  await until('a day begins', () => holders.every(({ figures }) => figures !== null));
}, 120_000);
afterAll(async () => {
  for (const { console, again } of holders) {
    console?.stop();
    again?.stop();
  }
  await here?.close();
  await database?.drop();
});
const firstCursor = new Map<Holder, string>();

async function insertWall(areaId: number): Promise<string> {
  const secret = secretOf(`wall ${areaId}`);
  await insertDevice(database.ownerPool, { kind: 'wall', secret, at: START, areaId });
  return `jingwei=${secret}`;
}
async function startHub() {
  const { pool } = database;
  const clock = (): Date => now;
  const latest = await createLatest(pool);
  const door = createDoor({ pool, clock, trees: await createTrees(pool), throttle: createThrottle(clock), signIn: TEST_SIGN_IN }); // prettier-ignore
  const reads = createSnapshotReads(pool, { timeZone: 'Asia/Shanghai', openToNetwork: false });
  here = await startTestHub(pool, { clock, door, ...(await createSights(pool, latest)), ...reads });
  return latest;
}

/** Nobody, somebody of no session, and the tokens that are for other doors. */
async function knock(): Promise<void> {
  await insertDevice(database.ownerPool, { kind: 'tracker', secret: secretOf('tracker'), at: START, unitId: 1 }); // prettier-ignore
  await insertDevice(database.ownerPool, { kind: 'integration', secret: secretOf('intake'), at: START }); // prettier-ignore
  for (const [name, cookie] of [
    ['signed out', undefined],
    ['a session of nobody', `jingwei=${secretOf('nobody')}`],
    ['a tracker’s token', `jingwei=${secretOf('tracker')}`],
    ['an integration’s token', `jingwei=${secretOf('intake')}`],
  ] as const) {
    const events: string[] = [];
    const console = connectStrictly(here.url, { retryMs: -1, ...(cookie ? { cookie } : {}) });
    console.socket.onAny((event: string) => events.push(event));
    await until('it is answered', () => console.cuts > 0);
    console.stop();
    refused.set(name, console.answers.length + events.length === 0);
  }
}

const commit = (change: Change): Promise<number> => transact(database.ownerPool, (db) => appendChange(db, START, change)); // prettier-ignore
/** One change of each kind of each thing; those that other borders come with last. */
async function tell(): Promise<void> {
  for (const holder of holders) firstCursor.set(holder, holder.console.cursor!);
  const versions = { areas: 1, features: 1, buildings: 1, sites: 1, units: 1 };
  const figures = { open: 5, openGrave: 5, newToday: 5, closedToday: 0 };
  for (const letter of LETTERS) {
    const incident = { id: incidentOf.get(letter)!, no: letter, category: 'fire', severity: 1, title: 't', description: '', address: null, at: null, areaId: AREAS[letter], editionId: 1, origin: 'patrol', reportedAt: AT, state: 'open', revision: 1, closedAt: null } as const; // prettier-ignore
    for (const kind of ['reported', 'stepped'] as const) await commit({ noun: 'incidents', kind, at: AT, incident, figures }); // prettier-ignore
  }
  const units = [...LETTERS.map(nth), ...holders.flatMap(({ role, personId }) => (role === 'wall' ? [] : [personId]))]; // prettier-ignore
  for (const unitId of units) await commit({ noun: 'units', kind: 'duty', at: AT, unitId, onDuty: true }); // prettier-ignore
  await commit({ noun: 'sites', kind: 'states', at: AT, states: LETTERS.map((letter) => [nth(letter), 'offline', AT]) }); // prettier-ignore
  const plan = { id: randomUUID(), name: 'p', editionId: 1, status: 'draft', validFrom: null, actor: '', madeAt: AT, revision: 1, position: 0, editCount: 0 } satisfies Plan; // prettier-ignore
  await commit({ noun: 'plans', kind: 'changed', at: AT, plan });
  await commit({ noun: 'areas', kind: 'in-force', at: AT, editionId: 1, versions });
  const last = await commit({ noun: 'district', kind: 'imported', at: AT, versions, editionId: 1 });
  here.hub.wake();
  await until('it hears', () => here.hub.position().no >= last);
  await until('all hear', () => holders.every(({ console }) => console.lastChange?.noun === 'district')); // prettier-ignore
}

const letterOf = new Map<string, string>([...incidentOf].map(([letter, id]) => [id, letter]));
/** What of each event somebody was told: ids of incidents by their letter, of units and cameras by number. */
function toldOf(
  { console, columns, figures }: Holder,
  changes: readonly Change[],
): Map<EventName, unknown[]> {
  // prettier-ignore
  const told = new Map<EventName, unknown[]>();
  const add = (event: EventName, ...what: unknown[]): void => void told.set(event, [...(told.get(event) ?? []), ...what]); // prettier-ignore
  for (const change of changes) {
    const event = `change ${change.noun} ${change.kind}` as EventName;
    if (change.noun === 'incidents') add(event, letterOf.get(change.incident.id));
    else if (change.noun === 'sites') add(event, ...change.states.map(([id]) => id));
    else if (change.noun === 'units') add(event, change.unitId);
    else add(event, 'whole');
  }
  const { snapshot } = console;
  add('snapshot incidents', ...snapshot!.incidents.map(({ id }) => letterOf.get(id)));
  add('snapshot units', ...snapshot!.units.map(({ id }) => id));
  add('snapshot cameraStates', ...snapshot!.cameraStates.map(([id]) => id));
  add('snapshot figures', snapshot!.figures.open);
  for (const part of ['district', 'versions', 'feeds'] as const) if (snapshot![part]) add(`snapshot ${part}`, 'whole'); // prettier-ignore
  add('frame', ...columns.ids.slice(0, columns.count));
  add('figures', figures!.open);
  for (const event of ['join', 'view', 'stay', 'feeds'] as const) add(event, 'whole');
  return told;
}
/** What of each event the table says that somebody is told. */
function dueOf(holder: Holder, row: EventRow): unknown[] {
  const letters = LETTERS.filter((letter) => allows(holder, row, letter));
  if (row.of === 'count') return [letters.length];
  if (row.of === '-' || row.of === '*') return letters.length > 0 ? ['whole'] : [];
  if (row.of === 'incident') return letters;
  if (row.of === 'camera') return letters.map(nth);
  // Another's unit is at home beside the grid, one's own is one's own.
  const others = holders.filter(({ role, personId }) => role !== 'wall' && allows(holder, row, personId === holder.personId ? 'M' : 'S')); // prettier-ignore
  return [...letters.map(nth), ...others.map(({ personId }) => personId)];
}
const inOrder = (list: readonly unknown[]): string => list.map(String).sort().join(' ');

describe('every event of a connection', () => {
  it('has a row, and each row was tried', () => {
    const heard = new Set(holders.flatMap(({ events }) => [...events]));
    expect([...heard].sort()).toEqual(['change', 'feeds', 'figures', 'frame']);
    const whole = holders.find(({ role, held }) => role === 'duty-leader' && held === 'district')!;
    const told = toldOf(whole, whole.console.changes);
    expect(rows.map(([name]) => name).filter((name) => !told.get(name)?.length)).toEqual([]);
    expect([...told.keys()].filter((name) => !(name in EVENTS))).toEqual([]);
  });

  it('tells each role of each relation what the table says, when it happens and afterwards', () => {
    const wrong: string[] = [];
    let cells = 0;
    for (const holder of holders) {
      for (const [how, { changes }] of [
        ['told', holder.console],
        ['missed', holder.again!],
      ] as const) {
        // prettier-ignore
        const told = toldOf(holder, changes);
        for (const [name, row] of rows) {
          if (how === 'missed' && !name.startsWith('change')) continue;
          cells += row.of === '-' || row.of === '*' || row.of === 'count' ? 1 : LETTERS.length + 1;
          const [is, due] = [told.get(name) ?? [], dueOf(holder, row)].map(inOrder);
          if (is !== due) wrong.push(`${how} ${name}, ${nameOf(holder)}: ${is || 'nothing'}, not ${due || 'nothing'}`); // prettier-ignore
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(7_000);
  });

  it('counts for who sees a part nothing beyond it', () => {
    for (const holder of holders) {
      const all = holder.role !== null && allows(holder, EVENTS['change incidents reported'], 'N') && holder.held === 'district'; // prettier-ignore
      for (const change of [...holder.console.changes, ...holder.again!.changes]) {
        if (change.noun === 'incidents') expect([nameOf(holder), change.figures !== null]).toEqual([nameOf(holder), all]); // prettier-ignore
      }
      expect([...holder.console.failures, ...holder.again!.failures]).toEqual([]);
      expect(holder.again!.answers).toEqual(['changes']);
    }
  });

  it('is told nobody who is signed out, and no token for another door', () => {
    expect([...refused]).toEqual([...refused.keys()].map((name) => [name, true]));
    expect(refused.size).toBe(4);
  });
});
