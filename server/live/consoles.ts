import type { FastifyBaseLogger } from 'fastify';
import type { Socket } from 'socket.io';

import type { ClientToServer, JoinRequest, ServerToClient } from '#data/wire/messages.ts';
import { openSession, type Session } from '#server/session/session.ts';

import { viewRequest } from './console-says.ts';
import type { FrameConsole } from './frame-pace.ts';
import { createFrameSender } from './frame-wire.ts';
import type { Joiner } from './joiner.ts';
import { cutOff, outgoingBytes } from './outgoing.ts';
import { roomOf } from './visible-to.ts';

export type ConsoleSocket = Socket<ClientToServer, ServerToClient>;

/** Everybody who has joined. */
export const JOINED = 'joined';
/** Of these who sees the whole district. */
export const JOINED_WHOLE = 'joined-whole';

/** A connected screen. */
export interface Console extends FrameConsole {
  socket: ConsoleSocket;
  session: Session;
  room: string;
  /** Who it is of; null where nobody signs in. */
  joiner: Joiner | null;
  view: readonly [number, number, number, number] | null;
  joined: boolean;
  /** It will not join: it is here to hear of its session's end. */
  stays: boolean;
  /** A join is being answered. */
  joining: boolean;
  /** Times of its joins, of the last ten seconds; by performance.now(). */
  joins: number[];
  connectedAt: number;
  /** Size of the answer to its last join, until it has taken that: it may wait beside everything else. */
  answerBytes: number;
  /** Since when more waits for it than may; null while it keeps up. */
  slowSince: number | null;
}

/** A burst is more than may wait for a moment; one that has not taken it after this long does not keep up. */
const SLOW_MS = 3_000;
/** Beyond so many times what may wait there is no waiting. */
const FAR_BEYOND = 4;

export interface Consoles {
  add: (socket: ConsoleSocket, joiner: Joiner | null) => Console;
  all: () => Iterable<Console>;
  look: (console: Console, request: unknown) => void;
  enter: (console: Console, looksAt: Pick<JoinRequest, 'view' | 'always'>) => void;
  leave: (console: Console) => void;
  joined: () => Iterable<Console>;
  /** The sockets of those in a room who have joined. */
  socketsOf: (room: string) => Iterable<ConsoleSocket>;
  /** End the connections that take less than they are sent, so that they cost neither memory nor the others. */
  cutOffSlow: () => void;
}

export function createConsoles(given: {
  outgoingBytes: number;
  joinWithinMs: number;
  log: FastifyBaseLogger;
  /** The units whose positions those of a room may see. */
  unitsSeen: (session: Session, room: string) => readonly number[];
}): Consoles {
  const { log } = given;
  const sendFrame = createFrameSender();
  const all = new Set<Console>();
  const here = new Set<Console>();
  const lookAt = (console: Console, to: Pick<JoinRequest, 'view' | 'always'>): void => {
    console.view = to.view ?? null;
    console.always = to.always ?? [];
  };
  return {
    add: (socket, joiner) => {
      const session = joiner?.session ?? openSession;
      const room = roomOf(session);
      const console: Console = {
        id: socket.id,
        socket,
        session,
        room,
        joiner,
        sees: room === 'all' ? null : { room, unitIds: () => given.unitsSeen(session, room) },
        view: null,
        always: [],
        joined: false,
        stays: false,
        joining: false,
        joins: [],
        connectedAt: performance.now(),
        answerBytes: 0,
        slowSince: null,
        sendFrame: (bytes, onAck) => sendFrame(socket, bytes, onAck),
      };
      all.add(console);
      socket.on('disconnect', () => {
        all.delete(console);
        here.delete(console);
        console.joined = false;
      });
      return console;
    },
    look: (console, request) => {
      if (viewRequest.Check(request)) lookAt(console, request);
    },
    enter: (console, looksAt) => {
      if (!console.socket.connected) return;
      lookAt(console, looksAt);
      console.joined = true;
      here.add(console);
      void console.socket.join(console.room === 'all' ? [JOINED, JOINED_WHOLE] : JOINED);
    },
    leave: (console) => {
      console.joined = false;
      here.delete(console);
      void console.socket.leave(JOINED);
      void console.socket.leave(JOINED_WHOLE);
    },
    all: () => all,
    joined: () => here,
    *socketsOf(room) {
      for (const one of here) if (one.room === room) yield one.socket;
    },
    cutOffSlow: () => {
      const now = performance.now();
      for (const console of all) {
        const waiting = outgoingBytes(console.socket);
        if (waiting <= given.outgoingBytes) console.answerBytes = 0;
        const may = given.outgoingBytes + console.answerBytes;
        if (waiting <= may) console.slowSince = null;
        else console.slowSince ??= now;
        const slow = console.slowSince !== null && now - console.slowSince > SLOW_MS;
        if (slow || waiting > FAR_BEYOND * may) {
          log.warn({ console: console.id, waiting }, 'a console that does not keep up is cut off');
          cutOff(console.socket);
        } else if (
          !console.joined &&
          !console.joining &&
          !console.stays &&
          now - console.connectedAt > given.joinWithinMs
        ) {
          cutOff(console.socket);
        }
      }
    },
  };
}
