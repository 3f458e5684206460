import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { SearchAnswer } from '#data/wire/search.ts';

import { zhCN } from '../words/zh-cn.ts';

import { keepChoice, recallChoices } from './recent-choices.ts';
import { SearchBox } from './search-box.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const answer = (id: number, more: Partial<SearchAnswer> = {}): SearchAnswer => ({
  noun: 'buildings',
  id,
  code: `C${id}`,
  name: null,
  nameEn: null,
  address: `长亭路${id}号`,
  kind: 'residential',
  tier: 'prefix',
  marks: { address: [[0, 2]] },
  at: [118, 32],
  bounds: null,
  select: { noun: 'buildings', id },
  areas: [{ id: 1, code: '1', level: 1, name: '清澜区', nameEn: null }],
  ...more,
});
const twenty = [
  answer(1),
  answer(2),
  answer(3, { noun: 'sites', name: '长亭路口', address: null, kind: 'dome', marks: { name: [[0, 2]] } }), // prettier-ignore
];

let root: Root;
let place: HTMLElement;
let chosen: SearchAnswer[];
let asked: URL[];
let reply: () => Promise<Response>;

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  Element.prototype.scrollIntoView = () => undefined;
  chosen = [];
  asked = [];
  reply = () => Promise.resolve(Response.json({ answers: twenty }));
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(new URL(path, 'http://x'));
    return reply();
  });
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  act(() => root.render(<SearchBox near={() => [118.5, 32.5]} onChoose={(a) => chosen.push(a)} />));
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const field = (): HTMLInputElement => place.querySelector('input')!;
const options = (): HTMLElement[] => [...place.querySelectorAll<HTMLElement>('[role=option]')];
const panel = (): HTMLElement => place.querySelector('.search-panel')!;
const active = (): number =>
  options().findIndex((o) => o.id === field().getAttribute('aria-activedescendant'));
async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  const to = document.activeElement ?? document.body;
  await act(async () => {
    to.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })); // prettier-ignore
    await vi.advanceTimersByTimeAsync(0);
  });
}
async function type(text: string, restMs = 1_000): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field(), text);
    field().dispatchEvent(new Event('input', { bubbles: true }));
    await vi.advanceTimersByTimeAsync(restMs);
  });
}

it('is opened by Ctrl-K and by /, and by no other k', async () => {
  await press('k');
  expect(document.activeElement).not.toBe(field());
  await press('/');
  expect(document.activeElement).toBe(field());
  act(() => field().blur());
  await press('k', { ctrlKey: true });
  expect(document.activeElement).toBe(field());
});
it('asks once when the keys rest, with where the map looks', async () => {
  await press('/');
  await type('长', 20);
  await type('长亭', 20);
  await type(' 长亭路 ');
  expect(asked.map((u) => u.searchParams.get('q'))).toEqual(['长亭路']);
  expect(asked[0]!.searchParams.get('lng')).toBe('118.50000');
});
it('moves through the answers by arrows, from the text and back to it', async () => {
  await press('/');
  await type('长亭');
  expect(field().getAttribute('aria-expanded')).toBe('true');
  expect(active()).toBe(-1);
  for (const at of [0, 1, 2, -1, 0]) {
    await press('ArrowDown');
    expect(active()).toBe(at);
  }
  await press('ArrowUp');
  await press('ArrowUp');
  expect(active()).toBe(2);
  expect(options().map((o) => o.getAttribute('aria-selected'))).toEqual(['false', 'false', 'true']);
  await press('Enter');
  expect(chosen.map((a) => a.id)).toEqual([3]);
  expect(panel().hidden).toBe(true);
  expect(document.activeElement).not.toBe(field());
});
it('names the groups, marks what was met, and says what a thing is', async () => {
  await press('/');
  await type('长亭');
  const heads = [...place.querySelectorAll('.head')].map((h) => h.textContent);
  expect(heads).toEqual([zhCN.search.nouns.buildings, zhCN.search.nouns.sites]);
  expect([...options()[0]!.querySelectorAll('mark')].map((m) => m.textContent)).toEqual(['长亭']);
  expect(options()[0]!.textContent).toContain(zhCN.buildings.uses.residential);
  expect(options()[2]!.textContent).toContain(zhCN.sites.classes.dome);
});
it('takes the first on Enter, also when the answer is still to come', async () => {
  await press('/');
  await type('长亭', 10);
  await press('Enter');
  expect(chosen).toEqual([]);
  await act(async () => vi.advanceTimersByTimeAsync(1_000));
  expect(chosen.map((a) => a.id)).toEqual([1]);
});
it('clears the text by Escape, then leaves, and lets no screen hear of it', async () => {
  const heard = vi.fn((event: KeyboardEvent) => event.defaultPrevented);
  window.addEventListener('keydown', heard);
  await press('/');
  await type('长亭');
  await press('Escape');
  expect(field().value).toBe('');
  expect(document.activeElement).toBe(field());
  await press('Escape');
  expect(document.activeElement).not.toBe(field());
  window.removeEventListener('keydown', heard);
  expect(heard.mock.results.every((r) => r.value === true)).toBe(true);
});
it('says that nothing is like it, and why it could not ask', async () => {
  reply = () => Promise.resolve(Response.json({ answers: [] }));
  await press('/');
  await type('啊');
  expect(panel().textContent).toContain(zhCN.search.none('啊'));
  reply = () => Promise.resolve(Response.json({ reason: 'busy', detail: '' }, { status: 503 }));
  await type('啊啊');
  expect(panel().textContent).toContain(zhCN.refusals.busy);
  reply = () => Promise.resolve(Response.json({ answers: twenty }));
  await act(async () => {
    panel().querySelector('button')!.click();
    await vi.advanceTimersByTimeAsync(1_000);
  });
  expect(options()).toHaveLength(3);
});
it('says that it waits when that lasts', async () => {
  reply = () => new Promise(() => undefined);
  await press('/');
  await type('长亭', 300);
  expect(panel().hidden).toBe(true);
  await act(async () => vi.advanceTimersByTimeAsync(400));
  expect(panel().textContent).toContain(zhCN.search.searching);
});
it('offers what was chosen lately, at most eight, newest first, and forgets it when told to', async () => {
  for (let id = 1; id <= 12; id++) keepChoice(answer(id));
  keepChoice(answer(9));
  await press('/');
  expect(options().map((o) => o.dataset['found'])).toEqual([9, 12, 11, 10, 8, 7, 6, 5].map((id) => `buildings:${id}`)); // prettier-ignore
  await press('Enter');
  expect(chosen).toEqual([]);
  await press('ArrowDown');
  await press('Enter');
  expect(chosen.map((a) => a.id)).toEqual([9]);
  await press('/');
  act(() => panel().querySelector<HTMLElement>('.forget')!.click());
  expect(options()).toEqual([]);
  expect(recallChoices()).toEqual([]);
});
it('reads nothing into what somebody else has stored', () => {
  for (const bad of [
    '{',
    '5',
    '[1,null,{}]',
    JSON.stringify([{ ...answer(1), noun: 'ghosts' }]),
    JSON.stringify([{ ...answer(1), at: ['a'] }]),
  ]) {
    // prettier-ignore
    localStorage.setItem('jingwei.search.recent', bad);
    expect(recallChoices(), bad).toEqual([]);
  }
});
