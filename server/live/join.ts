import type { JoinAnswer } from '#data/wire/messages.ts';

import { joinRequest } from './console-says.ts';
import type { Console, Consoles } from './consoles.ts';
import type { Feeds } from './feeds.ts';
import { endingAt, type Lane, type LaneMessage } from './lane.ts';
import { MadeJson } from './made-json.ts';
import type { Publisher } from './publish.ts';
import type { Snapshots } from './snapshots.ts';

export interface JoinMeans {
  publisher: Publisher;
  snapshots: Snapshots;
  consoles: Consoles;
  feeds: Feeds;
  limits: { missedChanges: number; joins: number };
}

/** An answer larger than this is not made of changes: a snapshot is smaller, and a narrow line has to carry it. */
const ANSWER_CHARS = 2 << 20;
/** Text of Chinese names takes more bytes than characters, three at most. */
const BYTES_PER_CHAR = 3;
const JOINS_WITHIN_MS = 10_000;
/** So often is the stream ahead of what was just read, before the console is asked to come again. */
const TRIES = 5;

/**
 * Answer a join: the changes missed since a cursor, or a snapshot where that cursor is missing, foreign, too
 * far behind or ahead. Between the last look at the stream and entering the room nothing is awaited, so that no
 * change is lost or doubled between the answer and the first that is sent after it.
 */
export async function join(
  means: JoinMeans,
  console: Console,
  request: unknown,
  answer: (answer: JoinAnswer) => void,
): Promise<void> {
  const { publisher, snapshots, consoles, limits } = means;
  if (!joinRequest.Check(request)) {
    answer({ kind: 'refused', reason: 'bad-request' });
    return;
  }
  const now = performance.now();
  console.joins = [...console.joins.filter((at) => now - at < JOINS_WITHIN_MS), now];
  if (console.joining || console.joins.length > limits.joins) {
    answer({ kind: 'refused', reason: 'not-ready' });
    return;
  }
  console.joining = true;
  consoles.leave(console);
  try {
    let held = request.since === undefined ? null : await readCursor(means, console, request.since);
    for (let tries = 0; tries < TRIES; tries++) {
      const missed = held === null ? null : await findMissed(means, console, held, ANSWER_CHARS);
      if (missed) {
        // Nothing is awaited from here on.
        const lane = publisher.laneOf(console.session);
        const messages = allSince(publisher, lane, missed);
        if (!messages) continue;
        if (sumChars(messages) > ANSWER_CHARS) {
          held = null;
          continue;
        }
        const feeds = JSON.stringify(means.feeds.message(console.room === 'all'));
        say(console, answer, [
          `{"kind":"changes","cursor":${JSON.stringify(lane.cursor)},"changes":[`,
          messages.map((message) => message.text).join(','),
          `],"feeds":${feeds}}`,
        ]);
        consoles.enter(console, request);
        return;
      }
      const snapshot = await snapshots.current(console.session, console.room);
      if (snapshot.no > publisher.no) await publisher.catchUp();
      const since = await findMissed(means, console, snapshot, Infinity);
      // Nor here.
      const lane = publisher.laneOf(console.session);
      const messages = since && allSince(publisher, lane, since);
      if (!messages) {
        snapshots.forget();
        continue;
      }
      const cursor = messages[0]?.previous ?? lane.cursor;
      const feeds = JSON.stringify(means.feeds.message(console.room === 'all'));
      say(console, answer, [
        `{"kind":"snapshot","cursor":${JSON.stringify(cursor)},"snapshot":`,
        `${snapshot.text.slice(0, -1)},"feeds":${feeds}}}`,
      ]);
      for (const { text } of messages) {
        console.answerBytes += BYTES_PER_CHAR * text.length;
        console.socket.compress(false).emit('change', new MadeJson(text) as never);
      }
      consoles.enter(console, request);
      return;
    }
    answer({ kind: 'refused', reason: 'not-ready' });
  } finally {
    console.joining = false;
  }
}

/** A place in a stream: after the change of that number. */
interface Place {
  epoch: string;
  no: number;
}

/** Where a cursor that was handed back stands; null where it is none of this stream. */
async function readCursor(
  { publisher }: JoinMeans,
  { session }: Console,
  cursor: string,
): Promise<Place | null> {
  let no = publisher.laneOf(session).cursors.read(cursor);
  if (no !== null && no > publisher.no) {
    // Another process may have told it of a change that has not come here yet. The stream may be another afterwards.
    await publisher.catchUp();
    no = publisher.laneOf(session).cursors.read(cursor);
  }
  return no === null ? null : { epoch: publisher.epoch, no };
}

/** What one who stands at a place lacks, up to another; null where only a snapshot will do, or another one. */
async function findMissed(
  { publisher, limits }: JoinMeans,
  console: Console,
  { epoch, no }: Place,
  maxChars: number,
): Promise<{ upTo: Place; messages: LaneMessage[] } | null> {
  const upTo = { epoch, no: publisher.no };
  if (epoch !== publisher.epoch || no > upTo.no || upTo.no - no > limits.missedChanges) return null;
  const lane = publisher.laneOf(console.session);
  if (lane.after(no)) return { upTo: { epoch, no }, messages: [] };
  const messages: LaneMessage[] = [];
  let chars = 0;
  // One batch after the other, so that what is too much is not read whole.
  for (let at = no; at < upTo.no;) {
    const rows = await publisher.missed(at, upTo.no);
    if (!rows) return null;
    const more = lane.messagesOf(rows, messages.at(-1)?.no ?? no);
    messages.push(...more);
    chars += sumChars(more);
    if (chars > maxChars) return null;
    at = rows.at(-1)!.no;
  }
  return { upTo, messages };
}

function sumChars(messages: readonly LaneMessage[]): number {
  return messages.reduce((sum, { text }) => sum + text.length, 0);
}

/** With what the lane has had since, each following the one before; null where it has moved on too far, or is of another stream. */
function allSince(
  publisher: Publisher,
  lane: Lane,
  { upTo, messages }: { upTo: Place; messages: LaneMessage[] },
): LaneMessage[] | null {
  const since = upTo.epoch === publisher.epoch ? lane.after(upTo.no) : null;
  const last = messages.at(-1);
  if (!since || !last) return since;
  const follows = since[0]?.previous ?? lane.cursor;
  return [...messages.slice(0, -1), last.cursor === follows ? last : endingAt(last, follows), ...since]; // prettier-ignore
}

function say(console: Console, answer: (answer: JoinAnswer) => void, pieces: string[]): void {
  const text = pieces.join('');
  console.answerBytes = BYTES_PER_CHAR * text.length;
  answer(new MadeJson(text) as unknown as JoinAnswer);
}
