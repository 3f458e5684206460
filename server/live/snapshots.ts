import type { Session } from '#server/session/session.ts';

/** A snapshot as JSON without its feeds, and the change it is true as of. */
export interface MadeSnapshot {
  epoch: string;
  no: number;
  /** JSON of a Snapshot without `feeds`. */
  text: string;
  /** When "today" ends, and the figures with it. */
  dayEndsAt: Date;
}

/** Shares one reading of the database among all of a room who join at about the same time. */
export interface Snapshots {
  current: (session: Session, room: string) => Promise<MadeSnapshot>;
  /** What was read, or is being read, must not be given to those who ask from now on. */
  forget: () => void;
}

/** Whoever joins with an older one gets the changes since after it, so it need not be of this very moment. */
const KEPT_MS = 2_000;
/** Rooms whose snapshots are kept. */
const ROOMS_MAX = 100;

interface Held {
  made: Promise<MadeSnapshot>;
  until: number;
  dayEndsAt: number;
}

export function createSnapshots(
  read: (session: Session) => Promise<MadeSnapshot>,
  clock: () => Date,
): Snapshots {
  const held = new Map<string, Held>();
  return {
    current: (session, room) => {
      const now = clock().getTime();
      const known = held.get(room);
      if (known && performance.now() < known.until && now < known.dayEndsAt) return known.made;
      const mine: Held = { made: read(session), until: Infinity, dayEndsAt: Infinity };
      held.delete(room);
      if (held.size >= ROOMS_MAX) held.delete(held.keys().next().value!);
      held.set(room, mine);
      mine.made.then(
        (snapshot) => {
          mine.until = performance.now() + KEPT_MS;
          mine.dayEndsAt = snapshot.dayEndsAt.getTime();
        },
        () => {
          if (held.get(room) === mine) held.delete(room);
        },
      );
      return mine.made;
    },
    forget: () => held.clear(),
  };
}
