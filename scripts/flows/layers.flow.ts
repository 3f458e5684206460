import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { wordsOf } from '../../web/words/words.ts';

import { accessibilityFaults } from './accessible.ts';
import { keepPicture, launchBrowser, openPage } from './browser.ts';
import { overlappingLabels, unnamedCounts } from './label-boxes.ts';
import {
  fadePart,
  heightsOf,
  isHandedToDeck,
  miscounted,
  rowsOf,
  unfoldAll,
  walkRows,
} from './layer-rows.ts';
import { lookAt, waitForDistrict, waitForWhole } from './on-map.ts';
import { startProduct, type Product } from './product.ts';

const words = wordsOf('zh-CN');
/** For a thing to happen; generous, for a machine that is busy. */
const WAIT_MS = 60_000;
/** The least width at which the column of layers stands open. */
const SIZE = { width: 1440, height: 810 };

let product: Product;
let browser: Browser;
beforeAll(async () => {
  // Nobody walks or reports but whom a flow lets do so.
  [product, browser] = await Promise.all([startProduct({ args: ['--no-simulate'] }), launchBrowser()]); // prettier-ignore
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const open = (path: string) => openPage(browser, path.startsWith('http') ? path : `${product.url}${path}`, SIZE); // prettier-ignore
const post = (path: string, body: object) => fetch(`${product.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }); // prettier-ignore
async function district() {
  const answer = await fetch(`${product.url}/api/district`);
  return (await answer.json()) as {
    categories: { key: string; severity: number }[];
    bounds: [number, number, number, number];
  };
}
async function onDuty() {
  const answer = await fetch(`${product.url}/api/units`);
  const units = (await answer.json()) as { id: number; code: string; onDuty: boolean }[];
  return units.filter((unit) => unit.onDuty);
}
async function middleOfDistrict(): Promise<[number, number]> {
  const [west, south, east, north] = (await district()).bounds;
  return [(west + east) / 2, (south + north) / 2];
}
const queryOf = (page: Page): URLSearchParams => new URL(page.url()).searchParams;
const row = (page: Page, layer: string) => page.locator(`[data-layer=${layer}]`);

it('saves a set of layers under a name, and restores it in another browser from its address', async () => {
  // Without the base map and buildings, which take a slow machine long to draw.
  const one = await open('/watch?probe&layers=incidents,units,areas');
  await waitForDistrict(one.page);
  // What is shown: heat of a day, faint borders, no people.
  await row(one.page, 'units').locator('.layer-switch').click();
  // Over which period is asked when there is some heat.
  await row(one.page, 'heat').locator('.layer-switch').click();
  await row(one.page, 'heat').locator('[data-period="24h"]').click();
  await row(one.page, 'areas').locator('.opacity-button').click();
  for (let i = 0; i < 10; i++) await one.page.keyboard.press('ArrowLeft');
  await row(one.page, 'sets').getByRole('button', { name: words.sets.saveAs }).click();
  await one.page.getByLabel(words.sets.name).fill('夜班');
  await one.page.keyboard.press('Enter');
  await expect.poll(() => queryOf(one.page).get('set'), { timeout: WAIT_MS }).toBe('夜班');
  expect(queryOf(one.page).get('fade')).toBe('areas:50');
  expect(queryOf(one.page).get('heat')).toBe('24h');
  const shared = one.page.url();
  // At home it is among the sets, and what was changed since is put back by choosing it.
  await row(one.page, 'areas').getByRole('switch').click();
  await one.page.locator('#layer-set').selectOption('');
  await one.page.locator('#layer-set').selectOption('夜班');
  await expect
    .poll(() => row(one.page, 'areas').getByRole('switch').getAttribute('aria-checked'))
    .toBe('true');
  expect(one.faults).toEqual({ errors: [], foreign: [] });
  await one.context.close();

  // Another context is another browser: nothing is kept there.
  const other = await open(shared);
  await waitForDistrict(other.page);
  const chosen = other.page.locator('#layer-set option:checked');
  expect(await chosen.textContent()).toBe(words.sets.unsaved('夜班'));
  expect(await row(other.page, 'units').locator('.layer-switch').getAttribute('aria-checked')).toBe('false'); // prettier-ignore
  expect(await row(other.page, 'areas').locator('.opacity-button').textContent()).toBe('50%');
  await other.page.locator('.heat-legend[data-heat="24h"][aria-busy=false]').waitFor();
  // The map's own lines are as faint as the row says.
  const opacity = await other.page.evaluate(() => window.__jingwei!.map.getPaintProperty('areas-line-1', 'line-opacity')); // prettier-ignore
  expect(JSON.stringify(opacity)).toContain('0.5');
  expect(await accessibilityFaults(other.page)).toEqual([]);
  await keepPicture(other.page, 'watch-set-restored');

  // Another layer on top: it is no longer the set as it was shared, its name stays.
  const captains = row(other.page, 'captains');
  await captains.getByRole('switch').click();
  await captains.locator('.legend-row').first().waitFor();
  await other.page.waitForFunction(() => window.__jingwei!.stores.buildingStore.getState().packed);
  await other.page.evaluate(() => {
    const { map, stores } = window.__jingwei!;
    const { positions } = stores.buildingStore.getState().packed!;
    map.jumpTo({ center: [positions[0]! / 1e7, positions[1]! / 1e7], zoom: 17.6 });
  });
  await other.page.waitForFunction(
    () => {
      const { map } = window.__jingwei!;
      const marks = map.getLayer('captains-mark') ? map.queryRenderedFeatures({ layers: ['captains-mark'] }) : []; // prettier-ignore
      return marks.length > 0 && marks.every((mark) => Number(mark.id) > 0 && mark.properties['n']);
    },
    undefined,
    { timeout: WAIT_MS, polling: 400 },
  );
  expect(queryOf(other.page).get('layers')?.split(',')).toContain('captains');
  expect(queryOf(other.page).get('set')).toBe('夜班');
  expect(other.faults).toEqual({ errors: [], foreign: [] });
  await other.context.close();
});

it('has of every layer a switch, a legend, an age or a date, a count and how plain it is, by keys and in the address', async () => {
  const ROWS = ['incidents', 'heat', 'units', 'tracks', 'cameras', 'wedges', 'stations', 'points', 'areas', 'buildings', 'captains', 'base']; // prettier-ignore
  const LAYERS = ROWS.filter((key) => key !== 'tracks' && key !== 'wedges');
  const unit = (await onDuty()).at(-1)!;
  const [lng, lat] = await middleOfDistrict();
  for (const ago of [4_000, 0]) {
    const fix = { unit: unit.code, measuredAt: new Date(Date.now() - ago).toISOString(), lng: lng + ago / 1e8, lat }; // prettier-ignore
    expect((await post('/api/fixes', { fixes: [fix] })).ok).toBe(true);
  }
  const { page, context, faults } = await open(`/watch?probe&layers=${LAYERS.join(',')}&sel=units:${unit.id}&c=${lng},${lat},17.2`); // prettier-ignore
  await waitForDistrict(page);
  const rowsBy = async () => new Map((await rowsOf(page)).map((one) => [one.key, one]));
  // By keys one goes through all of them, whatever is open.
  expect(await walkRows(page, ROWS.length)).toEqual(ROWS);
  // Each says how old it is and how many there are; where that can be counted otherwise, as many.
  await expect.poll(async () => [...(await rowsBy()).values()].filter((one) => !/^\d+( \/ \d+)?$/.test(one.count)), { timeout: WAIT_MS }).toEqual([]); // prettier-ignore
  await expect.poll(() => miscounted(page), { timeout: WAIT_MS }).toEqual([]);
  await expect
    .poll(async () => (await rowsBy()).get('tracks')!.count, { timeout: WAIT_MS })
    .toBe('2');
  await unfoldAll(page);
  const rows = await rowsBy();
  const layers = LAYERS.map((key) => rows.get(key)!);
  expect(layers.filter((one) => one.legend === 0 || !one.on).map((one) => one.key)).toEqual([]);
  // Nobody reports here but one unit: what reports tells its age, what does not yet the date of its data.
  const aged = layers.filter((one) => /^\d+ (秒|分|分钟)/.test(one.age)).map((one) => one.key);
  const dated = layers.filter((one) => /^\d{4}-\d\d-\d\d$/.test(one.age)).map((one) => one.key);
  expect(aged).toContain('units');
  expect([...aged, ...dated].sort()).toEqual([...LAYERS].sort());
  // The track and what cameras see are drawn, and each can be switched off and made fainter by itself.
  for (const [key, id] of Object.entries({
    wedges: 'sites-camera-wedges',
    tracks: 'units-track',
  })) {
    // prettier-ignore
    await expect.poll(() => isHandedToDeck(page, id), { timeout: WAIT_MS }).toBe(true);
    await fadePart(page, key);
    // Space is an alarm's first, and within ten minutes of a Ⅰ of the sample there is one.
    await page.locator(`[data-part=${key}] .part-switch`).press('Enter');
    await expect.poll(() => isHandedToDeck(page, id), { timeout: WAIT_MS }).toBe(false);
  }
  expect(queryOf(page).get('fade')).toBe('tracks:50,wedges:50');
  expect(queryOf(page).get('without')).toBe('tracks,wedges');
  expect(await accessibilityFaults(page, '.watch-layers')).toEqual([]);
  await keepPicture(page, 'watch-all-layers');
  // No row moves away under the pointer, whatever is drawn otherwise farther out.
  const near = await heightsOf(page);
  await page.evaluate(() => window.__jingwei!.map.setZoom(12));
  await expect.poll(async () => (await rowsBy()).get('cameras')!.count, { timeout: WAIT_MS }).toMatch(/^0 \/ /); // prettier-ignore
  expect(await heightsOf(page)).toEqual(near);
  // Whoever is sent the address sees the same, and switches every layer off: nothing is left that would explain it.
  await page.reload();
  await waitForDistrict(page);
  const again = await rowsBy();
  expect(ROWS.filter((key) => !again.get(key)?.on)).toEqual(['tracks', 'wedges']);
  for (const key of LAYERS) await page.locator(`[data-layer=${key}] .layer-switch`).press('Enter');
  await expect.poll(() => queryOf(page).get('layers'), { timeout: WAIT_MS }).toBe('');
  // Without people and cameras only the track of who is selected has something to switch.
  await expect.poll(async () => [...(await rowsBy()).keys()], { timeout: WAIT_MS }).toEqual(ROWS.filter((key) => key !== 'wedges')); // prettier-ignore
  const off = await rowsOf(page);
  expect(off.filter((one) => one.on || (one.legend > 0 && one.key !== 'tracks'))).toEqual([]);
  // Heat that is not there is not counted either.
  await expect.poll(async () => (await rowsBy()).get('heat')!.count, { timeout: WAIT_MS }).toBe('');
  expect(await accessibilityFaults(page, '.watch-layers')).toEqual([]);
  expect(faults).toEqual({ errors: [], foreign: [] });
  await context.close();
});

it('goes from the start to a selected incident by keys alone', async () => {
  const { page, context, faults } = await open('/watch?probe');
  await waitForDistrict(page);
  await page.locator('.incident-list [role=option]').first().waitFor({ timeout: WAIT_MS });
  // Captains are counted, though nobody has switched them on.
  const captains = async () => (await rowsOf(page)).find((one) => one.key === 'captains');
  await expect.poll(captains, { timeout: WAIT_MS }).toMatchObject({ on: false, count: expect.stringMatching(/^\d+$/) }); // prettier-ignore
  await page.keyboard.press('l');
  await page.keyboard.press('ArrowDown');
  const active = page.locator('.virtual-row.active');
  await active.waitFor({ timeout: WAIT_MS });
  const id = await active.getAttribute('data-key');
  await page.keyboard.press('Enter');
  await expect.poll(() => queryOf(page).get('sel'), { timeout: WAIT_MS }).toBe(`incidents:${id}`);
  await page.locator(`.card[data-card="incidents:${id}"]`).waitFor({ timeout: WAIT_MS });
  await page.keyboard.press('Escape');
  await expect.poll(() => queryOf(page).get('sel'), { timeout: WAIT_MS }).toBeNull();
  // A map that was moved by keys stays there when it gets another size.
  const centre = () => page.evaluate(() => window.__jingwei!.map.getCenter().toArray());
  const home = await centre();
  await page.locator('.maplibregl-canvas').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await centre())[0] - home[0], { timeout: WAIT_MS }).toBeGreaterThan(0); // prettier-ignore
  await page.waitForFunction(() => !window.__jingwei!.map.isMoving());
  const [lng, lat] = await centre();
  await page.setViewportSize({ width: SIZE.width, height: SIZE.height - 200 });
  await page.waitForFunction(() => window.__jingwei!.map.getCanvas().clientHeight < 600);
  await waitForWhole(page);
  const now = await centre();
  expect([now[0].toFixed(4), now[1].toFixed(4)]).toEqual([lng.toFixed(4), lat.toFixed(4)]);
  expect(faults).toEqual({ errors: [], foreign: [] });
  await context.close();
});

it('keeps a followed unit in the middle while it moves, until the map is moved by pointer or keys', async () => {
  const unit = (await onDuty())[0]!;
  const [west, lat] = await middleOfDistrict();
  let lng = west;
  /** A step of five metres to the east, told as a phone tells it. */
  const walk = async (): Promise<void> => {
    lng += 5e-5;
    const fix = { unit: unit.code, measuredAt: new Date().toISOString(), lng, lat };
    expect((await post('/api/fixes', { fixes: [fix] })).ok).toBe(true);
  };
  await walk();
  const { page, context, faults } = await open(`/watch?probe&layers=units,areas&sel=units:${unit.id}&c=${lng},${lat + 0.004},15`); // prettier-ignore
  await waitForDistrict(page);
  /** Whether the unit is where it was reported last, and that is the middle of the map, near enough: the map lets it stray by 4 px. */
  const inTheMiddle = () =>
    page.evaluate(
      ([id, x, y]) => {
        const { map, columns } = window.__jingwei!;
        const i = columns.ids.indexOf(id);
        const [p, c] = [map.project([x, y]), map.project(map.getCenter())];
        const known = i >= 0 && Math.abs(columns.positions[2 * i]! - x) < 1e-6;
        return known && Math.hypot(p.x - c.x, p.y - c.y) < 6;
      },
      [unit.id, lng, lat] as const,
    );
  await page.getByRole('button', { name: words.units.follow, exact: true }).click();
  await expect.poll(inTheMiddle, { timeout: WAIT_MS }).toBe(true);
  await page.evaluate(() => window.__jingwei!.map.setZoom(17));
  for (let step = 0; step < 2; step++) {
    await walk();
    await expect.poll(inTheMiddle, { timeout: WAIT_MS }).toBe(true);
  }
  const box = (await page.locator('.watch-map canvas').first().boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 160, y + 90, { steps: 8 });
  await page.mouse.up();
  await page.getByRole('button', { name: words.units.follow, exact: true }).waitFor({ timeout: WAIT_MS }); // prettier-ignore
  expect(await inTheMiddle()).toBe(false);
  await page.getByRole('button', { name: words.units.follow, exact: true }).click();
  await page.locator('.maplibregl-canvas').focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: words.units.follow, exact: true }).waitFor({ timeout: WAIT_MS }); // prettier-ignore
  expect(faults).toEqual({ errors: [], foreign: [] });
  await context.close();
});

/** Everybody on duty stands about a place, some metres from each other. */
async function standAbout([lng, lat]: [number, number]): Promise<void> {
  const units = (await (await fetch(`${product.url}/api/units`)).json()) as { code: string; onDuty: boolean }[]; // prettier-ignore
  const measuredAt = new Date().toISOString();
  const fixes = units
    .filter((u) => u.onDuty)
    .map(({ code }, i) => {
      const [far, turn] = [4e-5 * (i + 1), 2.4 * i];
      return { unit: code, measuredAt, lng: lng + far * Math.cos(turn), lat: lat + far * Math.sin(turn) }; // prettier-ignore
    });
  expect((await post('/api/fixes', { fixes })).ok).toBe(true);
}

it('writes no name on another or on a symbol at seven zooms, and draws an unchanged scene the same', async () => {
  const everything = 'incidents,units,cameras,stations,points,areas,buildings,captains,base';
  const { page, context, faults } = await openPage(browser, 'about:blank', SIZE);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { incidents } = (await (await fetch(`${product.url}/api/incidents?state=open&limit=500`)).json()) as { incidents: { at: [number, number] | null }[] }; // prettier-ignore
  const middle = await middleOfDistrict();
  // Where incidents are changes with the hour; towards the middle there are cameras about all of them.
  const far = ([lng, lat]: [number, number]): number => Math.hypot(lng - middle[0], lat - middle[1]); // prettier-ignore
  const near = incidents.flatMap((i) => (i.at ? [i.at] : [])).sort((a, b) => far(a) - far(b))[0]!;
  await standAbout(near);
  const seen = { count: 0, symbols: 0, icons: 0, counts: 0 };
  const expectNoOverlaps = async (where: string) => {
    // Names make room for what deck writes once it is drawn: looked at until they have.
    const overlaps = async () => {
      await waitForWhole(page);
      const found = await overlappingLabels(page);
      seen.count = Math.max(seen.count, found.count);
      seen.symbols = Math.max(seen.symbols, found.symbols);
      seen.icons = Math.max(seen.icons, found.icons);
      return found.overlaps;
    };
    await expect.poll(overlaps, { timeout: WAIT_MS, interval: 1_000, message: where }).toEqual([]);
    const { counts, unnamed } = await unnamedCounts(page);
    expect(unnamed, where).toEqual([]);
    seen.counts += counts;
  };
  // English names are the longer ones: they are looked at where there are most.
  for (const [language, zooms] of [
    ['en', [10, 15, 17]],
    ['zh-CN', [9, 11, 13, 15, 16.8, 17, 19]],
  ] as const) {
    await page.goto(`${product.url}/watch?probe&theme=dark&lang=${language}&layers=${everything}`);
    await waitForDistrict(page);
    for (const zoom of zooms) {
      await lookAt(page, ...(zoom < 16 ? middle : near), zoom);
      await expectNoOverlaps(`${language} ${zoom}`);
      await keepPicture(page, `labels-${zoom}-${language}`);
    }
  }
  expect(seen.count).toBeGreaterThan(20);
  expect(seen.symbols).toBeGreaterThan(20);
  expect(seen.icons).toBeGreaterThan(0);
  expect(seen.counts).toBeGreaterThan(4);

  // A drawing buffer can be read only while its frame is drawn.
  const frame = () =>
    page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const { map } = window.__jingwei!;
          map.once('render', () => resolve(map.getCanvas().toDataURL()));
          map.triggerRepaint();
        }),
    );
  const look = async (at: [number, number], zoom: number): Promise<string> => {
    await lookAt(page, ...at, zoom);
    await waitForWhole(page);
    return frame();
  };
  // People become older meanwhile, and look so: between two frames that are taken at once hardly ever.
  const twoFrames = async () => (await look(middle, 14)) === (await frame());
  await expect.poll(twoFrames, { timeout: WAIT_MS, interval: 500 }).toBe(true);
  const thereAndBack = async () => {
    const [before, there, after] = [await look(middle, 14), await look(near, 16), await look(middle, 14)]; // prettier-ignore
    return { same: before === after, other: before !== there };
  };
  await expect.poll(thereAndBack, { timeout: 2 * WAIT_MS }).toEqual({ same: true, other: true });

  await page.goto(`${product.url}/wall?probe&theme=dark`);
  await waitForDistrict(page);
  await expectNoOverlaps('wall');
  await expect
    .poll(async () => (await overlappingLabels(page)).cut, { timeout: WAIT_MS })
    .toEqual([]);
  expect(faults).toEqual({ errors: [], foreign: [] });
  await context.close();
}, 480_000);

it('flashes a new Ⅰ on list and map far out until Space stills it, on that screen only', async () => {
  const { page, context, faults } = await open('/watch?probe&layers=incidents,areas,stations');
  await waitForDistrict(page);
  // Somebody else's screen, as small and bare as it may be: only its banner is looked at.
  const other = await openPage(browser, `${product.url}/watch?probe&layers=`, { width: 480, height: 360 }); // prettier-ignore
  const otherBanner = other.page.locator('.alarm-banner');
  await other.page.waitForFunction(() => (window.__jingwei?.stores.incidentStore.getState().figures ?? null) !== null); // prettier-ignore
  const at = await middleOfDistrict();
  const { categories } = await district();
  const id = crypto.randomUUID();
  const category = categories.find((c) => c.severity === 1)!.key;
  const answer = await post('/api/incidents', { id, category, title: '储罐泄漏', at });
  expect(answer.status).toBe(201);
  const banner = page.locator('.alarm-banner');
  await banner.waitFor({ timeout: WAIT_MS });
  expect(await banner.textContent()).toContain(words.alarm.still);
  await otherBanner.waitFor({ timeout: WAIT_MS });
  const first = page.locator('.incident-list [role=option]').first();
  expect(await first.getAttribute('data-key')).toBe(id);
  expect(await first.locator('.incident-row.alarm.flash').count()).toBe(1);
  // Both halves of a flash are seen, and the symbol is on the map far out.
  for (const pale of [true, false])
    await page.waitForFunction((wanted) => document.documentElement.hasAttribute('data-pale') === wanted, pale, { timeout: WAIT_MS }); // prettier-ignore
  await page.evaluate(() => window.__jingwei!.map.setZoom(8));
  await page.waitForFunction(
    ([lng, lat, wanted]) => {
      const { map, pick } = window.__jingwei!;
      const p = map.project([lng, lat]);
      return pick(p.x, p.y)?.id === wanted;
    },
    [...at, id] as const,
    { timeout: WAIT_MS, polling: 400 },
  );
  // Whatever was clicked last: the first press is the alarm's, the next the control's again.
  const flip = row(page, 'stations').getByRole('switch');
  await flip.click();
  await expect.poll(() => flip.getAttribute('aria-checked'), { timeout: WAIT_MS }).toBe('false');
  expect(await banner.count()).toBe(1);
  await page.keyboard.press(' ');
  await banner.waitFor({ state: 'detached', timeout: WAIT_MS });
  expect(await page.locator('.incident-row.alarm').count()).toBe(0);
  expect(await flip.getAttribute('aria-checked')).toBe('false');
  await page.keyboard.press(' ');
  await expect.poll(() => flip.getAttribute('aria-checked'), { timeout: WAIT_MS }).toBe('true');
  expect(await page.evaluate(() => document.documentElement.hasAttribute('data-pale'))).toBe(false);
  // Elsewhere nobody has answered it, and it goes on flashing.
  expect(await otherBanner.count()).toBe(1);
  for (const pale of [true, false])
    await other.page.waitForFunction((wanted) => document.documentElement.hasAttribute('data-pale') === wanted, pale, { timeout: WAIT_MS }); // prettier-ignore
  expect(other.faults).toEqual({ errors: [], foreign: [] });
  await other.context.close();
  // Nor does a reload bring it back.
  await page.reload();
  await waitForDistrict(page);
  await page.waitForFunction((wanted) => window.__jingwei!.stores.incidentStore.getState().byId.has(wanted), id); // prettier-ignore
  expect(await banner.count()).toBe(0);
  expect(faults).toEqual({ errors: [], foreign: [] });
  await context.close();
});
