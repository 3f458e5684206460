import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { BuildingCard as BuildingCardData } from '#data/wire/cards.ts';
import type { Versions } from '#data/wire/messages.ts';

import { districtStore } from '../live/stores.ts';
import { zhCN } from '../words/zh-cn.ts';

import { BuildingCard } from './building-card.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const card = { id: 3, code: 'B3', name: '旧名', address: null, use: 'dwelling', compound: null, households: 20, residents: 50, floors: 6, heightM: null, entrances: [], areas: [], captain: null } as unknown as BuildingCardData; // prettier-ignore
let root: Root;
let place: HTMLElement;
let answers: (() => Promise<Response>)[];
let asked: number;
const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve)));
const yes = (body: unknown) => () => Promise.resolve(Response.json(body));
const no = (status: number, reason: string) => () => Promise.resolve(Response.json({ reason, detail: '' }, { status })); // prettier-ignore
/** What an import or an edition brings to every screen. */
const moveOn = (n: number) =>
  act(() => districtStore.setState({ versions: { areas: n, features: n, buildings: n, sites: n, units: n } satisfies Versions })); // prettier-ignore

beforeEach(async () => {
  asked = 0;
  answers = [yes(card)];
  vi.stubGlobal('fetch', () => answers[Math.min(asked++, answers.length - 1)]!());
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  act(() =>
    root.render(
      <BuildingCard
        buildingId={3}
        close={() => undefined}
        onSelectArea={() => undefined}
        onShow={() => undefined}
      />,
    ),
  );
  await settle();
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  districtStore.setState({ versions: null });
  vi.unstubAllGlobals();
});

it('asks again after an import, and shows what it had until the answer is there', async () => {
  let say: (response: Response) => void = () => undefined;
  answers.push(() => new Promise((resolve) => (say = resolve)));
  moveOn(2);
  await settle();
  expect(asked).toBe(2);
  expect(place.textContent).toContain('旧名');
  say(Response.json({ ...card, name: '新名' }));
  await settle();
  expect(place.querySelector('h2')!.textContent).toBe('新名');
  expect(place.querySelector('.card-stale')).toBeNull();
});
it('stays and says so when it cannot be asked again, until it can', async () => {
  answers.push(no(500, 'internal'), yes({ ...card, name: '新名' }));
  moveOn(2);
  await settle();
  expect(place.querySelector('h2')!.textContent).toBe('旧名');
  expect(place.querySelector('.card-stale')!.textContent).toContain(zhCN.card.stale);
  act(() => place.querySelector<HTMLElement>('.card-stale button')!.click());
  await settle();
  expect(place.querySelector('h2')!.textContent).toBe('新名');
  expect(place.querySelector('.card-stale')).toBeNull();
});
it('does not show what is no longer there', async () => {
  answers.push(no(404, 'unknown-building'));
  moveOn(2);
  await settle();
  expect(place.textContent).not.toContain('旧名');
  expect(place.textContent).toContain(zhCN.refusals['unknown-building']);
});
