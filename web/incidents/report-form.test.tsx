import { act, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';
import type { District } from '#data/wire/messages.ts';

import { connectionStore, districtStore } from '../live/stores.ts';
import { zhCN } from '../words/zh-cn.ts';

import { newDraft, type ReportDraft } from './report-draft.ts';
import { ReportForm } from './report-form.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const ID = '3b241101-e2bb-4255-8caf-4136c566a962';
let root: Root;
let place: HTMLElement;
let draft: ReportDraft;
const onSent = vi.fn<(incident: Incident) => void>();
const onCancel = vi.fn();
const posted: { id: string; title: string }[] = [];

function Held({ first }: { first: ReportDraft }) {
  const [held, setHeld] = useState(first);
  draft = held;
  return (
    <ReportForm
      draft={held}
      restored={false}
      onChange={(part) => setHeld((was) => ({ ...was, ...part }))}
      centre={() => [118.7, 32.1]}
      onSent={onSent}
      onCancel={onCancel}
    />
  );
}
const button = (text: string): HTMLButtonElement =>
  [...place.querySelectorAll('button')].find((b) => b.textContent === text)!;
const press = (text: string) => act(async () => button(text).click());
const answer = (status: number, body: unknown) =>
  vi.stubGlobal('fetch', (_path: string, init: { body: string }) => {
    posted.push(JSON.parse(init.body) as (typeof posted)[number]);
    return status === 0
      ? Promise.reject(new TypeError('network'))
      : Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
const open = (part: Partial<ReportDraft> = {}) =>
  act(() => root.render(<Held first={{ ...newDraft(ID, null), ...part }} />));
const filled = { category: 'fire', title: '火情' };

beforeEach(() => {
  districtStore.setState({
    district: { categories: [{ key: 'fire', nameZh: '火情', nameEn: 'Fire', severity: 1 }], levels: [] } as unknown as District, // prettier-ignore
  });
  posted.length = 0;
  onSent.mockReset();
  onCancel.mockReset();
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.unstubAllGlobals();
});

describe('the form of a report', () => {
  it('says what is missing, beside its field, and sends nothing', async () => {
    answer(201, {});
    open();
    await press(zhCN.report.send);
    const bad = [...place.querySelectorAll('[aria-invalid]')].map((e) => e.id);
    expect(bad).toEqual(['report-category', 'report-title']);
    expect(place.textContent).toContain(zhCN.report.titleMissing);
    expect(document.activeElement?.id).toBe('report-category');
    expect(posted).toEqual([]);
  });
  it('takes the map’s centre without a mouse', async () => {
    open(filled);
    await press(zhCN.report.useCentre);
    expect(draft.at).toEqual([118.7, 32.1]);
    await press(zhCN.report.clearPlace);
    expect(draft.at).toBeNull();
  });
  it('hands on what was taken', async () => {
    answer(201, { id: ID, no: '261126001' });
    open(filled);
    await press(zhCN.report.send);
    expect(onSent).toHaveBeenCalledExactlyOnceWith({ id: ID, no: '261126001' });
  });
  it('keeps what was written and its id when the way is cut, so that trying again is harmless', async () => {
    answer(0, null);
    open(filled);
    await press(zhCN.report.send);
    expect(place.querySelector('[role=alert]')?.textContent).toContain(zhCN.refusals.unreachable);
    expect(place.textContent).toContain(zhCN.report.kept);
    act(() => connectionStore.setState({ state: 'lost' }));
    expect(place.textContent).toContain(zhCN.refusals.unreachable);
    act(() => connectionStore.setState({ state: 'live' }));
    expect(place.textContent).not.toContain(zhCN.refusals.unreachable);
    expect(place.querySelector('[role=alert]')?.textContent).toContain(zhCN.report.wayBack);
    answer(200, { id: ID, no: '261126001' });
    await press(zhCN.report.again);
    expect(posted.map((p) => p.id)).toEqual([ID, ID]);
    expect(onSent).toHaveBeenCalledOnce();
  });
  it('says a refusal in words', async () => {
    answer(422, { reason: 'unknown-category', detail: '' });
    open(filled);
    await press(zhCN.report.send);
    expect(place.querySelector('[role=alert]')?.textContent).toContain(
      zhCN.refusals['unknown-category'],
    );
  });
  it('takes another id where its own was spent on other words', async () => {
    answer(409, { reason: 'id-already-used', detail: '' });
    open(filled);
    await press(zhCN.report.send);
    expect(draft.id).not.toBe(ID);
    expect(place.textContent).toContain(zhCN.refusals['id-already-used']);
  });
  it('asks before it throws words away', async () => {
    open({ title: 'x' });
    await press(zhCN.report.cancel);
    expect(onCancel).not.toHaveBeenCalled();
    await press(zhCN.report.discardNo);
    await press(zhCN.report.cancel);
    await press(zhCN.report.discardYes);
    expect(onCancel).toHaveBeenCalledOnce();
  });
});
