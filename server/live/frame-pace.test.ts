import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it } from 'vitest';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';

import { createColumns, type Columns } from '#data/wire/columns.ts';
import { applyFrame, slotOf } from '#data/wire/frame.ts';

import { createFramePace, type FrameConsole, type FrameSource } from './frame-pace.ts';

/** Columns whose units can be moved, as a source of frames. */
function createDots(
  count: number,
): FrameSource & { move: (id: number, at: [number, number]) => void } {
  const columns = createColumns(count);
  const changedIn = new Float64Array(count);
  const move = (id: number, at: [number, number]): void => {
    columns.version++;
    columns.positions.set(at, 2 * (id - 1));
    columns.measuredAt[id - 1] = 1000 * columns.version;
    changedIn[id - 1] = columns.version;
  };
  for (let id = 1; id <= count; id++) {
    columns.ids[id - 1] = id;
    columns.count++;
    move(id, [118 + id / 1000, 32]);
  }
  return {
    columns,
    changedSince: (version) =>
      Uint32Array.from(
        Array.from({ length: count }, (_, slot) => slot).filter((s) => changedIn[s]! > version),
      ),
    changedAmong: (ids, version) =>
      Uint32Array.from(
        ids.map((id) => id - 1).filter((s) => version < 1 || changedIn[s]! > version),
      ),
    slotOf: (id) => (id >= 1 && id <= count ? id - 1 : -1),
    move,
  };
}

interface Screen extends FrameConsole {
  columns: Columns;
  frames: Uint8Array[];
  /** Acknowledges at once while true. */
  awake: boolean;
  wake: () => void;
}
function createScreen(id: string, more: Partial<FrameConsole> = {}): Screen {
  let owed: (() => void) | null = null;
  const screen: Screen = {
    id,
    view: null,
    always: [],
    columns: createColumns(0),
    frames: [],
    awake: true,
    ...more,
    sendFrame: (bytes, onAck) => {
      screen.frames.push(bytes);
      applyFrame(screen.columns, bytes);
      if (screen.awake) onAck();
      else owed = onAck;
    },
    wake: () => {
      screen.awake = true;
      owed?.();
      owed = null;
    },
  };
  return screen;
}
const at = (columns: Columns, id: number): number[] => {
  const slot = slotOf(columns, id);
  return [...columns.positions.subarray(2 * slot, 2 * slot + 2)];
};
const clock = (): Date => new Date(Date.UTC(2026, 0, 1));

describe('frames everywhere', () => {
  it('are made once and shared by all that keep up', () => {
    const source = createDots(50);
    const screens = Array.from({ length: 20 }, (_, i) => createScreen(`s${i}`));
    const pace = createFramePace({ source, consoles: () => screens, clock });
    expect(pace.tick()).toBe(20);
    source.move(7, [118.5, 32.5]);
    expect(pace.tick()).toBe(20);
    for (const screen of screens) {
      expect(screen.columns.count).toBe(50);
      expect(at(screen.columns, 7)).toEqual([118.5, 32.5]);
      expect(screen.frames[0]).toBe(screens[0]!.frames[0]);
      expect(screen.frames[1]).toBe(screens[0]!.frames[1]);
    }
    expect(screens[0]!.frames[1]!.length).toBe(24 + 16 + 20);
    expect(pace.tick()).toBe(0);
  });

  it('stall for one console for 120 ticks and for no other', () => {
    const source = createDots(50);
    const screens = Array.from({ length: 21 }, (_, i) => createScreen(`s${i}`));
    const stalled = screens[20]!;
    const pace = createFramePace({ source, consoles: () => screens, clock });
    pace.tick();
    stalled.awake = false;
    for (let tick = 1; tick <= 120; tick++) {
      source.move(1 + (tick % 50), [118 + tick / 1000, 33]);
      pace.tick();
    }
    for (const screen of screens.slice(0, 20)) expect(screen.frames).toHaveLength(121);
    expect(stalled.frames).toHaveLength(2);
    stalled.wake();
    source.move(1, [119, 34]);
    pace.tick();
    expect(stalled.frames).toHaveLength(3);
    expect(stalled.columns.positions).toEqual(screens[0]!.columns.positions);
    expect(stalled.columns.count).toBe(50);
  });

  it('bring one that missed a few ticks only what changed since', () => {
    const source = createDots(50);
    const slow = createScreen('slow');
    const pace = createFramePace({ source, consoles: () => [slow], clock });
    pace.tick();
    slow.awake = false;
    for (const id of [1, 2, 3, 2]) {
      source.move(id, [110 + id, 33]);
      pace.tick();
    }
    slow.wake();
    pace.tick();
    expect(slow.frames).toHaveLength(3);
    expect(slow.frames[2]!.length).toBe(24 + 16 + 2 * 20);
    expect(at(slow.columns, 3)).toEqual([113, 33]);
  });

  it('forget consoles that are gone', () => {
    const source = createDots(3);
    let screens = [createScreen('a')];
    const pace = createFramePace({ source, consoles: () => screens, clock });
    pace.tick();
    screens = [];
    pace.tick();
    screens = [createScreen('a')];
    pace.tick();
    expect(screens[0]!.columns.count).toBe(3);
  });
});

