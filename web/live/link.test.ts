import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';
import { createColumns } from '#data/wire/columns.ts';
import { encodeFrame } from '#data/wire/frame.ts';
import type { Change, ChangeMessage, JoinAnswer, Snapshot } from '#data/wire/messages.ts';

import { startLink, type Link, type LinkSocket } from './link.ts';
import { connectionStore, incidentStore, siteStore, unitColumns, unitStore } from './stores.ts';

type Handler = (...args: unknown[]) => void;

class FakeSocket implements LinkSocket {
  connected = false;
  handlers = new Map<string, Handler>();
  sent: { event: string; args: unknown[] }[] = [];
  on(event: string, listener: (...args: never[]) => void) {
    this.handlers.set(event, listener as unknown as Handler);
  }
  emit(event: string, ...args: unknown[]) {
    this.sent.push({ event, args });
  }
  connect() {
    this.connected = true;
    this.say('connect');
  }
  disconnect() {
    this.connected = false;
  }
  say(event: string, ...args: unknown[]) {
    this.handlers.get(event)?.(...args);
  }
  joins() {
    return this.sent.filter((s) => s.event === 'join');
  }
  answer(a: JoinAnswer) {
    (this.joins().at(-1)!.args[1] as (a: JoinAnswer) => void)(a);
  }
}

const incident = (id: string, state: 'open' | 'closed' = 'open'): Incident => ({
  id,
  no: id,
  category: 'x',
  severity: 4,
  title: id,
  description: '',
  address: null,
  at: [118, 32],
  areaId: 1,
  editionId: 1,
  origin: 'patrol',
  reportedAt: '2026-01-01T00:00:00+08:00',
  state,
  revision: 1,
  closedAt: null,
});
const figures = { open: 1, openGrave: 0, newToday: 1, closedToday: 0 };
const feeds = () => ({ now: new Date().toISOString(), feeds: [] });
const snapshot = (incidents: Incident[]): Snapshot => ({
  district: {} as Snapshot['district'],
  versions: { areas: 1, features: 1, buildings: 1, sites: 1, units: 1 },
  figures,
  incidents,
  units: [{ id: 7, code: 'u7', kind: 'worker', name: '周敏', personId: null, homeAreaId: null, onDuty: true }], // prettier-ignore
  cameraStates: [],
  feeds: feeds(),
});
const message = (previous: string, cursor: string, change: Change): ChangeMessage => ({ previous, cursor, change }); // prettier-ignore
const reported = (id: string): Change => ({ noun: 'incidents', kind: 'reported', at: '2026-01-01T00:00:01+08:00', incident: incident(id), figures }); // prettier-ignore

