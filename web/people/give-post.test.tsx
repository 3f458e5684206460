import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { zhCN } from '../words/zh-cn.ts';

import { GivePost } from './give-post.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const says = zhCN.managing;
const STREET = { noun: 'areas', id: '4', name: '竹海街道', nameEn: null, code: null, areas: [] };
let root: Root;
let place: HTMLElement;
let given = 0;
const posted: unknown[] = [];

const settle = () => act(async () => vi.advanceTimersByTimeAsync(500));
const send = async (): Promise<void> => {
  act(() => place.querySelector<HTMLButtonElement>('button[type=submit]')!.click());
  await settle();
};
const choose = (role: string): void => {
  const field = place.querySelector('select')!;
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')!.set!.call(field, role);
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
};
const chooseStreet = async (): Promise<void> => {
  const field = place.querySelector<HTMLInputElement>('input[type=search]')!;
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field, '竹海');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await settle();
  act(() => place.querySelector<HTMLButtonElement>('.found button')!.click());
};
const whole = () => place.querySelector<HTMLInputElement>('input[type=checkbox]');
const refusal = () => place.querySelector('.refused')!.textContent;

beforeEach(() => {
  vi.useFakeTimers();
  given = 0;
  posted.length = 0;
  vi.stubGlobal('fetch', (_path: string, init: { method?: string; body?: string }) => {
    if (init.method !== 'POST') return Promise.resolve(Response.json({ answers: [STREET] }));
    posted.push(JSON.parse(init.body!));
    return Promise.resolve(Response.json({ id: posted.length }));
  });
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  act(() => root.render(<GivePost personId={9} zone="Asia/Shanghai" onGiven={() => given++} />));
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('giving a post', () => {
  it('pressed twice gives one, for the place that was chosen', async () => {
    choose('duty-officer');
    await chooseStreet();
    await send();
    await send();
    expect(posted).toEqual([{ role: 'duty-officer', areaId: 4 }]);
    expect(given).toBe(1);
  });

  it('of the whole district is one that was said to be, in place of an area', async () => {
    choose('duty-officer');
    await send();
    expect([posted, refusal()]).toEqual([[], says.placeMissing(true)]);
    await chooseStreet();
    act(() => whole()!.click());
    expect(refusal()).toBe('');
    await send();
    expect(posted).toEqual([{ role: 'duty-officer' }]);
  });

  it('is not offered the whole district where the role is of a place', async () => {
    choose('leader');
    expect(whole()).toBeNull();
    await send();
    expect([posted, refusal()]).toEqual([[], says.placeMissing(false)]);
  });
});
