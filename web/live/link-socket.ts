import { io } from 'socket.io-client';

/** The part of a socket.io client that the link needs: tests hand in their own. */
export interface LinkSocket {
  connected: boolean;
  on: (event: string, listener: (...args: never[]) => void) => unknown;
  emit: (event: string, ...args: unknown[]) => unknown;
  connect: () => unknown;
  disconnect: () => unknown;
}

/** A socket that is built once and never by itself again: the link decides when. */
export function openSocket(url: string): LinkSocket {
  return io(url || undefined, {
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    // A proxy that lets no WebSocket through: polling.
    tryAllTransports: true,
    reconnection: false,
    forceNew: true,
    autoConnect: false,
    timeout: 5_000,
  }) as unknown as LinkSocket;
}