let sockets: FakeSocket[];
let link: Link;
const last = () => sockets.at(-1)!;
const openIds = () => [...incidentStore.getState().byId.keys()];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => setTimeout(act, 16));
  sockets = [];
  link = startLink({
    connect: () => {
      const s = new FakeSocket();
      sockets.push(s);
      return s;
    },
  });
});
afterEach(() => {
  link.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the link', () => {
  it('joins without a cursor first and takes the snapshot', () => {
    expect(last().joins()).toHaveLength(1);
    expect(last().joins()[0]!.args[0]).toEqual({});
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([incident('a')]) });
    expect(openIds()).toEqual(['a']);
    expect(connectionStore.getState().state).toBe('live');
  });

  it('applies changes that follow, drops one heard twice, and joins again at a gap', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    last().say('change', message('c1', 'c2', reported('b')));
    last().say('change', message('c1', 'c2', reported('b')));
    expect(openIds()).toEqual(['b']);
    expect(incidentStore.getState().recent.filter((r) => r.incident.id === 'b')).toHaveLength(1);
    last().say('change', message('c3', 'c4', reported('d')));
    expect(openIds()).toEqual(['b']);
    expect(last().joins()).toHaveLength(2);
    expect(last().joins()[1]!.args[0]).toEqual({ since: 'c2' });
    last().answer({
      kind: 'changes',
      cursor: 'c4',
      changes: [message('c2', 'c3', reported('c')), message('c3', 'c4', reported('d'))],
      feeds: feeds(),
    });
    expect(openIds()).toEqual(['b', 'c', 'd']);
  });

  it('keeps what comes while joining, and takes only what the answer did not hold', () => {
    last().say('change', message('c0', 'c1', reported('a')));
    last().say('change', message('c1', 'c2', reported('b')));
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([incident('a')]) });
    expect(openIds()).toEqual(['a', 'b']);
    expect(last().joins()).toHaveLength(1);
  });

  it('takes a closed incident off the open ones, duty and camera states into their stores', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([incident('a')]) });
    last().say('change', message('c1', 'c2', { noun: 'incidents', kind: 'stepped', at: 't', incident: incident('a', 'closed'), figures })); // prettier-ignore
    last().say('change', message('c2', 'c3', { noun: 'units', kind: 'duty', at: 't', unitId: 7, onDuty: false })); // prettier-ignore
    last().say('change', message('c3', 'c4', { noun: 'sites', kind: 'states', at: 't', states: [[5, 'offline', 't']] })); // prettier-ignore
    expect(openIds()).toEqual([]);
    expect(incidentStore.getState().recent[0]).toMatchObject({ kind: 'closed' });
    expect(unitStore.getState().byId.get(7)!.onDuty).toBe(false);
    expect(siteStore.getState().states.get(5)!.state).toBe('offline');
  });

  it('asks for a snapshot after an import', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    last().say('change', message('c1', 'c2', { noun: 'district', kind: 'imported', at: 't', versions: snapshot([]).versions, editionId: 2 })); // prettier-ignore
    expect(last().joins().at(-1)!.args[0]).toEqual({});
  });

  it('is lost within 5 s of silence though the socket lives, and joins from its cursor when back', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    vi.advanceTimersByTime(3_000);
    expect(connectionStore.getState().state).toBe('live');
    vi.advanceTimersByTime(1_900);
    expect(connectionStore.getState().state).toBe('lost');
    vi.advanceTimersByTime(2_000);
    expect(sockets.length).toBeGreaterThan(1);
    expect(last().joins()[0]!.args[0]).toEqual({ since: 'c1' });
    last().answer({ kind: 'changes', cursor: 'c1', changes: [], feeds: feeds() });
    expect(connectionStore.getState().state).toBe('live');
  });

  it('stays live while something is told each second', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    for (let s = 0; s < 20; s++) {
      vi.advanceTimersByTime(1_000);
      last().say('feeds', feeds());
    }
    expect(connectionStore.getState().state).toBe('live');
    expect(sockets).toHaveLength(1);
  });

  it('backs off after refusals and never storms', () => {
    for (let n = 0; n < 200; n++) {
      if (last().connected) last().say('connect_error');
      last().connected = false;
      vi.advanceTimersByTime(500);
    }
    expect(sockets.length).toBeGreaterThan(5);
    expect(sockets.length).toBeLessThan(50);
  });

  it('rebuilds at once when the page wakes with a dead socket', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    last().connected = false;
    vi.advanceTimersByTime(1_100);
    window.dispatchEvent(new Event('online'));
    expect(sockets).toHaveLength(2);
    window.dispatchEvent(new Event('pageshow'));
    expect(sockets).toHaveLength(2);
  });

  it('acknowledges a frame only after it is in the columns', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    const sent = createColumns(1);
    sent.count = 1;
    sent.ids[0] = 7;
    sent.positions.set([118.5, 32.5]);
    sent.measuredAt[0] = Date.now();
    const acknowledge = vi.fn();
    last().say('frame', encodeFrame(sent, { tick: 1, serverMs: Date.now(), whole: true }), acknowledge); // prettier-ignore
    expect(acknowledge).not.toHaveBeenCalled();
    vi.advanceTimersByTime(20);
    expect(acknowledge).toHaveBeenCalledOnce();
    expect(unitColumns.count).toBe(1);
    expect(unitColumns.ids[0]).toBe(7);
    expect(unitColumns.positions[0]).toBeCloseTo(118.5, 6);
  });

  it('tells the server what is looked at, and says it again on joining', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    link.setView([1, 2, 3, 4], [7]);
    vi.advanceTimersByTime(200);
    expect(last().sent.at(-1)).toEqual({ event: 'view', args: [{ view: [1, 2, 3, 4], always: [7] }] }); // prettier-ignore
    link.reconnect();
    expect(last().joins()[0]!.args[0]).toEqual({ since: 'c1', view: [1, 2, 3, 4], always: [7] });
  });
});