describe('frames by tile', () => {
  const WEST: [number, number, number, number] = [118, 31.99, 118.045, 32.01];
  const tiled = (source: FrameSource, screens: readonly FrameConsole[]) =>
    createFramePace({ source, consoles: () => screens, clock, tileAbove: 10 });

  it('carry the view, and what must always be there', () => {
    const source = createDots(100);
    const west = createScreen('west', { view: WEST, always: [90] });
    const pace = tiled(source, [west]);
    pace.tick();
    const ids = [...west.columns.ids.subarray(0, west.columns.count)].sort((a, b) => a - b);
    expect(ids).toEqual([...Array.from({ length: 49 }, (_, i) => i + 1), 90]);
    source.move(80, [118.081, 32.001]);
    source.move(90, [118.095, 32.001]);
    source.move(5, [118.005, 32.001]);
    pace.tick();
    expect(slotOf(west.columns, 80)).toBe(-1);
    expect(at(west.columns, 90)).toEqual([118.095, 32.001]);
    expect(at(west.columns, 5)).toEqual([118.005, 32.001]);
  });

  it('tell of a unit that leaves and of one that enters', () => {
    const source = createDots(100);
    const west = createScreen('west', { view: WEST });
    const pace = tiled(source, [west]);
    pace.tick();
    source.move(5, [118.099, 32]);
    source.move(99, [118.001, 32]);
    pace.tick();
    expect(at(west.columns, 5)).toEqual([118.099, 32]);
    expect(at(west.columns, 99)).toEqual([118.001, 32]);
  });

  it('take away the place of a unit from who saw it, and say of it no more than when it was seen', () => {
    const source = createDots(100);
    const west = createScreen('west', { view: WEST });
    const lead = createScreen('lead', { view: WEST, always: [5] });
    const pace = tiled(source, [west, lead]);
    pace.tick();
    source.move(5, [Number.NaN, Number.NaN]);
    pace.tick();
    expect(at(west.columns, 5)).toEqual([Number.NaN, Number.NaN]);
    // Who begins later is told of it only where it is asked for.
    const late = createScreen('late', { view: WEST });
    const lateLead = createScreen('late lead', { view: WEST, always: [5] });
    tiled(source, [late, lateLead]).tick();
    expect(slotOf(late.columns, 5)).toBe(-1);
    expect(at(lateLead.columns, 5)).toEqual([Number.NaN, Number.NaN]);
    source.move(5, [118.005, 32]);
    pace.tick();
    for (const screen of [west, lead]) expect(at(screen.columns, 5)).toEqual([118.005, 32]);
  });

  it('begin again where a console looks elsewhere or has fallen behind', () => {
    const source = createDots(100);
    const screen = createScreen('s', { view: WEST });
    const pace = tiled(source, [screen]);
    pace.tick();
    screen.view = [118.081, 31.99, 118.099, 32.01];
    pace.tick();
    expect(slotOf(screen.columns, 5)).toBe(-1);
    expect(slotOf(screen.columns, 90)).toBeGreaterThanOrEqual(0);
    screen.awake = false;
    source.move(90, [118.0901, 32]);
    pace.tick();
    source.move(91, [118.3, 32]);
    pace.tick();
    screen.wake();
    pace.tick();
    // It was in view when the console last heard of it, and is not now: it must not stand there.
    expect(slotOf(screen.columns, 91)).toBe(-1);
    screen.view = null;
    pace.tick();
    expect(screen.columns.count).toBe(100);
  });

  it('are the bytes of each tile once, joined for each console', () => {
    const source = createDots(100);
    const screens = [createScreen('a', { view: WEST }), createScreen('b', { view: WEST })];
    const pace = tiled(source, screens);
    pace.tick();
    for (let i = 0; i < 30; i++) {
      source.move(1 + (i % 100), [118 + ((i * 7) % 100) / 1000, 32]);
      pace.tick();
    }
    expect(screens[0]!.frames.at(-1)).toEqual(screens[1]!.frames.at(-1));
    const inside = (id: number): boolean => {
      const x = source.columns.positions[2 * (id - 1)]!;
      return x >= 118 && x < 118.05;
    };
    for (let id = 1; id <= 100; id++) {
      if (inside(id)) expect(at(screens[0]!.columns, id)).toEqual(at(source.columns, id));
    }
  });
});

