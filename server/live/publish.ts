import type pg from 'pg';

import type { Change } from '#data/wire/messages.ts';
import type { Session } from '#server/session/session.ts';

import {
  notifyOf,
  selectChangesAfter,
  selectStream,
  type ChangeRow,
  type StreamRow,
} from './changes.sql.ts';
import { createCursors } from './cursor.ts';
import { createLane, type Lane, type LaneMessage } from './lane.ts';
import { listen } from './listen.ts';
import { NO_PLACES, roomOf, type PlacesOf } from './visible-to.ts';

/** Notices may be lost with their connection, and another process may commit: look all the same, this often. */
const LOOK_MS = 2_000;
/**
 * Its own consoles come first: whoever waits for a notice waits this much longer, and gets one for all of them. A notice
 * is a commit of its own, and what is reported meanwhile shares the disk and the processors with it.
 */
const NOTICE_MS = 50;
const CHANNEL = 'jingwei_change';
const BATCH = 500;
/** What is told at once: in between, the consoles' connections are served. */
const BATCH_BYTES = 1 << 20;
const WARM_BYTES = 8 << 20;
/** The lanes are warm from the start: a restarted server answers its consoles from memory. */
const WARM = 500;

/** A change that this process has committed, as it was stored. */
export interface StoredChange extends ChangeRow {
  epoch: string;
}

/** Emits committed changes, each once and in the order of their numbers, without a gap. */
export interface Publisher {
  readonly epoch: string;
  /** Number of the newest change that was published. */
  readonly no: number;
  laneOf: (session: Session) => Lane;
  /** Let go of what nobody is in: one that comes back later is told what it missed from the database. */
  keepLanes: (rooms: ReadonlySet<string>) => void;
  /** A change may have been committed; `no` is its number where it is known. */
  wake: (no?: number) => void;
  /**
   * A change was committed without a notice: it is published now where it is the next one, and otherwise in its turn;
   * then the other publishers of this database are told by one.
   */
  tell: (stored: StoredChange) => void;
  /** Resolves when everything committed before the call has been published. */
  catchUp: () => Promise<void>;
  /** Do something between two changes: none is published meanwhile. */
  between: (work: () => Promise<void>) => Promise<void>;
  /**
   * Some of the changes after a number up to another, beginning with the first of them, from the database; null where
   * they are not there any more.
   */
  missed: (no: number, upTo: number) => Promise<ChangeRow[] | null>;
  stop: () => Promise<void>;
}

/** What the publisher tells the hub. */
export interface PublishEvents {
  /** Before any console hears of it. */
  onChange: (change: Change) => void;
  onMessage: (room: string, message: LaneMessage) => void;
  /** After each batch. */
  onBatch: () => void;
  /** The stream is another one, or numbers are missing: every console has to join anew. */
  onReset: () => Promise<void>;
  onTrouble: (error: Error) => void;
}

