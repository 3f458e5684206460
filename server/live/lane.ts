import type { Change, ChangeMessage } from '#data/wire/messages.ts';
import type { Session } from '#server/session/session.ts';

import type { ChangeRow } from './changes.sql.ts';
import type { Cursors } from './cursor.ts';
import { visiblePart, type PlacesOf } from './visible-to.ts';

/** A change as a scope's consoles get it: made once, as JSON. */
export interface LaneMessage {
  no: number;
  /** Cursor before it. */
  previous: string;
  cursor: string;
  /** JSON of a ChangeMessage. */
  text: string;
}

/** The stream of changes as one scope sees it, with the newest of them at hand. */
export interface Lane {
  readonly session: Session;
  /** Its own: of another scope none is read. */
  readonly cursors: Cursors;
  /** Cursor of the newest change that was told, or of where the lane began. */
  readonly cursor: string;
  /** Take the next change; its message, or null where this scope may not see it. */
  advance: (no: number, change: Change) => LaneMessage | null;
  /** Messages after a number, or null where they are not all at hand any more. */
  after: (no: number) => LaneMessage[] | null;
  /** Messages of changes read from the database, for one who holds the change before the first. */
  messagesOf: (rows: readonly ChangeRow[], since: number) => LaneMessage[];
}

/**
 * The same message with another cursor after it: of a place further on, up to which the scope sees nothing more. What a
 * lane tells next follows the place where the lane began, and that is not always a change that the scope sees.
 */
export function endingAt(message: LaneMessage, cursor: string): LaneMessage {
  const { previous, change } = JSON.parse(message.text) as ChangeMessage;
  return { ...message, cursor, text: JSON.stringify({ cursor, previous, change }) };
}

/** So many changes, and so much text, are kept at hand. */
const KEPT = 2_000;
const KEPT_CHARS = 4 << 20;

/** A lane that begins at a change number: what came before it is not at hand. */
export function createLane(
  session: Session,
  cursors: Cursors,
  beginNo: number,
  places: PlacesOf,
): Lane {
  const kept: LaneMessage[] = [];
  let keptChars = 0;
  /** Everything after this number that the scope may see is in `kept`. */
  let completeAfter = beginNo;
  let cursor = cursors.of(beginNo);

  const messageOf = (no: number, change: Change, own: string, previous: string): LaneMessage => {
    const message: ChangeMessage = { cursor: own, previous, change };
    return { no, previous, cursor: own, text: JSON.stringify(message) };
  };
  return {
    session,
    cursors,
    get cursor() {
      return cursor;
    },
    advance: (no, change) => {
      const seen = visiblePart(session, change, places);
      if (!seen) return null;
      const own = cursors.of(no);
      const message = messageOf(no, seen, own, cursor);
      cursor = own;
      kept.push(message);
      keptChars += message.text.length;
      while (kept.length > KEPT || (keptChars > KEPT_CHARS && kept.length > 1)) {
        const gone = kept.shift()!;
        keptChars -= gone.text.length;
        completeAfter = gone.no;
      }
      return message;
    },
    after: (no) => {
      if (no < completeAfter) return null;
      let from = kept.length;
      while (from > 0 && kept[from - 1]!.no > no) from--;
      return kept.slice(from);
    },
    messagesOf: (rows, since) => {
      let previous = cursors.of(since);
      const messages: LaneMessage[] = [];
      for (const { no, change } of rows) {
        const seen = visiblePart(session, change, places);
        if (!seen) continue;
        const own = cursors.of(no);
        messages.push(messageOf(no, seen, own, previous));
        previous = own;
      }
      return messages;
    },
  };
}