it('over real sockets, one that does not acknowledge holds up none of 20', async () => {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'] });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const source = createDots(200);
  const consoles = (): FrameConsole[] =>
    [...server.sockets.sockets.values()].map((socket) => ({
      id: socket.id,
      view: null,
      always: [],
      sendFrame: (bytes, onAck) => socket.emit('frame', bytes, onAck),
    }));
  const pace = createFramePace({ source, consoles, clock });
  const clients: { socket: Socket; columns: Columns; frames: number; stalled: boolean }[] = [];
  try {
    for (let i = 0; i < 21; i++) {
      const socket = io(url, { transports: ['websocket'], forceNew: true });
      const client = { socket, columns: createColumns(0), frames: 0, stalled: i === 20 };
      socket.on('frame', (bytes: ArrayBuffer | Uint8Array, acknowledge: () => void) => {
        applyFrame(client.columns, new Uint8Array(bytes as ArrayBuffer));
        client.frames++;
        if (!client.stalled) acknowledge();
      });
      clients.push(client);
      await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
    }
    const until = async (done: () => boolean): Promise<void> => {
      const end = Date.now() + 30_000;
      while (!done()) {
        if (Date.now() > end) throw new Error('frames did not come');
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    };
    const awake = clients.slice(0, 20);
    const stalled = clients[20]!;
    let due = 1;
    pace.tick();
    await until(() => clients.every((c) => c.frames === 1));
    for (let i = 0; i < 60; i++) {
      source.move(1 + i, [119, 33 + i / 1000]);
      due++;
      // Every console that is awake has acknowledged when the server has heard it: then the next tick is for all 20.
      await until(() => {
        pace.tick();
        return awake.every((c) => c.frames >= due);
      });
    }
    expect(stalled.frames).toBeLessThanOrEqual(2);
    for (const client of awake) expect(at(client.columns, 60)).toEqual([119, 33.059]);
    expect(at(stalled.columns, 60)).not.toEqual([119, 33.059]);
    // It wakes by connecting again, as a screen does: the join brings the newest of all.
    stalled.stalled = false;
    stalled.socket.disconnect().connect();
    await until(() => {
      pace.tick();
      return stalled.frames >= 2 && at(stalled.columns, 60)[1] === 33.059;
    });
    expect(stalled.columns.count).toBe(200);
  } finally {
    for (const client of clients) client.socket.disconnect();
    await server.close();
  }
});
