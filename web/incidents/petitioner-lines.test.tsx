import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Me } from '#data/accounts/account.ts';
import type { Act } from '#data/access/acts.ts';

import { hereStore } from '../live/who-is-here.ts';
import { zhCN } from '../words/zh-cn.ts';

import { PetitionerLines } from './petitioner-lines.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const MASKED = { name: '张**', phone: '111****0405' };
const OPENED = { name: '张慕白', phone: '11102030405' };
let root: Root;
let place: HTMLElement;
let masked: object | null;
let refused: string | null;
const posted: [string, unknown][] = [];

const settle = () => act(async () => vi.advanceTimersByTimeAsync(1));
const buttons = (): string[] => [...place.querySelectorAll('button')].map((b) => b.textContent);
const press = async (text: string): Promise<void> => {
  act(() => [...place.querySelectorAll('button')].find((b) => b.textContent === text)!.click());
  await settle();
};
const type = (text: string): void => {
  const field = place.querySelector('input')!;
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
};
const show = async (acts: Act[]): Promise<void> => {
  hereStore.setState({ asked: true, me: { acts } as Me, device: null });
  act(() => root.render(<PetitionerLines incidentId="i1" />));
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers();
  masked = MASKED;
  refused = null;
  posted.length = 0;
  vi.stubGlobal('fetch', (path: string, init: { method?: string; body?: string }) => {
    if (init.method !== 'POST') return Promise.resolve(Response.json({ petitioner: masked }));
    posted.push([path, JSON.parse(init.body!)]);
    return Promise.resolve(
      refused === null
        ? Response.json({ petitioner: OPENED })
        : Response.json({ reason: refused, detail: '' }, { status: 403 }),
    );
  });
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the petitioner on a card', () => {
  it('is masked, and has no button for who may not open it', async () => {
    await show(['see-incidents']);
    expect(place.textContent).toContain('张**111****0405');
    expect(buttons()).toEqual([]);
  });

  it('is nothing where nobody is named', async () => {
    masked = null;
    await show(['see-residents']);
    expect(place.textContent).toBe('');
  });

  it('opens for a reason of five letters, closes by itself after a minute, and the keys go on from its button', async () => {
    await show(['see-residents']);
    await press(zhCN.petitioner.open);
    expect(document.activeElement).toBe(place.querySelector('input'));
    type('四 个 字啊');
    expect(place.querySelector<HTMLButtonElement>('[type=submit]')!.disabled).toBe(true);
    type(' 回访来电人 ');
    await press(zhCN.petitioner.open);
    expect(posted).toEqual([['/api/incidents/i1/petitioner/open', { reason: '回访来电人' }]]);
    expect(place.textContent).toContain(OPENED.phone);
    expect(document.activeElement?.textContent).toBe(zhCN.petitioner.close);
    await act(async () => vi.advanceTimersByTimeAsync(59_000));
    expect(place.textContent).toContain(OPENED.name);
    expect(place.textContent).toContain(zhCN.petitioner.closesIn('1'));
    await act(async () => vi.advanceTimersByTimeAsync(1_300));
    expect(place.textContent).toContain(MASKED.phone);
    expect(place.innerHTML).not.toContain(OPENED.phone);
    expect(place.innerHTML).not.toContain(OPENED.name);
    expect(document.activeElement?.textContent).toBe(zhCN.petitioner.open);
  });

  it('is hidden by a press before that', async () => {
    await show(['see-residents']);
    await press(zhCN.petitioner.open);
    type('回访来电人');
    await press(zhCN.petitioner.open);
    await press(zhCN.petitioner.close);
    expect(place.innerHTML).not.toContain(OPENED.phone);
  });

  it('says why it is not opened, and is left by Escape', async () => {
    refused = 'beyond-scope';
    await show(['see-residents']);
    await press(zhCN.petitioner.open);
    type('回访来电人');
    await press(zhCN.petitioner.open);
    expect(place.querySelector('[role=alert]')!.textContent).toBe(zhCN.refusals['beyond-scope']);
    const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
    act(() => void place.querySelector('input')!.dispatchEvent(escape));
    expect(place.querySelector('form')).toBeNull();
    expect(place.textContent).toContain(MASKED.phone);
  });
});
