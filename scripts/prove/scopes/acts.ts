import { randomUUID } from 'node:crypto';

import { fromPacked } from '#data/coverage/from-packed.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { POST_ROLES } from '#data/people/person.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import { planStateOf } from '#data/plans/plan-state.ts';
import type { Plan } from '#data/plans/plan.ts';
import { unpackAreas } from '#data/wire/areas-packed.ts';
import type { TestDatabase } from '#server/db/test-database.ts';
import { secretOf } from '#server/live/test-relations.sql.ts';

import type { Oracle } from './oracle.ts';
import { OWN_PACKS, PUBLIC_PACKS, type Came } from './packs.ts';
import type { Served } from './serve.ts';
import { UNITS, type Staff } from './staff.ts';
import type { Watcher } from './watcher.ts';
import { BUILDINGS, selectHolding, selectInForce, selectLasting, selectOpen, selectPlaces } from './world.sql.ts'; // prettier-ignore

export const CAMERAS = 18;
/** The drawing's side, degrees, and its corner. */
const [WEST, SOUTH, SIDE] = [118.8, 32, 0.0005];

export interface ActMeans {
  database: TestDatabase;
  served: Served;
  staff: Staff;
  oracle: Oracle;
  draw: () => number;
  /** What was asked of the server by somebody who reads, and answered: it is judged as what a connection tells. */
  judge: (whose: string, kind: 'incident' | 'unit' | 'camera', id: string | number, fromMs: number) => void; // prettier-ignore
  /** Packed bytes that all have alike, of a layer that is as it is at an edition. */
  judgeSame: (layer: string, who: Watcher, bytes: Uint8Array) => void;
  /** Packed bytes that differ by who asks, asked for since a moment. */
  judgeOwn: (who: Watcher, path: string, came: Came, fromMs: number) => void;
  /** What somebody who is signed in was not given. */
  judgeMissing: (who: Watcher, path: string, status: number) => void;
  /** What was answered to somebody who is not signed in. */
  judgeRefused: (who: string, path: string, came: Came) => void;
}

/** How often an act is drawn, of 1,000. */
const SHARES = { move: 400, packs: 60, report: 170, close: 110, duty: 30, camera: 60, search: 70, read: 30, post: 30, endPost: 24, signOut: 8, wall: 3, edition: 5 }; // prettier-ignore
export type ActName = keyof typeof SHARES;

/** Do one random act; answers which. */
export async function actAtRandom(means: ActMeans): Promise<ActName> {
  const names = Object.keys(SHARES) as ActName[];
  let dice = means.draw() * 1_000;
  const name = names.find((one) => (dice -= SHARES[one]) < 0) ?? 'move';
  await ACTS[name](means);
  return name;
}

const pick = <T>(draw: () => number, list: readonly T[]): T => list[Math.floor(draw() * list.length)]!; // prettier-ignore
/** Never on the line between two squares. */
const placeAt = (draw: () => number): [number, number] => {
  const part = (): number => (Math.floor(draw() * 5_000) + 0.5) * 1e-7;
  return [WEST + Math.min(part(), SIDE), SOUTH + Math.min(part(), SIDE)];
};