/** Begins after the newest change that is committed now. */
export async function createPublisher(
  pool: pg.Pool,
  events: PublishEvents,
  places: PlacesOf = NO_PLACES,
): Promise<Publisher> {
  let stream: StreamRow = await selectStream(pool);
  let no = stream.lastNo;
  let lanes = new Map<string, Lane>();
  let warm: ChangeRow[] = [];
  let stopped = false;

  const readWarm = async (): Promise<void> => {
    const from = Math.max(0, no - WARM);
    const { rows, epoch } = await selectChangesAfter(pool, from, no - from, WARM_BYTES);
    warm = epoch === stream.epoch && rows.length === no - from ? rows : [];
  };
  await readWarm();

  const laneOf = (session: Session): Lane => {
    const room = roomOf(session);
    let lane = lanes.get(room);
    if (!lane) {
      // Only a lane that is made before the first change may begin earlier: `warm` is emptied then.
      const cursors = createCursors(stream.epoch, stream.cursorKey, room);
      lane = createLane(session, cursors, no - warm.length, places);
      for (const row of warm) lane.advance(row.no, row.change);
      lanes.set(room, lane);
    }
    return lane;
  };

  const publish = ({ no: next, change }: ChangeRow): void => {
    warm = [];
    no = next;
    try {
      events.onChange(change);
    } catch (error) {
      events.onTrouble(error as Error);
    }
    for (const [room, lane] of lanes) {
      const message = lane.advance(next, change);
      if (message) events.onMessage(room, message);
    }
  };

  /** Begin anew where the stream is now. */
  const reset = async (): Promise<void> => {
    stream = await selectStream(pool);
    no = stream.lastNo;
    lanes = new Map();
    warm = [];
    await events.onReset();
  };

  const listener = listen(
    pool.options,
    CHANNEL,
    (payload) => {
      if (payload === null || !(Number(payload) <= no)) wake();
    },
    events.onTrouble,
  );
  const db = (): pg.Pool | pg.Client => listener.client ?? pool;

  const readAll = async (): Promise<void> => {
    for (;;) {
      const read = await selectChangesAfter(db(), no, BATCH, BATCH_BYTES);
      if (stopped) return;
      if (read.epoch !== stream.epoch || read.lastNo < no) {
        await reset();
        continue;
      }
      for (const row of read.rows) {
        // Numbers are taken under a lock that is held until commit: where one shows, all before it show.
        if (row.no !== no + 1) break;
        publish(row);
      }
      if (read.rows.length > 0) events.onBatch();
      if (no >= read.lastNo) return;
      if (read.rows.at(-1)?.no === no) continue;
      events.onTrouble(new Error(`changes after ${no} are missing: every console joins anew`));
      await reset();
    }
  };

  // One at a time, in the order asked for.
  let queue: Promise<void> = Promise.resolve();
  let queued = 0;
  let waiting: Promise<void> | null = null;
  const between = (work: () => Promise<void>): Promise<void> => {
    queued += 1;
    const done = queue.then(work).finally(() => (queued -= 1));
    queue = done.catch(() => {});
    return done;
  };
  const catchUp = (): Promise<void> => {
    // Whoever asks while one waits for its turn is served by that one.
    waiting ??= between(async () => {
      waiting = null;
      const through = listener.client;
      try {
        await readAll();
      } catch (error) {
        if (through) listener.drop(error as Error);
        throw error;
      }
    });
    return waiting;
  };
  const wake = (known?: number): void => {
    if (stopped || (known !== undefined && known <= no)) return;
    catchUp().catch((error: unknown) => stopped || events.onTrouble(error as Error));
  };
  // Should it be lost with this process, they look by themselves.
  let noticing: NodeJS.Timeout | null = null;
  let toldNo = 0;
  const notice = (next: number): void => {
    toldNo = Math.max(toldNo, next);
    noticing ??= setTimeout(() => {
      noticing = null;
      notifyOf(pool, CHANNEL, toldNo).catch(events.onTrouble);
    }, NOTICE_MS);
  };
  const tell = ({ epoch, no: next, change }: StoredChange): void => {
    if (!stopped) notice(next);
    // Numbers are taken under a lock that is held until commit: the next one has nothing before it that is not told.
    if (stopped || queued > 0 || next !== no + 1 || epoch !== stream.epoch) return wake(next);
    publish({ no: next, change });
    events.onBatch();
  };
  const timer = setInterval(() => wake(), LOOK_MS);
  timer.unref();

  return {
    get epoch() {
      return stream.epoch;
    },
    get no() {
      return no;
    },
    laneOf,
    keepLanes: (rooms) => {
      for (const room of lanes.keys()) if (room !== 'all' && !rooms.has(room)) lanes.delete(room);
    },
    wake,
    tell,
    catchUp,
    between,
    missed: async (since, upTo) => {
      const limit = Math.min(BATCH, upTo - since);
      const { rows, epoch } = await selectChangesAfter(pool, since, limit, BATCH_BYTES);
      const whole = rows.length > 0 && rows.every((row, i) => row.no === since + 1 + i);
      return epoch === stream.epoch && whole ? rows : null;
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      if (noticing) clearTimeout(noticing);
      await listener.stop();
      await queue;
    },
  };
}
