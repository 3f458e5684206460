import type { JoinAnswer } from '#data/wire/messages.ts';

import { joinRequest } from './console-says.ts';
import type { Console, Consoles } from './consoles.ts';
import type { Feeds } from './feeds.ts';
import type { LaneMessage } from './lane.ts';
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

/** An answer larger than this is not made of changes: a snapshot is smaller. */
const ANSWER_CHARS = 16 << 20;
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
    for (let tries = 0; tries < TRIES; tries++) {
      const missed = request.since === undefined ? null : await findMissed(means, console, request.since); // prettier-ignore
      if (missed) {
        // Nothing is awaited from here on.
        const lane = publisher.laneOf(console.session);
        const since = lane.after(missed.upTo);
        if (!since || missed.epoch !== publisher.epoch) continue;
        const texts = [...missed.messages, ...since].map((message) => message.text);
        const feeds = JSON.stringify(means.feeds.message());
        say(console, answer, [
          `{"kind":"changes","cursor":${JSON.stringify(lane.cursor)},"changes":[`,
          texts.join(','),
          `],"feeds":${feeds}}`,
        ]);
        consoles.enter(console, request);
        return;
      }
      const snapshot = await snapshots.current();
      if (snapshot.no > publisher.no) await publisher.catchUp();
      // Nor here.
      const lane = publisher.laneOf(console.session);
      const since = snapshot.epoch === publisher.epoch ? lane.after(snapshot.no) : null;
      if (!since || snapshot.no > publisher.no) {
        snapshots.forget();
        continue;
      }
      const cursor = since.length > 0 ? since[0]!.previous : lane.cursor;
      const feeds = JSON.stringify(means.feeds.message());
      say(console, answer, [
        `{"kind":"snapshot","cursor":${JSON.stringify(cursor)},"snapshot":`,
        `${snapshot.text.slice(0, -1)},"feeds":${feeds}}}`,
      ]);
      for (const { text } of since) {
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

/** What was missed since a cursor, up to a number; null where only a snapshot will do. */
async function findMissed(
  { publisher, limits }: JoinMeans,
  console: Console,
  cursor: string,
): Promise<{ epoch: string; upTo: number; messages: LaneMessage[] } | null> {
  const since = publisher.cursors.read(cursor);
  if (since === null) return null;
  // Another process may have told it of a change that has not come here yet.
  if (since > publisher.no) await publisher.catchUp();
  const { epoch } = publisher;
  if (since > publisher.no || publisher.no - since > limits.missedChanges) return null;
  const lane = publisher.laneOf(console.session);
  if (lane.after(since)) return { epoch, upTo: since, messages: [] };
  const upTo = publisher.no;
  const rows = await publisher.missed(since, limits.missedChanges);
  if (!rows) return null;
  const messages = lane.messagesOf(rows, since);
  let chars = 0;
  for (const { text } of messages) chars += text.length;
  return chars > ANSWER_CHARS ? null : { epoch, upTo, messages };
}

function say(console: Console, answer: (answer: JoinAnswer) => void, pieces: string[]): void {
  const text = pieces.join('');
  // Text of Chinese names takes more bytes than characters, three at most.
  console.answerBytes = 3 * text.length;
  answer(new MadeJson(text) as unknown as JoinAnswer);
}
