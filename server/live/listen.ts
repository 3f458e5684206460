import pg from 'pg';

import { listenTo } from './changes.sql.ts';

const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5_000;

/** A connection of its own that hears of commits. */
export interface Listener {
  /** The connection while it stands, for reading what the notice was about; null while it is down. */
  readonly client: pg.Client | null;
  /** The connection does not answer: build it again. */
  drop: (error: Error) => void;
  stop: () => Promise<void>;
}

/**
 * LISTEN on a channel for as long as it is not stopped; a lost connection is built again with growing pauses.
 * `onNotice` is called for each notice (its payload) and, with null, whenever the connection stands again:
 * notices are lost with a connection, so what they were about has to be looked up.
 */
export function listen(
  options: pg.ClientConfig,
  channel: string,
  onNotice: (payload: string | null) => void,
  onTrouble: (error: Error) => void,
): Listener {
  let client: pg.Client | null = null;
  let dropCurrent: (error: Error) => void = () => {};
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let retryMs = FIRST_RETRY_MS;

  const connect = async (): Promise<void> => {
    const mine = new pg.Client({
      ...options,
      application_name: 'jingwei listen',
      keepAlive: true,
      query_timeout: 10_000,
      connectionTimeoutMillis: 10_000,
    });
    let down = false;
    const lost = (error: Error): void => {
      if (down) return;
      down = true;
      if (client === mine) client = null;
      void mine.end().catch(() => {});
      if (stopped) return;
      onTrouble(error);
      timer = setTimeout(() => void connect(), retryMs * (0.5 + Math.random() / 2));
      retryMs = Math.min(LAST_RETRY_MS, 2 * retryMs);
    };
    mine.on('error', lost);
    mine.on('end', () => lost(new Error('the connection that listens has ended')));
    mine.on('notification', (message) => onNotice(message.payload ?? ''));
    try {
      await mine.connect();
      await listenTo(mine, channel);
    } catch (error) {
      lost(error as Error);
      return;
    }
    if (down) return;
    if (stopped) {
      await mine.end().catch(() => {});
      return;
    }
    client = mine;
    dropCurrent = lost;
    retryMs = FIRST_RETRY_MS;
    onNotice(null);
  };
  void connect();

  return {
    get client() {
      return client;
    },
    drop: (error) => dropCurrent(error),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      const mine = client;
      client = null;
      await mine?.end().catch(() => {});
    },
  };
}
