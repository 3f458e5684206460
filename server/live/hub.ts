import type { IncomingMessage, Server as HttpServer } from 'node:http';

import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import { Server } from 'socket.io';

import type { Change, ClientToServer, ServerToClient } from '#data/wire/messages.ts';
import { whyForeign } from '#server/foreign-page.ts';
import { carriesSecret } from '#server/session/cookie.ts';
import { openSession, type Ask, type Session } from '#server/session/session.ts';

import { selectNewestOf } from './changes.sql.ts';
import {
  createConsoles,
  JOINED,
  JOINED_WHOLE,
  type Console,
  type ConsoleSocket,
} from './consoles.ts';
import { watchDay, type DayFigures } from './day-figures.ts';
import { sendChange } from './fact-wire.ts';
import type { Feeds } from './feeds.ts';
import type { FrameConsole } from './frame-pace.ts';
import { holdConnections } from './hold-connections.ts';
import type { Door, Joiner } from './joiner.ts';
import { join, type JoinMeans } from './join.ts';
import { listen } from './listen.ts';
import { MadeJson, takeMadeJson } from './made-json.ts';
import { createPublisher, type StoredChange } from './publish.ts';
import { createSnapshots, type MadeSnapshot } from './snapshots.ts';
import { NO_PLACES, roomOf, type PlacesOf } from './visible-to.ts';

/** The consoles that are connected, and the facts on their way to them. */
export interface Hub {
  /** A change was committed, `no` where it is known: tell the consoles. Call it after commit. */
  wake: (no?: number) => void;
  /** As `wake`, with the change as it was stored: it need not be read again. */
  tell: (stored: StoredChange) => void;
  /** Consoles that have joined, each with its newest view. */
  consoles: () => Iterable<FrameConsole>;
  /**
   * Hear each change, in order and once, before any console does: what is kept in memory follows by this,
   * whichever process committed. What a listener throws is logged.
   */
  onChange: (listener: (change: Change) => void) => void;
  /**
   * The stream is another one (a database was put back), or changes are missing: what is kept in memory has to be
   * read again. The consoles join anew when it has been, or when that has failed.
   */
  onReset: (listener: () => Promise<void>) => void;
  /**
   * Hear that posts, sessions, tokens or organisations have changed, or may have: whose, is not said. Within a second of
   * the commit, whichever process made it.
   */
  onAccess: (listener: () => void) => void;
  /** Where the stream stands; the number is not for anybody beyond this machine. */
  position: () => { epoch: string; no: number };
  /** Ends the connections that carry the secret of a hash: it may not be used any more. */
  endOf: (secretHash: Buffer) => void;
  /** Ends the connections of all consoles; the HTTP server stays as it is. */
  close: () => Promise<void>;
}

export interface HubLimits {
  /** Connections of one address, where nobody is asked to sign in. */
  perAddress: number;
  /** Connections of one session: its tabs. */
  perSession: number;
  /**
   * Bytes that may wait for a console beside the answer to its last join. One that has more for three seconds, or
   * four times as much at once, is cut off: its memory is freed, and it joins again when it reads again.
   */
  outgoingBytes: number;
  /** A console further behind than this gets a snapshot. */
  missedChanges: number;
  /** Joins of one connection in ten seconds. */
  joins: number;
  /** One that has connected, and neither joins nor says that it stays, is let go after so long. */
  joinWithinMs: number;
}
export const HUB_LIMITS: HubLimits = {
  perAddress: 512,
  perSession: 16,
  outgoingBytes: 4 << 20,
  missedChanges: 5_000,
  joins: 30,
  joinWithinMs: 30_000,
};

export interface HubGiven {
  http: HttpServer;
  pool: pg.Pool;
  clock: () => Date;
  log: FastifyBaseLogger;
  feeds: Feeds;
  /** Who may come in; left out where nobody is asked to sign in. */
  door?: Door | null;
  /** Where units and sites lie; left out where everybody sees all. */
  places?: PlacesOf;
  /** The units whose positions those of a room may see; left out where everybody sees all. */
  unitsSeen?: (session: Session, room: string) => readonly number[];
  /** All that a console needs on joining, but the feeds, as of one moment. */
  readSnapshot: (ask: Ask) => Promise<MadeSnapshot>;
  readDayFigures: (ask: Ask) => Promise<DayFigures>;
  /** Listening beyond loopback: any name may be ours. */
  openToNetwork: boolean;
  /** Where browsers see us by a proxy of ours. */
  address?: string | null;
  /** Where a connection is from; by what it says itself where that is left out. */
  networkOf?: (request: IncomingMessage) => string;
  limits?: Partial<HubLimits>;
}

