/** Places for a few at once, and a queue before them that is bounded in length and in time. */
export interface Turns {
  /** Wait for a place: true when it is one's own, false where the queue is full, takes too long, or was sent away. */
  take: () => Promise<boolean>;
  /** Leave the place to whoever waits longest. */
  give: () => void;
  /** Answer all who wait with false. */
  sendAway: () => void;
}

export function createTurns(bounds: {
  atOnce: number;
  mostWaiting: number;
  waitMs: number;
}): Turns {
  const waiting = new Set<(mine: boolean) => void>();
  let taken = 0;
  return {
    take: () => {
      if (taken < bounds.atOnce) {
        taken++;
        return Promise.resolve(true);
      }
      if (waiting.size >= bounds.mostWaiting) return Promise.resolve(false);
      return new Promise((resolve) => {
        const settle = (mine: boolean): void => {
          clearTimeout(timer);
          waiting.delete(settle);
          resolve(mine);
        };
        const timer = setTimeout(settle, bounds.waitMs, false);
        waiting.add(settle);
      });
    },
    give: () => {
      const [next] = waiting;
      if (next) next(true);
      else taken--;
    },
    sendAway: () => {
      for (const settle of waiting) settle(false);
    },
  };
}