const ACTS: Record<ActName, (means: ActMeans) => Promise<unknown>> = {
  /** Somebody's phone says where it is, by its own token or its holder's session. */
  move: async ({ served, staff, draw }) => {
    const unit = 1 + Math.floor(draw() * UNITS);
    const [lng, lat] = placeAt(draw);
    const at = new Date().toISOString();
    if (draw() < 0.7) return served.ask('', 'GET', `/osmand?id=${secretOf(`tracker ${unit}`)}&lat=${lat}&lon=${lng}&timestamp=${at}`); // prettier-ignore
    const owner = staff.watchers.find(({ unitId, endedMs }) => unitId === unit && endedMs === null);
    const cookie = owner?.console.cookie ?? pick(draw, staff.desks.worker);
    return served.ask(cookie, 'POST', '/api/fixes', { fixes: [{ unit: `U${unit}`, lng, lat, measuredAt: at }] }); // prettier-ignore
  },
  report: async ({ database, served, staff, draw, oracle }) => {
    const id = randomUUID();
    const at = draw() < 0.95 ? placeAt(draw) : null;
    const category = draw() < 0.3 ? 'fire' : 'litter';
    // Where it lies is known before anybody is told of it.
    if (at) oracle.land.set(`incident ${id}`, await selectHolding(database.ownerPool, await selectInForce(database.ownerPool), at)); // prettier-ignore
    return served.ask(pick(draw, staff.desks['duty-leader']), 'POST', '/api/incidents', { id, category, title: '占道', ...(at ? { at } : {}) }); // prettier-ignore
  },
  close: async ({ database, served, staff, draw }) => {
    const open = await selectOpen(database.ownerPool);
    if (open.length === 0) return;
    const { id } = pick(draw, open);
    return served.ask(pick(draw, staff.desks['duty-leader']), 'POST', `/api/incidents/${id}/steps`, { step: 'close', expects: 1 }); // prettier-ignore
  },
  duty: ({ served, staff, draw }) => {
    const onDuty = draw() < 0.7;
    const worker = pick(draw, staff.watchers.filter(({ unitId, endedMs }) => unitId !== null && endedMs === null)); // prettier-ignore
    return served.ask(worker.console.cookie!, 'POST', `/api/units/${worker.unitId}/duty`, {
      onDuty,
    });
  },
  camera: ({ served, staff, draw }) => {
    const code = `K${1 + Math.floor(draw() * CAMERAS)}`;
    const state = {
      code,
      state: draw() < 0.5 ? 'online' : 'offline',
      at: new Date().toISOString(),
    };
    return served.ask(pick(draw, staff.desks.administrator), 'POST', '/api/sites/states', { states: [state] }); // prettier-ignore
  },
  search: async ({ database, served, staff, draw, judge }) => {
    const who = pick(
      draw,
      staff.watchers.filter(({ endedMs }) => endedMs === null),
    );
    const open = await selectOpen(database.ownerPool);
    const text = draw() < 0.5 && open.length > 0 ? pick(draw, open).no.slice(0, draw() < 0.5 ? 99 : 8) : pick(draw, ['U1', 'U2', 'K1', '巡查员', '探头', 'U30']); // prettier-ignore
    const fromMs = Date.now();
    const { body } = await served.ask<{ answers?: { noun: string; id: number | string }[] }>(who.console.cookie!, 'GET', `/api/search?q=${encodeURIComponent(text)}`); // prettier-ignore
    for (const { noun, id } of body.answers ?? []) {
      if (noun === 'incidents') judge(who.whose, 'incident', id, fromMs);
      if (noun === 'units') judge(who.whose, 'unit', id, fromMs);
      if (noun === 'sites') judge(who.whose, 'camera', id, fromMs);
    }
  },
  read: async ({ served, staff, draw, judge }) => {
    const who = pick(
      draw,
      staff.watchers.filter(({ endedMs }) => endedMs === null),
    );
    const fromMs = Date.now();
    const cookie = who.console.cookie!;
    const { body: units } = await served.ask<{ id: number }[]>(cookie, 'GET', '/api/units');
    if (Array.isArray(units)) for (const { id } of units) judge(who.whose, 'unit', id, fromMs);
    const { body } = await served.ask<{ incidents?: { id: string }[] }>(cookie, 'GET', '/api/incidents'); // prettier-ignore
    for (const { id } of body.incidents ?? []) judge(who.whose, 'incident', id, fromMs);
  },
  /** Somebody loads the map: what all have alike, sites, heat, captains, and the ground of plans; nobody loads it, too. */
  packs: async ({
    database,
    served,
    staff,
    draw,
    judgeSame,
    judgeOwn,
    judgeMissing,
    judgeRefused,
  }) => {
    const who = pick(draw, staff.watchers.filter(({ endedMs }) => endedMs === null)); // prettier-ignore
    const cookie = who.console.cookie!;
    const inForce = await selectInForce(database.ownerPool);
    const past = `/api/editions/${1 + Math.floor(draw() * inForce)}/areas/packed`;
    const fromMs = Date.now();
    const came: [string, Came][] = [];
    for (const path of [...PUBLIC_PACKS, past, ...OWN_PACKS]) came.push([path, await served.bytes(cookie, path)]); // prettier-ignore
    const isStill = inForce === (await selectInForce(database.ownerPool));
    for (const [path, one] of came) {
      const { status, bytes } = one;
      if (OWN_PACKS.some((own) => own === path)) judgeOwn(who, path, one, fromMs);
      else if (status !== 200) judgeMissing(who, path, status);
      else if (path === past) judgeSame(path, who, bytes);
      else if (isStill) judgeSame(`${path} at edition ${inForce}`, who, bytes);
    }
    for (const [path] of came) judgeRefused('nobody', path, await served.bytes('', path));
  },
  post: async ({ database, served, staff, draw }) => {
    const personId = pick(
      draw,
      staff.watchers.flatMap((one) => staff.personOf(one) ?? []),
    );
    const editionId = await selectInForce(database.ownerPool);
    const areaId = pick(draw, await selectPlaces(database.ownerPool, editionId));
    const soon = new Date(Date.now() + 300 + 4_000 * draw()).toISOString();
    // Some are to answer for a building.
    const of = draw() < 0.2 ? { role: 'captain', buildingId: 1 + Math.floor(draw() * BUILDINGS) } : { role: pick(draw, POST_ROLES), areaId }; // prettier-ignore
    const post = { ...of, ...(draw() < 0.5 ? { toAt: soon } : {}) };
    return served.ask(pick(draw, staff.desks.administrator), 'POST', `/api/people/${personId}/posts`, post); // prettier-ignore
  },
  endPost: async ({ database, served, staff, draw }) => {
    const personId = pick(
      draw,
      staff.watchers.flatMap((one) => staff.personOf(one) ?? []),
    );
    const posts = await selectLasting(database.ownerPool, personId);
    if (posts.length < 2 && draw() < 0.8) return;
    const at = draw() < 0.5 ? {} : { at: new Date(Date.now() + 2_000 * draw()).toISOString() };
    if (posts.length > 0) return served.ask(pick(draw, staff.desks.administrator), 'POST', `/api/posts/${pick(draw, posts)}/end`, at); // prettier-ignore
  },
  signOut: async ({ served, staff, draw, judgeRefused }) => {
    const who = pick(draw, staff.watchers.filter((one) => one.endedMs === null && one.whose.startsWith('p'))); // prettier-ignore
    const cookie = who.console.cookie!;
    await served.ask(cookie, 'DELETE', '/api/sessions');
    who.endedMs = Date.now();
    for (const path of [...PUBLIC_PACKS, ...OWN_PACKS]) judgeRefused(`${who.name}, signed out`, path, await served.bytes(cookie, path)); // prettier-ignore
  },
  wall: async ({ served, staff, draw }) => {
    const who: Watcher | undefined = pick(
      draw,
      staff.watchers.filter(({ whose, endedMs }) => endedMs === null && whose.startsWith('w')),
    );
    if (!who) return;
    await served.ask(pick(draw, staff.desks.administrator), 'DELETE', `/api/devices/${who.whose.slice(1)}`); // prettier-ignore
    who.endedMs = Date.now();
  },
  /** Other borders: at once, or in a moment. */
  edition: async ({ served, staff, draw }) => {
    const [planner, publisher] = [pick(draw, staff.desks.planner), pick(draw, staff.desks.publisher)]; // prettier-ignore
    const bytes = new Uint8Array(await (await fetch(`${served.url}/api/areas/packed`, { headers: { cookie: planner } })).arrayBuffer()); // prettier-ignore
    const packed = unpackAreas(bytes);
    const state = planStateOf(fromPacked(packed), packed.areas);
    let act: PlanAct | null = null;
    for (let tries = 0; tries < 50 && !act; tries++) {
      const tried = randomAct(state, draw);
      if (tried.verb !== 'describe' && tried.verb !== 'lock-borders' && !('refused' in editPlan(state, tried))) act = tried; // prettier-ignore
    }
    if (!act) return;
    const id = randomUUID();
    const begun = await served.ask<Plan>(planner, 'POST', '/api/plans', { id, name: '证明', editionId: packed.editionId }); // prettier-ignore
    if (begun.status !== 201) return;
    const saved = await served.ask<{ plan: Plan }>(planner, 'POST', `/api/plans/${id}/edits`, { id: randomUUID(), act, expects: begun.body.revision }); // prettier-ignore
    if (saved.status !== 201) return;
    const later = draw() < 0.5 ? { validFrom: new Date(Date.now() + 1_000).toISOString() } : {};
    return served.ask(publisher, 'POST', `/api/plans/${id}/publish`, { expects: saved.body.plan.revision, ...later }); // prettier-ignore
  },
};
