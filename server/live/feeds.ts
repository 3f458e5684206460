import type { Change, Feed, FeedsMessage } from '#data/wire/messages.ts';

/** What reports, and how old its newest report is, by the server's clock. */
export interface Feeds {
  /**
   * A report or heartbeat measured at a time; an older one than what is known changes nothing. The time that it counts
   * as: now for one of the future.
   */
  report: (key: Feed['key'], at: Date) => Date;
  /**
   * A change that is itself a report: of cameras, or of the intake. Incidents are reported by hand as well: only
   * of an intake that has said that it is there does one say that it still is.
   */
  hear: (change: Change) => void;
  /**
   * @param whole for whoever sees the whole district. To others a report is as old as the last whole interval: by its own
   * time they could count what is reported elsewhere.
   */
  message: (whole: boolean) => FeedsMessage;
}

const KEYS = ['fixes', 'intake', 'cameras'] as const satisfies readonly Feed['key'][];

/** Nothing has reported yet. A time of the future counts as now: it must not hide the silence after it. */
export function createFeeds(given: {
  clock: () => Date;
  intervalS: Record<Feed['key'], number>;
}): Feeds {
  const { clock, intervalS } = given;
  const newestMs: Partial<Record<Feed['key'], number>> = {};
  const report = (key: Feed['key'], at: Date): Date => {
    const ms = Math.min(at.getTime(), clock().getTime());
    if (ms > (newestMs[key] ?? Number.NEGATIVE_INFINITY)) newestMs[key] = ms;
    return new Date(ms);
  };
  return {
    report,
    hear: (change) => {
      if (
        change.noun === 'incidents' &&
        change.kind === 'reported' &&
        newestMs.intake !== undefined
      )
        report('intake', new Date(change.at));
      if (change.noun === 'sites') {
        for (const [, , at] of change.states) report('cameras', new Date(at));
      }
    },
    message: (whole) => ({
      now: clock().toISOString(),
      feeds: KEYS.map((key) => {
        const ms = newestMs[key];
        const stepMs = whole ? 1 : intervalS[key] * 1000;
        const newestAt =
          ms === undefined ? null : new Date(Math.floor(ms / stepMs) * stepMs).toISOString();
        return { key, intervalS: intervalS[key], newestAt };
      }),
    }),
  };
}