/** Notices of whose posts, sessions or tokens have changed: a person's id, 0 for devices, '' for anybody's. */
const ACCESS = 'jingwei_access';
const DEVICES = 0;
const ANYBODY = -1;
const ACCESS_MS = 20;

/** A console says nothing larger. */
const SAID_BYTES = 32_768;
const TICK_MS = 1_000;

/**
 * Attach socket.io to an HTTP server, and publish the changes of a database to whoever joins.
 * Frames are another lane: `consoles()` is what they are sent by.
 */
export async function createHub(given: HubGiven): Promise<Hub> {
  const { http, pool, clock, log, feeds } = given;
  const limits = { ...HUB_LIMITS, ...given.limits };
  const { door = null, places = NO_PLACES, unitsSeen = () => [] } = given;
  const listeners: ((change: Change) => void)[] = [];
  const resetListeners: (() => Promise<void>)[] = [];
  const accessListeners: (() => void)[] = [];
  const trouble = (error: Error): void => log.warn({ err: error }, 'the stream of changes');

  const io = new Server<ClientToServer, ServerToClient>({
    transports: ['websocket', 'polling'],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: SAID_BYTES,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    connectTimeout: 10_000,
    allowRequest: (request, answer) => {
      const ok =
        whyForeign(request.headers, given.openToNetwork, true, given.address) === null &&
        held.mayHold(request) &&
        (!door || door.mayKnock(request));
      answer(ok ? null : 'not allowed', ok);
    },
  });
  const { networkOf = ({ socket }: IncomingMessage) => socket.remoteAddress ?? '' } = given;
  const held = door
    ? holdConnections((request) => door.whose(request) ?? '', limits.perSession)
    : holdConnections(networkOf, limits.perAddress);
  takeMadeJson(io);
  const consoles = createConsoles({ ...limits, log, unitsSeen });

  for (const [noun, kind] of [
    ['incidents', 'reported'],
    ['sites', 'states'],
  ] as const) {
    const newest = await selectNewestOf(pool, noun, kind);
    if (newest) feeds.hear(newest);
  }
  const ask = (session = openSession): Ask => ({ session, at: clock() });
  const snapshots = createSnapshots((session) => given.readSnapshot(ask(session)), clock);
  const day = watchDay(() => given.readDayFigures(ask()), clock);
  /** Those about whom the answer is on its way. */
  const asking = new Set<Console>();
  /** Ends the connections of those who may not see any more what they see, or see other things now: they come again. */
  const askAgain = async (whom: (console: Console) => boolean): Promise<void> => {
    if (!door) return;
    const some = [...consoles.all()].filter(whom);
    await Promise.all(
      some.map(async (console) => {
        asking.add(console);
        const now = await door.whoJoins(console.socket.request).catch(() => null);
        asking.delete(console);
        if (now && roomOf(now.session) === console.room) console.joiner = now;
        else console.socket.disconnect(true);
      }),
    );
  };
  const heard = (change: Change): void => {
    if (!door || (change.noun !== 'areas' && change.noun !== 'district')) return;
    door
      .reloadTrees()
      .then(() => askAgain(({ room }) => room !== 'all'))
      .catch(trouble);
  };
  // Of a bulk of notices one question is made.
  const told = new Set<number>();
  let telling: NodeJS.Timeout | null = null;
  const tellLater = (payload: string | null): void => {
    for (const listener of accessListeners) listener();
    told.add(payload ? Number(payload) : ANYBODY);
    telling ??= setTimeout(() => {
      telling = null;
      const whom = new Set(told);
      told.clear();
      const first = whom.has(ANYBODY) ? (door?.reloadTrees() ?? null) : null;
      Promise.resolve(first)
        .then(() =>
          askAgain(({ joiner }) => whom.has(ANYBODY) || whom.has(joiner?.personId ?? DEVICES)),
        )
        .catch(trouble);
    }, ACCESS_MS);
  };
  const access = listen(pool.options, ACCESS, tellLater, trouble);
  const publisher = await createPublisher(
    pool,
    {
      onChange: (change) => {
        feeds.hear(change);
        // Of before it no snapshot may be given to those who join because of it.
        if (change.noun === 'district' || change.noun === 'areas') snapshots.forget();
        if (change.noun === 'district') day.forget();
        heard(change);
        for (const listener of listeners) {
          try {
            listener(change);
          } catch (error) {
            trouble(error as Error);
          }
        }
      },
      onMessage: (room, { text }) => {
        sendChange(consoles.socketsOf(room), text);
      },
      onBatch: () => consoles.cutOffSlow(),
      onReset: async () => {
        day.forget();
        for (const read of await Promise.allSettled(resetListeners.map((listener) => listener()))) {
          if (read.status === 'rejected') trouble(read.reason as Error);
        }
        snapshots.forget();
        io.disconnectSockets(true);
      },
      onTrouble: trouble,
    },
    places,
  );
  publisher.laneOf(openSession);
  const means: JoinMeans = { publisher, snapshots, consoles, feeds, limits };
  if (door) {
    io.use((socket, next) => {
      door.whoJoins(socket.request).then(
        (joiner) => {
          socket.data = joiner;
          next(joiner ? undefined : new Error('signed-out'));
        },
        (error: unknown) => {
          log.error({ err: error }, 'who opens a connection');
          next(new Error('not-ready'));
        },
      );
    });
  }
  io.on('connection', (socket: ConsoleSocket) => {
    const console = consoles.add(socket, door ? (socket.data as Joiner) : null);
    socket.on('join', (request, answer) => {
      if (typeof answer !== 'function') return;
      join(means, console, request, answer).catch((error: unknown) => {
        log.error({ err: error }, 'a join');
        answer({ kind: 'refused', reason: 'not-ready' });
      });
    });
    socket.on('view', (request) => consoles.look(console, request));
    socket.on('stay', () => void (console.stays = door !== null));
    socket.on('error', () => {});
  });

  // Not before there is somebody to hear a join: one that connected earlier would wait for its answer.
  io.attach(http);
  held.watch(io.engine as never);

  const tick = setInterval(() => {
    consoles.cutOffSlow();
    const now = clock();
    // Not those who are being asked about: where many are due at once, each tick would ask for all of them anew.
    askAgain(
      (console) =>
        console.joiner !== null && console.joiner.asksAgainAt <= now && !asking.has(console),
    ).catch(trouble);
    publisher.keepLanes(new Set([...consoles.all()].map(({ room }) => room)));
    const [whole, part] = [true, false].map((all) => new MadeJson(JSON.stringify(feeds.message(all)))); // prettier-ignore
    // Not volatile: that would leave out whoever is just being sent a frame, and its ages would stand still.
    io.to(JOINED_WHOLE)
      .compress(false)
      .emit('feeds', whole as never);
    io.to(JOINED)
      .except(JOINED_WHOLE)
      .compress(false)
      .emit('feeds', part as never);
    if (day.due()) {
      // Between two changes: the ones after bring figures of their own.
      publisher
        .between(async () => {
          const now = await day.read();
          if (!now) return;
          const of = new Map([['all', now]]);
          for (const { room, session, socket } of consoles.joined()) {
            let figures = of.get(room);
            if (!figures)
              of.set(room, (figures = (await given.readDayFigures(ask(session))).figures));
            socket.compress(false).emit('figures', figures);
          }
        })
        .catch(trouble);
    }
  }, TICK_MS);
  tick.unref();

  return {
    wake: (no) => publisher.wake(no),
    tell: (stored) => publisher.tell(stored),
    consoles: () => consoles.joined(),
    onChange: (listener) => void listeners.push(listener),
    onReset: (listener) => void resetListeners.push(listener),
    onAccess: (listener) => void accessListeners.push(listener),
    position: () => ({ epoch: publisher.epoch, no: publisher.no }),
    endOf: (secretHash) => {
      for (const socket of io.sockets.sockets.values())
        if (carriesSecret(socket.request.headers.cookie, secretHash)) socket.disconnect(true);
    },
    close: async () => {
      clearInterval(tick);
      io.disconnectSockets(true);
      io.engine.close();
      if (telling) clearTimeout(telling);
      await access.stop();
      await publisher.stop();
    },
  };
}
