import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';

import { hearClosed, loadClosed, reloadClosed, retryClosed } from './load-closed.ts';
import { incidentStore } from './stores.ts';

const closed = (id: string, closedAt = '2026-11-26T10:00:00Z'): Incident => ({ id, state: 'closed', closedAt, reportedAt: closedAt }) as Incident; // prettier-ignore
const ids = (): string[] => [...incidentStore.getState().closed.byId.keys()];
const load = () => incidentStore.getState().closed.load;
const hear = (incident: Incident): void =>
  incidentStore.setState((was) => ({ closed: hearClosed(was.closed, incident) }));

let asked: string[];
let answer: (url: string) => Promise<Response>;
beforeEach(() => {
  asked = [];
  incidentStore.setState({ closed: { day: null, load: 'loading', byId: new Map() } });
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    return answer(url);
  });
});
afterEach(() => vi.unstubAllGlobals());

it('asks page by page for what was closed on a day', async () => {
  answer = (url) =>
    Promise.resolve(
      Response.json(
        url.includes('before=b')
          ? { incidents: [closed('c')], next: null }
          : { incidents: [closed('a'), closed('b')], next: 'b' },
      ),
    );
  await loadClosed('2026-11-26');
  expect(ids()).toEqual(['a', 'b', 'c']);
  expect(load()).toBe('ready');
  expect(asked).toHaveLength(2);
  expect(asked[0]).toContain('closedOn=2026-11-26');
});

it('keeps what is heard while the answer is on its way, and lets go what is no more', async () => {
  let say: (response: Response) => void = () => undefined;
  answer = () => new Promise((resolve) => (say = resolve));
  hear(closed('gone'));
  const asking = loadClosed('2026-11-26');
  hear(closed('late'));
  say(Response.json({ incidents: [closed('a')], next: null }));
  await asking;
  expect(ids()).toEqual(['a', 'late']);
  hear(closed('b'));
  expect(ids()).toEqual(['a', 'late', 'b']);
});

it('takes the answer of the asking begun last only', async () => {
  const says: ((response: Response) => void)[] = [];
  answer = () => new Promise((resolve) => says.push(resolve));
  const first = loadClosed('2026-11-26');
  const second = loadClosed('2026-11-27');
  says[1]!(Response.json({ incidents: [closed('new')], next: null }));
  says[0]!(Response.json({ incidents: [closed('old')], next: null }));
  await Promise.all([first, second]);
  expect(ids()).toEqual(['new']);
});

it('says that it failed and can be asked again; asks for nothing that nobody asked for', async () => {
  reloadClosed();
  expect(asked).toEqual([]);
  answer = () => Promise.resolve(Response.json({ reason: 'internal' }, { status: 500 }));
  await loadClosed('2026-11-26');
  expect(load()).toBe('failed');
  answer = () => Promise.resolve(Response.json({ incidents: [closed('a')], next: null }));
  reloadClosed();
  await vi.waitFor(() => expect(load()).toBe('ready'));
  expect(ids()).toEqual(['a']);
});

it('is asked again after a failure when the server is there once more, and only then', async () => {
  answer = () => Promise.resolve(Response.json({ reason: 'internal' }, { status: 500 }));
  await loadClosed('2026-11-26');
  answer = () => Promise.resolve(Response.json({ incidents: [closed('a')], next: null }));
  retryClosed();
  await vi.waitFor(() => expect(load()).toBe('ready'));
  retryClosed();
  expect(asked.length).toBe(2);
});

it('lets go of what was closed two days before', () => {
  hear(closed('old', '2026-11-24T09:00:00Z'));
  hear(closed('new', '2026-11-26T10:00:00Z'));
  expect(ids()).toEqual(['new']);
});
