/** A snapshot as JSON without its feeds, and the change it is true as of. */
export interface MadeSnapshot {
  epoch: string;
  no: number;
  /** JSON of a Snapshot without `feeds`. */
  text: string;
  /** When "today" ends, and the figures with it. */
  dayEndsAt: Date;
}

/** Shares one reading of the database among all who join at about the same time. */
export interface Snapshots {
  current: () => Promise<MadeSnapshot>;
  /** What was read, or is being read, must not be given to those who ask from now on. */
  forget: () => void;
}

/** Whoever joins with an older one gets the changes since after it, so it need not be of this very moment. */
const KEPT_MS = 2_000;

export function createSnapshots(read: () => Promise<MadeSnapshot>, clock: () => Date): Snapshots {
  let held: { made: Promise<MadeSnapshot>; until: number; dayEndsAt: number } | null = null;
  return {
    current: () => {
      const now = clock().getTime();
      if (held && performance.now() < held.until && now < held.dayEndsAt) return held.made;
      const mine = { made: read(), until: Infinity, dayEndsAt: Infinity };
      held = mine;
      mine.made.then(
        (snapshot) => {
          mine.until = performance.now() + KEPT_MS;
          mine.dayEndsAt = snapshot.dayEndsAt.getTime();
        },
        () => {
          if (held === mine) held = null;
        },
      );
      return mine.made;
    },
    forget: () => {
      held = null;
    },
  };
}
