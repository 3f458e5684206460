import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';
import { createRandom } from '#data/fixtures/random-cells.ts';
import type { Plan } from '#data/plans/plan.ts';
import { createColumns } from '#data/wire/columns.ts';
import { encodeFrame } from '#data/wire/frame.ts';
import type { Change, ChangeMessage, JoinAnswer, Snapshot } from '#data/wire/messages.ts';

import type { LinkSocket } from './link-socket.ts';
import { startLink, type Link } from './link.ts';
import {
  connectionStore,
  incidentStore,
  planStore,
  siteStore,
  unitColumns,
  unitStore,
} from './stores.ts';

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
  connectionStore.setState({ state: 'connecting', since: Date.now(), heardAt: null });
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

  it('asks for a snapshot when other borders are in force, and fetches these alone', () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url);
      return new Promise(() => undefined);
    });
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([incident('a')]) });
    asked.length = 0;
    const versions = { ...snapshot([]).versions, areas: 2 };
    last().say('change', message('c1', 'c2', { noun: 'areas', kind: 'in-force', at: 't', editionId: 2, versions })); // prettier-ignore
    expect(last().joins().at(-1)!.args[0]).toEqual({});
    const moved = { ...incident('a'), areaId: 9, editionId: 2 };
    last().answer({ kind: 'snapshot', cursor: 'c2', snapshot: { ...snapshot([moved]), versions } });
    expect(asked).toEqual(['/api/areas/packed?v=2']);
    expect(incidentStore.getState().byId.get('a')).toEqual(moved);
  });

  it('does so too where it was told of them after a cut', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    const { versions } = snapshot([]);
    last().say('disconnect');
    vi.advanceTimersByTime(1_000);
    const change: Change = { noun: 'areas', kind: 'in-force', at: 't', editionId: 2, versions };
    last().answer({ kind: 'changes', cursor: 'c2', changes: [message('c1', 'c2', change)], feeds: feeds() }); // prettier-ignore
    expect(last().joins().at(-1)!.args[0]).toEqual({});
  });

  it('holds what a plan is since something was done to it', () => {
    const plan: Plan = { id: 'p', name: 'p', editionId: 1, status: 'draft', validFrom: null, actor: '', madeAt: 't', revision: 2, position: 1, editCount: 1 }; // prettier-ignore
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    last().say('change', message('c1', 'c2', { noun: 'plans', kind: 'changed', at: 't', plan }));
    expect(planStore.getState().told.get('p')).toEqual(plan);
    expect(last().joins()).toHaveLength(1);
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

  it('joins when it may, however long it was refused by a server that stays connected', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    link.reconnect();
    const end = Date.now() + 120_000;
    let answered: FakeSocket | null = null;
    while (Date.now() < end) {
      if (answered !== last()) {
        answered = last();
        answered.answer({ kind: 'refused', reason: 'not-ready' });
      }
      vi.advanceTimersByTime(100);
    }
    const tries = sockets.length;
    expect(tries).toBeGreaterThan(12);
    expect(tries).toBeLessThan(40);
    expect(connectionStore.getState().state).toBe('lost');
    vi.advanceTimersByTime(8_100);
    expect(last().joins()[0]!.args[0]).toEqual({ since: 'c1' });
    last().answer({ kind: 'changes', cursor: 'c1', changes: [], feeds: feeds() });
    expect(connectionStore.getState().state).toBe('live');
    expect(sockets.filter((s) => s.connected)).toHaveLength(1);
  });

  it('waits for a first picture that takes its time, and then tries again', () => {
    vi.advanceTimersByTime(7_000);
    expect(connectionStore.getState().state).toBe('connecting');
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    expect(connectionStore.getState().state).toBe('lost');
    expect(sockets).toHaveLength(2);
    // The second answer may take twice as long.
    vi.advanceTimersByTime(14_000);
    expect(sockets).toHaveLength(2);
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([incident('a')]) });
    expect([connectionStore.getState().state, openIds()]).toEqual(['live', ['a']]);
  });

  it('notices silence though the clock of its machine is set back', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(4_900);
    expect(connectionStore.getState().state).toBe('lost');
  });

  it('is not kept out by something it says that the server does not take', () => {
    link.setView([Number.NaN, 0, 0, 0], [7]);
    link.reconnect();
    last().answer({ kind: 'refused', reason: 'bad-request' });
    vi.advanceTimersByTime(1_000);
    expect(last().joins()[0]!.args[0]).toEqual({});
  });

  it('takes the figures of a new day', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    last().say('figures', { ...figures, newToday: 0 });
    expect(incidentStore.getState().figures).toEqual({ ...figures, newToday: 0 });
  });

  it('asks for everything where a day has begun while it was cut off: nobody told it', () => {
    // A day of 23 hours, and midnight there is not midnight here.
    const district = { timeZone: 'Europe/London' } as Snapshot['district'];
    const cutOff = (from: string, until: string) => {
      vi.setSystemTime(from);
      link.reconnect();
      last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: { ...snapshot([]), district } });
      last().connected = false;
      // The machine sleeps: its clock goes on, nothing else does.
      vi.setSystemTime(until);
      vi.advanceTimersByTime(4_000);
      window.dispatchEvent(new Event('online'));
      const { length } = last().joins();
      last().answer({ kind: 'changes', cursor: 'c1', changes: [], feeds: feeds() });
      return last().joins().slice(length).map((j) => j.args[0]); // prettier-ignore
    };
    expect(cutOff('2026-03-28T23:59:00Z', '2026-03-29T00:01:00Z')).toEqual([{}]);
    expect(cutOff('2026-03-29T00:01:00Z', '2026-03-29T22:58:00Z')).toEqual([]);
    expect(cutOff('2026-03-29T22:58:00Z', '2026-03-29T23:01:00Z')).toEqual([{}]);
    // What happened yesterday and was missed brings yesterday's figures.
    vi.setSystemTime('2026-06-01T10:00:00Z');
    link.reconnect();
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: { ...snapshot([]), district } });
    link.reconnect();
    const missed = message('c1', 'c2', { ...reported('b'), at: '2026-05-31T22:59:59Z' } as Change);
    last().answer({ kind: 'changes', cursor: 'c2', changes: [missed], feeds: feeds() });
    expect(last().joins().at(-1)!.args[0]).toEqual({});
  });

  it('forgets with a snapshot what was told before it', () => {
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([incident('a')]) });
    last().say('change', message('c1', 'c2', reported('b')));
    link.reconnect();
    last().answer({ kind: 'snapshot', cursor: 'd1', snapshot: snapshot([incident('z')]) });
    expect(openIds()).toEqual(['z']);
    expect(incidentStore.getState().recent.map((r) => r.incident.id)).toEqual(['z']);
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

  it('says where it looks after a join that was under way', () => {
    link.setView([1, 2, 3, 4], []);
    vi.advanceTimersByTime(200);
    expect(last().sent.map((s) => s.event)).toEqual(['join']);
    last().answer({ kind: 'snapshot', cursor: 'c1', snapshot: snapshot([]) });
    expect(last().sent.at(-1)).toEqual({ event: 'view', args: [{ view: [1, 2, 3, 4], always: [] }] }); // prettier-ignore
  });
});

