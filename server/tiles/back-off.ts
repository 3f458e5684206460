/** Who lets a service alone that does not answer, for longer each time, and finds out by one question when it does. */
export interface BackOff {
  /** Whether a question would be let through now. */
  isOpen: () => boolean;
  /** Begin a question; null while the service is let alone. Whoever begins one says how it ended. */
  begin: () => Question | null;
}

export interface Question {
  /** It was answered: from now on everybody may ask. */
  answered: () => void;
  /** It was not; says whether the service is let alone from now on. */
  failed: () => boolean;
  /** It was given up for a reason of one's own, which says nothing of the service. */
  dropped: () => void;
}

/** One tile may be broken; so many in a row, with no answer between, are the service. */
const FAILURES_IN_A_ROW = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** @param now ms */
export function createBackOff(now: () => number): BackOff {
  let failures = 0;
  let pauses = 0;
  let until = Number.NEGATIVE_INFINITY;
  /** After a pause one asks for all. */
  let scout: Question | null = null;
  const isOpen = (): boolean => pauses === 0 || (now() >= until && !scout);

  return {
    isOpen,
    begin: () => {
      if (!isOpen()) return null;
      // What was under way when a pause began says nothing of the time after it.
      const round = pauses;
      const leave = (): void => {
        if (scout === question) scout = null;
      };
      const question: Question = {
        answered: () => {
          leave();
          failures = 0;
          pauses = 0;
        },
        failed: () => {
          leave();
          if (round !== pauses || (++failures < FAILURES_IN_A_ROW && pauses === 0)) return false;
          until = now() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** pauses++);
          return true;
        },
        dropped: leave,
      };
      if (pauses > 0) scout = question;
      return question;
    },
  };
}
