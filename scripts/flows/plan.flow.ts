import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '#data/fixtures/random-cells.ts';
import { distanceM } from '#data/geo/distance-m.ts';
import type { Position } from '#data/geo/geometry.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import type { KeptPlanEdit } from '#data/plans/plan-edit.ts';
import type { Plan } from '#data/plans/plan.ts';
import { unpackBuildings } from '#data/wire/buildings-packed.ts';

import { keepPicture, launchBrowser, openPage, type PageFaults } from './browser.ts';
import { lookAt, waitForDistrict } from './on-map.ts';
import { keysHand, pointerHand, touchHand, type Hand } from './plan-hands.ts';
import { alongLine, bordersOf, broadCells, readPlaces, splitOf, squareAt, type PlanPlaces } from './plan-places.ts'; // prettier-ignore
import { startProduct, type Product } from './product.ts';

const WAIT_MS = 60_000;
const ZOOM = 17.2;
/** Metres beside a border that a new course of it leads. */
const ASIDE_M = 14;
const SIDE_M = 24;

let dataDir: string;
let product: Product;
let browser: Browser;
let places: PlanPlaces;

beforeAll(async () => {
  dataDir = await mkdtemp(join('/var/tmp', 'jingwei-flow-'));
  [product, browser] = await Promise.all([startProduct({ dataDir }), launchBrowser()]);
  places = await readPlaces(product.url);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

const ask = async <T>(path: string): Promise<T> => (await (await fetch(`${product.url}${path}`)).json()) as T; // prettier-ignore
const planOf = (id: string) => ask<{ plan: Plan; edits: KeptPlanEdit[] }>(`/api/plans/${id}`);

const post = async <T>(path: string, body: object): Promise<T> => {
  const answer = await fetch(`${product.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }); // prettier-ignore
  expect(answer.ok, `${path} ${answer.status}`).toBe(true);
  return (await answer.json()) as T;
};

/** Waits until the server has so many edits made, and answers them. */
async function madeOf(id: string, position: number): Promise<KeptPlanEdit[]> {
  await expect.poll(async () => (await planOf(id)).plan.position, { timeout: WAIT_MS }).toBe(position); // prettier-ignore
  return (await planOf(id)).edits;
}

/** The page says what is refused; it is nothing at first. */
const saysOf = (page: Page): Promise<string> => page.locator('.tool-status p').innerText();

async function openPlan(page: Page, hand: Hand, name: string): Promise<string> {
  await waitForDistrict(page, false);
  await page.waitForSelector('.plan-table [role=row][data-area]');
  await hand.write('.begin-plan input', name);
  await hand.press('.begin-plan button[type=submit]');
  await page.waitForSelector('.chip.draft');
  return new URL(page.url()).searchParams.get('plan')!;
}

/** Split, undo, redo, merge, reshape where three meet, carve a grid out, make one of a micro-grid, give away: each is saved before the next begins. */
async function redraw(page: Page, hand: Hand, plan: string): Promise<void> {
  const at = async ([lng, lat]: readonly [number, number]): Promise<void> => lookAt(page, lng, lat, ZOOM); // prettier-ignore
  const [cell, other] = broadCells(places, 60) as [number, number];
  const { from, to, middle, halves } = splitOf(places, cell);
  await at(middle);
  await hand.take('split');
  await hand.place(from);
  await hand.place(to);
  await hand.finish();
  const [split] = await madeOf(plan, 1);
  expect(split!.act.verb, await saysOf(page)).toBe('split');
  expect(split!.edit.areas.filter(({ was }) => was === null)).toHaveLength(2);

  await hand.undo();
  await madeOf(plan, 0);
  await hand.redo();
  await madeOf(plan, 1);

  await hand.take('merge');
  await hand.place(halves[0]);
  await hand.place(halves[1]);
  await hand.finish();
  expect((await madeOf(plan, 2)).at(-1)!.act.verb).toBe('merge');

  const border = bordersOf(places, 70).find(({ between, lengthM }) => !between.includes(cell) && !between.includes(other) && lengthM < 160)!; // prettier-ignore
  const { line, lengthM } = border;
  await at(alongLine(line, lengthM / 2));
  await hand.take('reshape');
  await hand.place(alongLine(line, 0.4 * lengthM));
  await hand.place(alongLine(line, 0.75 * lengthM, ASIDE_M));
  // The border's end is where three areas meet.
  await hand.place(line.at(-1)!);
  await hand.finish();
  const reshaped = (await madeOf(plan, 3)).at(-1)!;
  expect(reshaped.act.verb, await saysOf(page)).toBe('reshape');

  const inside = labelPoint(places.shapes.get(other)!);
  await at(inside);
  await hand.take('carve');
  for (const corner of squareAt(inside, SIDE_M)) await hand.place(corner);
  await hand.finish();
  const carved = (await madeOf(plan, 4)).at(-1)!;
  expect(carved.act.verb, await saysOf(page)).toBe('carve');
  const made = carved.edit.areas.filter(({ was }) => was === null);
  // A grid, with one micro-grid in it.
  expect(made.map(({ is }) => is!.kind)).toEqual(['dedicated', 'dedicated']);
  expect(made[1]!.is!.parentId).toBe(made[0]!.id);

  await at(middle);
  await hand.take('found');
  await hand.place(halves[0]);
  await hand.finish();
  const founded = (await madeOf(plan, 5)).at(-1)!;
  expect(founded.act, await saysOf(page)).toMatchObject({ verb: 'reassign', found: { level: 4 } });

  await giveSome(page, hand, plan, new Set([cell, other, ...border.between]));
}

/** On a tablet held across nothing lies over what fingers press while something is drawn, and all of it is on the page. */
async function expectBarInReach(page: Page, hand: Hand): Promise<void> {
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 1024, height: 768 });
  await hand.take('simplify');
  const covered = await page.locator('.touch-bar .button').evaluateAll((buttons) =>
    buttons.flatMap((button) => {
      const { left, top, right, bottom } = button.getBoundingClientRect();
      const corners = [[left + 4, top + 4], [right - 4, top + 4], [left + 4, bottom - 4], [right - 4, bottom - 4]] as const; // prettier-ignore
      const over = corners.map(([x, y]) => document.elementFromPoint(x, y)).find((top) => !button.contains(top)); // prettier-ignore
      return over === undefined ? [] : [`${button.textContent}: ${over?.className}`];
    }),
  );
  expect(covered).toEqual([]);
  expect(await page.locator('.touch-bar .button').count()).toBe(4);
  await hand.leave();
  await page.setViewportSize(size);
}

/** Of buildings beside a border the first that may be given to the other side is. */
async function giveSome(
  page: Page,
  hand: Hand,
  plan: string,
  without: ReadonlySet<number>,
): Promise<void> {
  const bytes = await (await fetch(`${product.url}/api/buildings/packed`)).arrayBuffer();
  const { positions, ringStarts, ringBuilding } = unpackBuildings(new Uint8Array(bytes));
  const centres: Position[] = [];
  for (let r = 0; r < ringBuilding.length; r++) {
    const [a, b] = [ringStarts[r]!, ringStarts[r + 1]!];
    let [x, y] = [0, 0];
    for (let v = a; v < b; v++) [x, y] = [x + positions[2 * v]!, y + positions[2 * v + 1]!];
    centres[ringBuilding[r]!] ??= [toDegrees(x / (b - a)), toDegrees(y / (b - a))];
  }
  let tried = 0;
  for (const { between, line, lengthM } of bordersOf(places, 60)) {
    if (between.some((id) => without.has(id))) continue;
    const middle = alongLine(line, lengthM / 2);
    const near = centres.find((at) => distanceM(at, middle) < 30);
    if (!near) continue;
    if (++tried > 12) break;
    await lookAt(page, middle[0], middle[1], ZOOM);
    const [own] = (await ask<{ areas: { id: number }[] }>(`/api/areas/at?lng=${near[0]}&lat=${near[1]}`)).areas.slice(-1); // prettier-ignore
    const to = between.find((id) => id !== own?.id)!;
    await hand.take('give');
    await hand.place(near);
    await hand.finish();
    await hand.place(labelPoint(places.shapes.get(to)!));
    await hand.finish();
    const given = await expect
      .poll(
        async () =>
          (await planOf(plan)).plan.position === 6
            ? 'given'
            : (await page.locator('.tool-status .refused').count()) > 0
              ? 'refused'
              : '',
        { timeout: 8_000 },
      ) // prettier-ignore
      .toMatch(/given|refused/)
      .then(
        async () => (await planOf(plan)).plan.position === 6,
        () => false,
      );
    if (given) {
      const last = (await planOf(plan)).edits.at(-1)!;
      expect(last.act.verb).toBe('give-buildings');
      return;
    }
    await hand.leave();
  }
  throw new Error(`none of ${tried} buildings could be given away`);
}

function expectNoFaults(faults: PageFaults): void {
  expect(faults.errors).toEqual([]);
  expect(faults.foreign).toEqual([]);
}

describe('a plan', () => {
  it.each([
    ['by keys alone', keysHand, false],
    ['by touch', touchHand, true],
  ] as const)(
    'is drawn %s',
    async (name, handOf, touch) => {
      const size = { width: 1366, height: 1024, touch };
      const { page, context, faults } = await openPage(browser, `${product.url}/plan?probe`, size);
      const hand = handOf(page);
      const plan = await openPlan(page, hand, name);
      if (touch) await expectBarInReach(page, hand);
      await redraw(page, hand, plan);
      await keepPicture(page, `plan-${hand.name}`);
      expectNoFaults(faults);
      await context.close();
    },
    300_000,
  );

  it('is drawn by pointer and published: the wall follows, and the old date still answers', async () => {
    const size = { width: 1920, height: 1080 };
    const wall = await openPage(browser, `${product.url}/wall?probe`, size);
    await waitForDistrict(wall.page);
    const { page, context, faults } = await openPage(browser, `${product.url}/plan?probe`, size);
    const hand = pointerHand(page);
    const plan = await openPlan(page, hand, '石桥调整');
    await redraw(page, hand, plan);

    // A reload loses nothing.
    await page.reload();
    await page.waitForSelector('.chip.draft');
    await expect.poll(() => page.locator('.side-tabs [role=tab]').first().innerText()).toContain('6'); // prettier-ignore

    const [, other] = broadCells(places, 60) as [number, number];
    const [lng, lat] = labelPoint(places.shapes.get(other)!);
    const chain = (time: string) => ask<{ editionId: number; areas: { id: number; kind: string }[] }>(`/api/areas/at?lng=${lng}&lat=${lat}${time}`); // prettier-ignore
    const before = await chain('');
    const then = new Date().toISOString();
    await hand.press('.plan-bar .primary');
    await page.waitForSelector('.publish-dialog[open]');
    await keepPicture(page, 'plan-publish');
    await hand.press('.publish-dialog button[type=submit]');
    await page.waitForSelector('.chip.published', { timeout: WAIT_MS });

    // Areas in force are kept in memory, which follows the stream of changes.
    await expect.poll(async () => (await chain('')).editionId).toBeGreaterThan(before.editionId);
    const after = await chain('');
    expect(after.areas.at(-1)!.id).not.toBe(before.areas.at(-1)!.id);
    expect(await chain(`&time=${then}`)).toEqual(before);
    await wall.page.waitForFunction(
      (id) => window.__jingwei!.stores.areaStore.getState().packed?.editionId === id,
      after.editionId,
      { timeout: WAIT_MS },
    );
    // What was shared of an area that is no more leads to those that have its land.
    const { rows } = await ask<{ rows: { fromId: number; toId: number; level: number; shareArea: number }[] }>(`/api/plans/${plan}/crosswalk`); // prettier-ignore
    const retired = rows.find((row) => row.level === 5 && !rows.some(({ toId }) => toId === row.fromId))!.fromId; // prettier-ignore
    const went = rows.flatMap((row) => (row.fromId === retired && row.shareArea > 1e-3 ? [row.toId] : [])); // prettier-ignore
    for (const screen of ['patrol?probe', 'watch?probe&table=5']) {
      const shared = await openPage(browser, `${product.url}/${screen}&area=${retired}`, size);
      await shared.page.waitForSelector('.areas-followed', { timeout: WAIT_MS });
      const named = new URL(shared.page.url()).searchParams.get('area')!.split(',').map(Number);
      expect(named.sort()).toEqual(went.sort());
      await keepPicture(shared.page, `followed-${screen.slice(0, 5)}`);
      expectNoFaults(shared.faults);
      await shared.context.close();
    }
    expectNoFaults(wall.faults);
    expectNoFaults(faults);
    await wall.context.close();
    await context.close();
  }, 300_000);

  it('that waits is withdrawn, drawn on and published; a draft is thrown away, and copied', async () => {
    const { page, context, faults } = await openPage(browser, `${product.url}/plan?probe`, { width: 1920, height: 1080 }); // prettier-ignore
    const hand = pointerHand(page);
    const id = await openPlan(page, hand, '年底调整');
    places = await readPlaces(product.url);
    const { editionId } = places.packed;
    const [cell] = broadCells(places, 60) as [number];
    const { from, to, middle } = splitOf(places, cell);
    await lookAt(page, middle[0], middle[1], ZOOM);
    await hand.take('split');
    await hand.place(from);
    await hand.place(to);
    await hand.finish();
    const edits = await madeOf(id, 1);
    // From a time that is far off by any clock.
    await hand.press('.plan-bar .primary');
    await page.check('.publish-dialog label:nth-of-type(2) input');
    await page.fill('.publish-dialog input[type=datetime-local]', '2099-01-01T00:00');
    await hand.press('.publish-dialog button[type=submit]');
    await page.waitForSelector('.chip.waits', { timeout: WAIT_MS });
    expect(await page.locator('.chip.waits').innerText()).toBe(
      '尚未生效 · 自 2099年1月1日 00:00 起',
    );
    expect(await page.locator('.read-only p').innerText()).toContain('要修改，先撤回');
    await keepPicture(page, 'plan-waits');

    // It is asked first, and nothing is done where that is left.
    await page.click('.plan-bar >> text=撤回');
    expect(await page.locator('.plan-question').innerText()).toContain('1 步改动都在');
    await page.keyboard.press('Escape');
    expect((await planOf(id)).plan.status).toBe('published');
    await page.click('.plan-bar >> text=撤回');
    await keepPicture(page, 'plan-withdraw');
    await page.click('.plan-question button[type=submit]');
    await page.waitForSelector('.chip.draft');
    expect((await planOf(id)).edits).toEqual(edits);
    // Drawn on where it was left, also after that step is taken back.
    await hand.undo();
    await madeOf(id, 0);
    await hand.redo();
    await madeOf(id, 1);
    await hand.press('.plan-bar .primary');
    await hand.press('.publish-dialog button[type=submit]');
    await page.waitForSelector('.chip.published:not(.waits)', { timeout: WAIT_MS });
    await expect.poll(() => page.locator('.read-only p').innerText()).toMatch(/^已发布，自 .* 起生效，只供查看。$/); // prettier-ignore
    expect((await readPlaces(product.url)).packed.editionId).toBeGreaterThan(editionId);

    // The edition before is looked at on the map, and the one in force again.
    const cells = places.packed.areas.filter(({ level }) => level === 5).length;
    const back = await openPage(browser, `${product.url}/plan?probe&table=5`, { width: 1920, height: 1080 }); // prettier-ignore
    const counted = () => back.page.locator('.plan-table .counts').innerText();
    await expect.poll(counted, { timeout: WAIT_MS }).toContain(`${cells + 1} 个`);
    await back.page.click('.side-tabs [role=tab]:last-child');
    await back.page.click(`[data-edition="${editionId}"] .name`);
    await back.page.waitForSelector('.plan-bar .chip.waits:has-text("历史版本")');
    await expect.poll(counted, { timeout: WAIT_MS }).toContain(`${cells} 个`);
    expect(new URL(back.page.url()).searchParams.get('edition')).toBe(String(editionId));
    await keepPicture(back.page, 'plan-edition');
    await back.page.reload();
    await expect.poll(counted, { timeout: WAIT_MS }).toContain(`${cells} 个`);
    await back.page.click('.plan-bar >> text=回到在用版本');
    await expect.poll(counted, { timeout: WAIT_MS }).toContain(`${cells + 1} 个`);
    expectNoFaults(back.faults);
    await back.context.close();

    // A trial is thrown away, is in the fold, and comes back as a copy.
    await page.click('.read-only button');
    await page.fill('.plan-question input', '试一试');
    await page.click('.plan-question button[type=submit]');
    await page.waitForSelector('.chip.draft');
    const trial = new URL(page.url()).searchParams.get('plan')!;
    expect(trial).not.toBe(id);
    // All of it is in force: the copy has nothing yet.
    await madeOf(trial, 0);
    const [, other] = broadCells(places, 60) as [number, number];
    const next = splitOf(places, other);
    await lookAt(page, next.middle[0], next.middle[1], ZOOM);
    await hand.take('split');
    await hand.place(next.from);
    await hand.place(next.to);
    await hand.finish();
    await madeOf(trial, 1);
    await page.click('.plan-bar >> text=退出方案');
    await page.click(`[data-plan="${trial}"] .acts button`);
    await page.click('.plan-question button[type=submit]');
    await page.waitForSelector(`.plan-fold [data-plan="${trial}"]`, { state: 'attached' });
    expect((await planOf(trial)).plan.status).toBe('withdrawn');
    await page.click('.plan-fold summary');
    await page.click(`[data-plan="${trial}"] .acts button`);
    await page.click('.plan-question button[type=submit]');
    await page.waitForSelector('.chip.draft');
    expect((await planOf(new URL(page.url()).searchParams.get('plan')!)).plan).toMatchObject({ name: '试一试（副本）', status: 'draft' }); // prettier-ignore
    expectNoFaults(faults);
    await context.close();
  }, 240_000);

  it('that was drawn in another program comes back as edits, to the last vertex', async () => {
    places = await readPlaces(product.url);
    const { editionId, areas } = places.packed;
    const begin = (name: string) => post<Plan>('/api/plans', { id: crypto.randomUUID(), name, editionId }); // prettier-ignore
    const [cell] = broadCells(places, 60) as [number];
    const { from, to } = splitOf(places, cell);
    const [there, here] = [await begin('别处画的'), await begin('带回来的')];
    const act = { verb: 'split', line: [from, to], cells: [cell], firstId: 1_000_000_000 };
    await post(`/api/plans/${there.id}/edits`, { id: crypto.randomUUID(), expects: there.revision, act }); // prettier-ignore
    const level = Math.max(...areas.map((area) => area.level));
    const bytes = await (await fetch(`${product.url}/api/plans/${there.id}/areas?format=gpkg&level=${level}`)).arrayBuffer(); // prettier-ignore
    const [gpkg, geojson] = [join(dataDir, 'there.gpkg'), join(dataDir, 'there.geojson')];
    await writeFile(gpkg, new Uint8Array(bytes));
    await promisify(execFile)('ogr2ogr', ['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=7', geojson, gpkg]); // prettier-ignore

    const { page, context, faults } = await openPage(browser, `${product.url}/plan?probe&plan=${here.id}`, { width: 1920, height: 1080 }); // prettier-ignore
    await page.waitForSelector('.import-file input', { state: 'attached' });
    await page.setInputFiles('.import-file input', geojson);
    await expect.poll(() => page.locator('.import-file p').allInnerTexts(), { timeout: WAIT_MS }).not.toEqual([]); // prettier-ignore
    // One redrawing: what the parts are called is what the whole was.
    await expect.poll(async () => (await planOf(here.id)).edits.map(({ act: one }) => one.verb), { timeout: WAIT_MS }).toEqual(['redraw']); // prettier-ignore
    const bordersOfPlan = async (id: string): Promise<string[]> =>
      (await ask<{ features: { geometry: { coordinates: unknown } }[] }>(`/api/plans/${id}/areas?level=${level}`)).features.map(({ geometry }) => JSON.stringify(geometry.coordinates)).sort(); // prettier-ignore
    expect(await bordersOfPlan(here.id)).toEqual(await bordersOfPlan(there.id));

    // The same file once more has nothing to say, nor has the GeoPackage itself.
    const { position } = (await planOf(here.id)).plan;
    const answerTo = async (file: string): Promise<string> => {
      await page.setInputFiles('.import-file input', file);
      await page.waitForSelector('.import-file > button:enabled');
      return page.locator('.import-file p').first().innerText();
    };
    for (const file of [geojson, gpkg]) expect(await answerTo(file)).toContain('没有差异');
    expect((await planOf(here.id)).plan.position).toBe(position);

    // Each corner of each cell slips by itself: told first, repaired when asked, taken over when seen.
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await planOf(here.id)).plan.position, { timeout: WAIT_MS }).toBe(0); // prettier-ignore
    const slips = join(dataDir, 'slips.geojson');
    await writeFile(slips, JSON.stringify(slipped(JSON.parse(await readFile(geojson, 'utf8')) as Features))); // prettier-ignore
    expect(await answerTo(slips)).toMatch(/不严密/);
    await keepPicture(page, 'plan-file-faults');
    expect((await planOf(here.id)).plan.position).toBe(0);
    await page.selectOption('.repair select', '1');
    await page.click('.repair .button');
    await page.waitForSelector('.repair .primary:enabled', { timeout: WAIT_MS });
    await keepPicture(page, 'plan-file-repaired');
    expect((await planOf(here.id)).plan.position).toBe(0);
    await page.click('.repair .primary');
    await expect.poll(async () => (await planOf(here.id)).plan.position, { timeout: WAIT_MS }).toBe(1); // prettier-ignore
    // Only what was divided is redrawn, with what lies beside it: all other borders are the edition's, to the last digit.
    const { edits } = await planOf(here.id);
    expect(edits.map(({ act: one }) => one.verb)).toEqual(['redraw']);
    expect(edits[0]!.act).toMatchObject({ gone: [cell] });
    const [redrawn, drawn] = [await bordersOfPlan(here.id), new Set(await bordersOfPlan(there.id))];
    expect(redrawn.length).toBe(drawn.size);
    expect(redrawn.filter((border) => !drawn.has(border)).length).toBeLessThan(6);
    expectNoFaults(faults);
    await context.close();
  }, 180_000);

  it('on an edition that is no more in force is brought over, by itself or by a choice', async () => {
    places = await readPlaces(product.url);
    const { editionId } = places.packed;
    const begin = (name: string) => post<Plan>('/api/plans', { id: crypto.randomUUID(), name, editionId }); // prettier-ignore
    const rename = async (plan: Plan, area: number, name: string) =>
      (await post<{ plan: Plan }>(`/api/plans/${plan.id}/edits`, { id: crypto.randomUUID(), expects: plan.revision, act: { verb: 'describe', areas: [{ id: area, words: { name } }] } })).plan; // prettier-ignore
    const [one, other, third] = broadCells(places, 60) as [number, number, number];
    const free = await rename(await begin('不冲突'), one, '一号');
    const clash = await rename(await rename(await begin('有冲突'), other, '二号'), third, '三号');
    const theirs = await rename(await begin('先发布'), other, '贰号');
    await post(`/api/plans/${theirs.id}/publish`, { expects: theirs.revision });

    const open = (id: string) => openPage(browser, `${product.url}/plan?probe&plan=${id}`, { width: 1920, height: 1080 }); // prettier-ignore
    const first = await open(free.id);
    await first.page.waitForSelector('.bring-over.done');
    expect((await planOf(free.id)).plan).toMatchObject({ position: 1, status: 'draft' });
    expect((await planOf(free.id)).plan.editionId).toBeGreaterThan(editionId);
    expectNoFaults(first.faults);
    await first.context.close();

    const second = await open(clash.id);
    await second.page.waitForSelector('.bring-over li');
    expect(await second.page.locator('.bring-over li').count()).toBe(1);
    await second.page.click('.bring-over li .link');
    await keepPicture(second.page, 'plan-conflict');
    await second.page.check('.bring-over li label:last-child input');
    await second.page.click('.bring-over .primary');
    await second.page.waitForSelector('.bring-over.done');
    const { plan, edits } = await planOf(clash.id);
    expect([plan.position, edits.map(({ act }) => act)]).toEqual([1, [{ verb: 'describe', areas: [{ id: third, words: { name: '三号' } }] }]]); // prettier-ignore
    expectNoFaults(second.faults);
    await second.context.close();
  }, 300_000);
});

interface Features {
  features: { geometry: { coordinates: number[][][][] } }[];
}

/** Corners of a file, each up to 0.2 m from where it is; of every cell for itself. */
function slipped(file: Features): Features {
  const random = createRandom(5);
  const slip = (): number => (random() - 0.5) * 3.6e-6;
  for (const { geometry } of file.features)
    geometry.coordinates = geometry.coordinates.map((rings) =>
      rings.map((ring) => {
        const open = ring.slice(1).map(([lng, lat]) => [lng! + slip(), lat! + slip()]);
        return [...open, open[0]!];
      }),
    );
  return file;
}
