import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Server, type Socket } from 'socket.io';
import { WebSocketServer, type WebSocket } from 'ws';

import { createFramePace, type FrameConsole } from '#server/live/frame-pace.ts';
import { createFrameSender } from '#server/live/frame-wire.ts';

import { createMovingUnits, toJsonUnit } from './moving-units.ts';

/** ours: frames by pace and tile · ws: the same frames, made once, by ws · json: socket.io with JSON. */
export type PushKind = 'ours' | 'ws' | 'json';

export interface PushSetting {
  kind: PushKind;
  units: number;
  perSecond: number;
  tickMs: number;
  /** Each console looks at its own part. */
  ownViews: boolean;
}

/** What a window of measuring says of the server. */
export interface PushWindow {
  cpuPercent: number;
  ticks: number;
  /** Bytes of payload of all consoles. */
  bytes: number;
  sent: number;
}

type View = [number, number, number, number];
interface Peer {
  id: string;
  view: View | null;
  waiting: boolean;
}

/** A server in this process, told by its parent: {run: true|false}; a window is answered at its end. */
export async function servePush(setting: PushSetting): Promise<void> {
  const units = createMovingUnits(setting.units);
  const http = createServer();
  const moving = (setting.perSecond * setting.tickMs) / 1000;
  let bytes = 0;
  let sent = 0;
  let push: () => void;

  if (setting.kind === 'ws') {
    // The least that a server must do for paced frames: what is common to all, made once, to all who acknowledged.
    const peers = new Map<WebSocket, Peer>();
    const server = new WebSocketServer({ server: http, perMessageDeflate: false });
    server.on('connection', (socket) => {
      const peer: Peer = { id: '', view: null, waiting: false };
      peers.set(socket, peer);
      socket.on('message', () => (peer.waiting = false));
      socket.on('close', () => peers.delete(socket));
    });
    let frame = new Uint8Array(0);
    const made = createFramePace({
      source: units,
      clock: () => new Date(),
      consoles: () => [
        { id: 'all', view: null, always: [], sendFrame: (b, ack) => ((frame = b as never), ack()) },
      ],
    });
    push = () => {
      made.tick();
      for (const [socket, peer] of peers) {
        if (peer.waiting) continue;
        peer.waiting = true;
        socket.send(frame);
        bytes += frame.length;
        sent++;
      }
    };
  } else {
    const server = new Server(http, { transports: ['websocket'], serveClient: false });
    const peers = new Map<Socket, Peer>();
    server.on('connection', (socket) => {
      const view = (socket.handshake.auth as { view?: View }).view ?? null;
      peers.set(socket, { id: socket.id, view, waiting: false });
      socket.on('disconnect', () => peers.delete(socket));
    });
    if (setting.kind === 'ours') {
      const sendFrame = createFrameSender();
      const consoles = function* (): Generator<FrameConsole> {
        for (const [socket, peer] of peers) {
          yield {
            id: peer.id,
            view: peer.view,
            always: [],
            sendFrame: (frame, onAck) => {
              bytes += frame.length;
              sent++;
              sendFrame(socket, frame, onAck);
            },
          };
        }
      };
      const pace = createFramePace({ source: units, clock: () => new Date(), consoles });
      push = () => void pace.tick();
    } else {
      push = () => {
        const changed = [...lastMoved].map((slot) => toJsonUnit(units.columns, slot));
        for (const [socket, peer] of peers) {
          if (peer.waiting) continue;
          const { view } = peer;
          const mine = view
            ? changed.filter(
                (u) => u.lng >= view[0] && u.lat >= view[1] && u.lng <= view[2] && u.lat <= view[3],
              )
            : changed;
          peer.waiting = true;
          socket.emit('units', mine, () => (peer.waiting = false));
          sent++;
        }
        // Counted once a tick, after the clock of the CPU has been read, by the size of one console's message.
        jsonSample = changed;
      };
    }
  }

  let lastMoved = new Uint32Array(0);
  let jsonSample: unknown[] = [];
  let timer: NodeJS.Timeout | null = null;
  let began = { cpu: process.cpuUsage(), at: 0 };
  let ticks = 0;
  process.on('message', (said: { run: boolean }) => {
    if (said.run) {
      bytes = sent = ticks = 0;
      began = { cpu: process.cpuUsage(), at: performance.now() };
      timer = setInterval(() => {
        ticks++;
        lastMoved = units.move(moving) as never;
        push();
      }, setting.tickMs);
      return;
    }
    if (timer) clearInterval(timer);
    const cpu = process.cpuUsage(began.cpu);
    const ms = performance.now() - began.at;
    const window: PushWindow = {
      cpuPercent: (cpu.user + cpu.system) / 10 / ms,
      ticks,
      bytes:
        setting.kind === 'json' && !setting.ownViews
          ? sent * Buffer.byteLength(JSON.stringify(jsonSample))
          : bytes,
      sent,
    };
    process.send!({ window });
  });
  process.on('disconnect', () => process.exit(0));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  process.send!({ port: (http.address() as AddressInfo).port });
}
