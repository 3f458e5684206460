import { refuse } from '#server/errors.ts';

/** Do something when it is its turn; `whose`: who asked, as far as is known. */
export type InTurn = <T>(whose: string, work: () => Promise<T>) => Promise<T>;

interface Waiting {
  begin: () => void;
  giveWay: () => void;
}

/**
 * So much at once, so many waiting. Whoever waits is served by turns with the others that wait, not by who asked first, and
 * where there is no more room the last of whoever has most waiting gives way: one who asks without end keeps out only
 * themselves. (Start-time fair queuing with every piece of work of one length.)
 *
 * @throws from what is handed out: 503 busy for whoever gives way
 */
export function takeTurns(atOnce: number, waitingMax: number): InTurn {
  /** By whose: who is served next stands first. */
  const queues = new Map<string, Waiting[]>();
  let running = 0;
  let waiting = 0;
  const longest = (): [string, Waiting[]] =>
    [...queues].reduce((most, one) => (one[1].length > most[1].length ? one : most));
  const wait = (whose: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const giveWay = (): void => reject(refuse(503, 'busy', 'too many sign in at once'));
      if (waiting >= waitingMax) {
        const [most, queue] = longest();
        if ((queues.get(whose)?.length ?? 0) >= queue.length) return giveWay();
        queue.pop()!.giveWay();
        if (queue.length === 0) queues.delete(most);
        waiting--;
      }
      const own = queues.get(whose);
      if (own) own.push({ begin: resolve, giveWay });
      else queues.set(whose, [{ begin: resolve, giveWay }]);
      waiting++;
    });
  const next = (): void => {
    const first = queues.entries().next();
    if (first.done) return void running--;
    const [whose, queue] = first.value;
    queues.delete(whose);
    waiting--;
    const { begin } = queue.shift()!;
    if (queue.length > 0) queues.set(whose, queue);
    begin();
  };
  return async (whose, work) => {
    if (running >= atOnce) await wait(whose);
    else running++;
    try {
      return await work();
    } finally {
      next();
    }
  };
}