/** A server that is cut, restarted, put back, slow, deaf and wrong at random, and knows what is so. */
class RoughServer {
  down = false;
  refuses = false;
  epoch = 0;
  stream: ChangeMessage[] = [];
  open = new Set<string>();
  private joined = new Set<RoughSocket>();
  private all = new Set<RoughSocket>();
  private made = 0;

  readonly random: () => number;

  constructor(random: () => number) {
    this.random = random;
  }

  get cursor(): string {
    return `${this.epoch}:${this.stream.length}`;
  }
  enter(socket: RoughSocket) {
    this.all.add(socket);
  }
  leave(socket: RoughSocket) {
    this.all.delete(socket);
    this.joined.delete(socket);
  }
  answer(socket: RoughSocket, since: string | undefined): JoinAnswer {
    if (this.refuses) return { kind: 'refused', reason: 'not-ready' };
    this.joined.add(socket);
    const [epoch, no] = (since ?? '-1:0').split(':').map(Number);
    if (epoch === this.epoch && no! <= this.stream.length)
      return { kind: 'changes', cursor: this.cursor, changes: this.stream.slice(no), feeds: feeds() }; // prettier-ignore
    return { kind: 'snapshot', cursor: this.cursor, snapshot: snapshot([...this.open].map((id) => incident(id))) }; // prettier-ignore
  }
  tell(event: string, ...args: unknown[]) {
    for (const socket of this.joined) socket.later(() => socket.say(event, ...args));
  }
  commit(surely = false) {
    const previous = this.cursor;
    let change: Change;
    const [any] = this.open;
    if (this.random() < 0.05) {
      change = { noun: 'district', kind: 'imported', at: 't', versions: snapshot([]).versions, editionId: 1 }; // prettier-ignore
    } else if (any !== undefined && this.random() < 0.4) {
      this.open.delete(any);
      change = { noun: 'incidents', kind: 'stepped', at: 't', incident: incident(any, 'closed'), figures }; // prettier-ignore
    } else {
      const id = `i${this.made++}`;
      this.open.add(id);
      change = reported(id);
    }
    const told = { previous, cursor: `${this.epoch}:${this.stream.length + 1}`, change };
    this.stream.push(told);
    const luck = this.random();
    // One that is not told at all, and one that is told twice: neither may ever happen, and neither may be believed.
    if (surely || luck > 0.03) this.tell('change', told);
    if (luck > 0.97) this.tell('change', told);
  }
  /** Cut some: heard by the screen, or not. */
  cut() {
    for (const socket of [...this.all]) {
      this.leave(socket);
      socket.dead = true;
      if (this.random() < 0.5) {
        socket.connected = false;
        socket.say('disconnect');
      }
    }
  }
  putBack() {
    this.epoch++;
    this.stream = this.stream.slice(0, Math.floor(this.random() * 3));
    this.open = new Set([...this.open].filter(() => this.random() < 0.5));
    this.cut();
  }
}

