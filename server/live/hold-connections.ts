import type { IncomingMessage } from 'node:http';

/** What of engine.io's server is heard. */
interface Engine {
  on: (event: 'connection', listener: (connection: Connection) => void) => void;
}
interface Connection {
  request: IncomingMessage;
  once: (event: 'close', listener: () => void) => void;
}

/** Counts the connections that are open, by whose they are. */
export interface HeldConnections {
  watch: (engine: Engine) => void;
  /** Whether one more may be opened. */
  mayHold: (request: IncomingMessage) => boolean;
}

export function holdConnections(
  whose: (request: IncomingMessage) => string,
  limit: number,
): HeldConnections {
  const held = new Map<string, number>();
  return {
    watch: (engine) =>
      engine.on('connection', (connection) => {
        const key = whose(connection.request);
        held.set(key, (held.get(key) ?? 0) + 1);
        connection.once('close', () => {
          const rest = held.get(key)! - 1;
          if (rest === 0) held.delete(key);
          else held.set(key, rest);
        });
      }),
    mayHold: (request) => (held.get(whose(request)) ?? 0) < limit,
  };
}
