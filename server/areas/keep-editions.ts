import { openSession } from '#server/session/session.ts';
import type { Deps } from '#server/deps.ts';
import type { OnEdition } from '#server/on-edition.ts';

import { comeIntoForce } from './come-into-force.ts';
import { selectStanding, selectWaiting } from './editions.sql.ts';

/** Another process may publish, and clocks are set: look all the same, this often. */
const LOOK_MS = 30_000;
/** After a failure, such as a database that is out of reach. */
const AGAIN_MS = 1_000;

/** Brings editions into force at their time, one at a time. */
export interface Editions {
  /**
   * Bring into force what is due by now, and be there when the next one is.
   *
   * @throws what went wrong; it is tried again by itself
   */
  bringDue: () => Promise<void>;
  stop: () => void;
}

/** @param onEdition what is moved when one comes into force */
export function keepEditions(
  deps: Pick<Deps, 'pool' | 'areas' | 'hub' | 'clock' | 'log'>,
  onEdition: readonly OnEdition[],
): Editions {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let last: Promise<unknown> = Promise.resolve();

  const lookIn = (ms: number): void => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      bringDue().catch((error: unknown) => {
        if (!stopped) deps.log.error({ err: error }, 'bringing an edition into force');
      });
    }, ms);
    timer.unref();
  };
  const bring = async (): Promise<void> => {
    const waits = await selectWaiting(deps.pool);
    const at = deps.clock();
    if (waits && waits.validFrom <= at) {
      const from = deps.areas.editionId;
      // Where another process was first, its edition is read.
      if ((await comeIntoForce({ session: openSession, at }, deps, onEdition)) === null) await deps.areas.moveOn(from); // prettier-ignore
      return lookIn(0);
    }
    // Another process may have brought it between the reading of the borders and now.
    const from = deps.areas.editionId;
    if (!waits && (await selectStanding(deps.pool)).inForce !== from) await deps.areas.moveOn(from);
    lookIn(waits ? Math.min(LOOK_MS, waits.validFrom.getTime() - at.getTime()) : LOOK_MS);
  };
  const bringDue = (): Promise<void> => {
    const next = last.then(bring);
    last = next.catch(() => lookIn(AGAIN_MS));
    return next;
  };
  deps.hub.onChange((change) => {
    if (change.noun === 'plans' && change.plan.status !== 'draft') lookIn(0);
  });

  return {
    bringDue,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