/** A way to it: what is sent comes in order, some time later, and nothing after a cut. */
class RoughSocket extends FakeSocket {
  dead = false;
  private lastAt = 0;
  readonly server: RoughServer;

  constructor(server: RoughServer) {
    super();
    this.server = server;
  }
  later(act: () => void) {
    this.lastAt = Math.max(this.lastAt, performance.now() + this.server.random() * 400);
    setTimeout(() => this.dead || act(), this.lastAt - performance.now());
  }
  override connect() {
    this.later(() => {
      if (this.server.down) return this.say('connect_error');
      this.server.enter(this);
      super.connect();
    });
  }
  override emit(event: string, ...args: unknown[]) {
    super.emit(event, ...args);
    if (event !== 'join') return;
    const [{ since }, answer] = args as [{ since?: string }, (a: JoinAnswer) => void];
    this.later(() => {
      const said = this.server.answer(this, since);
      this.later(() => answer(said));
    });
  }
  override disconnect() {
    this.dead = true;
    this.server.leave(this);
    super.disconnect();
  }
}

describe('whatever becomes of the server and the way to it', () => {
  it.each(Array.from({ length: 60 }, (_, i) => i + 1))(
    'the screen is true in the end (%i)',
    (seed) => {
      link.stop();
      const random = createRandom(seed);
      const server = new RoughServer(random);
      const ways: RoughSocket[] = [];
      link = startLink({
        connect: () => {
          const way = new RoughSocket(server);
          ways.push(way);
          return way;
        },
      });
      const beat = setInterval(() => server.tell('feeds', feeds()), 1_000);
      for (let step = 0; step < 300; step++) {
        const what = random();
        if (what < 0.5) server.commit();
        else if (what < 0.55) server.cut();
        else if (what < 0.56) server.putBack();
        else if (what < 0.58) server.down = !server.down;
        else if (what < 0.6) server.refuses = !server.refuses;
        else if (what < 0.61) window.dispatchEvent(new Event('online'));
        vi.advanceTimersByTime(random() * 300);
      }
      server.down = server.refuses = false;
      vi.advanceTimersByTime(60_000);
      server.commit(true);
      vi.advanceTimersByTime(10_000);
      clearInterval(beat);
      expect(openIds().sort()).toEqual([...server.open].sort());
      expect(connectionStore.getState().state).toBe('live');
      expect(ways.filter((way) => way.connected)).toHaveLength(1);
    },
  );
});
