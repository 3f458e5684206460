import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';

import { incidentStore } from '../live/stores.ts';
import { hereStore } from '../live/who-is-here.ts';
import { zhCN } from '../words/zh-cn.ts';

import { IncidentCard } from './incident-card.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const incident: Incident = {
  id: '3b241101-e2bb-4255-8caf-4136c566a962',
  no: '26112600001',
  category: 'fire',
  severity: 1,
  title: '火情',
  description: '',
  address: null,
  at: null,
  areaId: null,
  editionId: null,
  origin: 'hotline',
  reportedAt: '2026-11-26T08:00:00+08:00',
  state: 'open',
  revision: 1,
  closedAt: null,
};
const closed: Incident = { ...incident, state: 'closed', revision: 2, closedAt: '2026-11-26T09:00:00+08:00' }; // prettier-ignore
const entry = { revision: 1, step: 'report', at: incident.reportedAt, actor: '王芳', note: '' };
const closing = { revision: 2, step: 'close', at: closed.closedAt, actor: '李强', note: '已扑灭' };

let root: Root;
let place: HTMLElement;
let stored: { incident: Incident; entries: unknown[] };
let said: { status: number; body: unknown };
const posted: unknown[] = [];

const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve)));
const press = async (text: string): Promise<void> => {
  act(() => [...place.querySelectorAll('button')].find((b) => b.textContent === text)!.click());
  await settle();
};

beforeEach(async () => {
  hereStore.setState({ asked: false, me: null, device: null });
  stored = { incident, entries: [entry] };
  posted.length = 0;
  incidentStore.setState({ byId: new Map([[incident.id, incident]]) });
  vi.stubGlobal('fetch', (_path: string, init: { method?: string; body?: string }) => {
    if (init.method !== 'POST') return Promise.resolve(Response.json(stored));
    posted.push(JSON.parse(init.body!));
    return Promise.resolve(Response.json(said.body, { status: said.status }));
  });
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  act(() =>
    root.render(
      <IncidentCard
        incidentId={incident.id}
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
  incidentStore.setState({ byId: new Map() });
  vi.unstubAllGlobals();
});

describe('the card of an incident', () => {
  it('shows its log', () => {
    expect(place.querySelector('.entries')?.textContent).toContain('王芳');
  });
  it('closes at the revision that is seen, with the note', async () => {
    await press(zhCN.incidents.close);
    said = { status: 200, body: closed };
    await press(zhCN.incidents.closeConfirm);
    expect(posted).toEqual([{ step: 'close', expects: 1 }]);
  });
  it('says in words that somebody was faster, shows what they did and offers no step more', async () => {
    await press(zhCN.incidents.close);
    said = { status: 409, body: { reason: 'already-closed', detail: '' } };
    stored = { incident: closed, entries: [entry, closing] };
    await press(zhCN.incidents.closeConfirm);
    expect(place.querySelector('.entries')?.textContent).toContain('已扑灭');
    expect(place.textContent).toContain(zhCN.refusals['already-closed']);
  });
  it('shows a closed one, which no list has, without a step', async () => {
    stored = { incident: closed, entries: [entry, closing] };
    act(() => incidentStore.setState({ byId: new Map() }));
    await settle();
    expect(place.textContent).toContain(zhCN.incidents.states.closed);
    const names = [...place.querySelectorAll('button')].map((b) => b.textContent);
    expect(names).not.toContain(zhCN.incidents.close);
  });
});
