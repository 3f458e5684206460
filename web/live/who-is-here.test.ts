import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { Me } from '#data/accounts/account.ts';

import { hereStore, lookWhoIsHere, type Here } from './who-is-here.ts';

const me = (id: string): Me => ({ id, acts: [], posts: [] }) as unknown as Me;
let here: Here;
const went: string[] = [];
const page = {
  pathname: '/watch',
  search: '?sel=1',
  reload: () => went.push('anew'),
  replace: (to: string) => went.push(to),
} as unknown as Location;
const look = (who: Me | null): Promise<boolean | null> => {
  here = { asked: true, me: who, device: null, whole: [] };
  return lookWhoIsHere(page);
};

beforeEach(() => {
  went.length = 0;
  hereStore.setState({ asked: null, me: null, device: null, whole: [] });
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(here)));
});
afterEach(() => vi.unstubAllGlobals());

it('begins anew where another has signed in by now, and only then', async () => {
  expect(await look(me('a'))).toBe(true);
  expect(await look(me('a'))).toBe(true);
  expect(went).toEqual([]);
  expect(await look(me('b'))).toBe(true);
  expect(went).toEqual(['anew']);
});

it('goes to the door where nobody is signed in, and comes back by it', async () => {
  expect(await look(null)).toBe(false);
  expect(went).toEqual(['/sign-in?next=%2Fwatch%3Fsel%3D1']);
});

it('knows nothing where the server does not answer, and goes nowhere', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  expect(await lookWhoIsHere(page)).toBeNull();
  expect(went).toEqual([]);
});
