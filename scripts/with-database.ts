import type { OpenDatabase } from '#server/db/open-database.ts';
import { watchParent } from '#server/start/watch-parent.ts';

/**
 * Work with a database and close it, whatever happens: a private one that was started for it would outlive this
 * process. A signal, or the end of the npm that started this, breaks the work off: the database is closed and the
 * process ends with 1.
 *
 * @param open opens it; a signal meanwhile waits until it is open
 * @param stopped said when it was broken off
 * @param ignore signals that are somebody else's
 */
export async function withDatabase<T>(
  open: () => Promise<OpenDatabase>,
  work: (database: OpenDatabase) => Promise<T>,
  stopped: string,
  ignore: readonly NodeJS.Signals[] = [],
): Promise<T> {
  let broken = false;
  let opening: Promise<OpenDatabase> | null = null;
  const stop = (): void => {
    if (broken) return;
    broken = true;
    console.error(stopped);
    void Promise.resolve(opening)
      .then((database) => database?.close())
      .catch(() => {})
      .finally(() => process.exit(1));
  };
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(name, ignore.includes(name) ? () => {} : stop);
  }
  watchParent(stop);
  opening = open();
  const database = await opening;
  try {
    if (broken) return await never();
    return await work(database);
  } catch (error) {
    // It failed because the database was taken away from it.
    if (broken) return await never();
    throw error;
  } finally {
    if (!broken) await database.close();
  }
}

/** The process is about to end. */
function never(): Promise<never> {
  return new Promise(() => {});
}
