import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';

import { keepPicture, openPage, type PageFaults } from './browser.ts';
import { waitForDistrict } from './on-map.ts';
import { withProduct } from './with-product.ts';

const WAIT_MS = 60_000;
const SIZE = { width: 1600, height: 900 };

/** What each role sees of incidents, units and cameras, and which buttons it has: written by hand. */
const SEES = [
  { role: 'duty-leader', incidents: 'all', units: 'all', cameras: 'all', reports: true, draws: false, plans: true },
  { role: 'community-officer', incidents: 'own', units: 'own', cameras: 'own', reports: true, draws: false, plans: false },
  { role: 'leader', incidents: 'own', units: 'own', cameras: 'own', reports: true, draws: false, plans: false },
  { role: 'worker', incidents: 'own', units: 'own', cameras: 'none', reports: true, draws: false, plans: false },
  { role: 'volunteer', incidents: 'none', units: 'self', cameras: 'none', reports: true, draws: false, plans: false },
  { role: 'planner', incidents: 'none', units: 'all', cameras: 'none', reports: false, draws: true, plans: true },
  { role: 'auditor', incidents: 'none', units: 'none', cameras: 'none', reports: false, draws: false, plans: false },
] as const; // prettier-ignore

const here = withProduct({ env: { JINGWEI_SIGN_IN: 'yes' } });

/** Opens a screen as a demo account: by the door, and on to where it wanted to go. */
async function openAs(role: string, path: string) {
  const opened = await openPage(here.browser, `${here.product.url}/${path}`, SIZE);
  const { page } = opened;
  await page.waitForURL(`**/sign-in?next=**`);
  const fields = page.locator('.account-form input');
  await fields.nth(0).fill(role);
  await fields.nth(1).fill('jingwei-demo');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/${path}`);
  return opened;
}

/** What the page holds, and what of it lies in the areas of the posts of whoever is here. */
function heldBy(page: Page) {
  return page.evaluate(async () => {
    const { areaStore, incidentStore, siteStore, unitStore } = window.__jingwei!.stores;
    const { me } = (await (await fetch('/api/accounts/here')).json()) as { me: { person: { id: number }; posts: { areaId: number | null }[] } }; // prettier-ignore
    const own = new Set(me.posts.map(({ areaId }) => areaId));
    const { chainOf } = areaStore.getState();
    const isOwn = (areaId: number | null): boolean => areaId !== null && chainOf(areaId).some(({ id }) => own.has(id)); // prettier-ignore
    const incidents = [...incidentStore.getState().byId.values()];
    const units = [...unitStore.getState().byId.values()];
    return {
      incidents: incidents.length,
      incidentIds: incidents.map(({ id }) => id).sort(),
      strangeIncidents: incidents.filter(({ areaId }) => !isOwn(areaId)).length,
      ownIncidents: incidents.filter(({ areaId }) => isOwn(areaId)).map(({ id }) => id),
      units: units.length,
      strangeUnits: units.filter(({ homeAreaId, personId }) => !isOwn(homeAreaId) && personId !== me.person.id).length, // prettier-ignore
      // Of SITE_KINDS the first.
      cameras: siteStore.getState().packed?.kind.filter((kind) => kind === 0).length ?? -1,
      open: incidentStore.getState().figures?.open ?? -1,
    };
  });
}

/**
 * A "no" is a line in a browser's console: of a connection that somebody has to sign in for, and of plans, which are the
 * whole district's, to who has a part of it.
 */
const expectNoFaults = ({ errors, foreign }: PageFaults): void =>
  expect([errors.filter((text) => !/status of 40[13]|WebSocket/.test(text)), foreign]).toEqual([[], []]); // prettier-ignore

describe('who signs in', () => {
  let all: Awaited<ReturnType<typeof heldBy>>;

  it.each(SEES)(
    'as $role sees what is theirs',
    async (expected) => {
      const { page, context, faults } = await openAs(expected.role, 'watch?probe');
      await waitForDistrict(page, false);
      await page.waitForFunction(() => window.__jingwei!.stores.siteStore.getState().load === 'ready', undefined, { timeout: WAIT_MS }); // prettier-ignore
      const held = await heldBy(page);
      if (expected.role === 'duty-leader') all = held;
      const of = (
        kind: 'all' | 'own' | 'self' | 'none',
        count: number,
        whole: number,
        strange: number,
      ): string =>
        // prettier-ignore
        `${count === 0 ? 'none' : count === whole ? 'all' : strange === 0 ? 'own' : 'mixed'} for ${kind}`;
      const { incidents, units, cameras } = expected;
      if (incidents === 'all') expect(held.incidents).toBeGreaterThan(10);
      else if (incidents === 'none') expect(held.incidents).toBe(0);
      else
        expect(of(incidents, held.incidents, Infinity, held.strangeIncidents)).toMatch(
          /^(own|none)/,
        );
      expect(held.open).toBe(held.incidents);
      if (units === 'none') expect(held.units).toBe(0);
      else if (units === 'all') expect(held.units).toBe(all.units);
      else expect([held.strangeUnits, held.units > 0 && held.units < all.units]).toEqual([0, true]);
      if (cameras === 'none') expect(held.cameras).toBe(0);
      else if (cameras === 'all') expect(held.cameras).toBeGreaterThan(50);
      else expect([held.cameras > 0, held.cameras < all.cameras]).toEqual([true, true]);
      expect(await page.locator('.top-bar .primary').count()).toBe(expected.reports ? 1 : 0);
      await keepPicture(page, `as-${expected.role}`);

      await page.goto(`${here.product.url}/plan?probe`);
      await waitForDistrict(page, false);
      await page.waitForSelector('.plan-table [role=row][data-area]');
      expect(await page.locator('.begin-plan').count()).toBe(expected.draws ? 1 : 0);
      expect(
        await page.locator('.plan-list .note', { hasText: '方案只给规划与发布岗位看' }).count(),
      ).toBe(expected.plans ? 0 : 1);
      expectNoFaults(faults);
      await context.close();
    },
    120_000,
  );

  it('and signs out elsewhere is shown nothing more, and comes to the door', async () => {
    const { page, context } = await openAs('leader', 'watch?probe');
    await waitForDistrict(page, false);
    const from = Date.now();
    // Another tab of the same browser.
    const answer = await page.evaluate(async () => (await fetch('/api/sessions', { method: 'DELETE' })).status); // prettier-ignore
    expect(answer).toBe(200);
    await page.waitForURL('**/sign-in?next=**', { timeout: WAIT_MS });
    expect(Date.now() - from).toBeLessThan(20_000);
    await context.close();
  }, 120_000);
});
