import type { Socket } from 'socket.io';

/** What of engine.io and ws is used beyond their published types; their versions are pinned. */
interface Inside {
  writeBuffer: { data?: string | Uint8Array; options?: { wsPreEncodedFrame?: Uint8Array[] } }[];
  transport: {
    name: string;
    writable: boolean;
    socket?: { bufferedAmount: number; terminate: () => void };
  };
  close: (discard: boolean) => void;
}

/** Bytes (characters, for text) that wait for a console to take them; 0 for one that keeps up. */
export function outgoingBytes(socket: Socket): number {
  const { transport, writeBuffer } = socket.conn as unknown as Inside;
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data, options } of writeBuffer) {
    if (options?.wsPreEncodedFrame)
      for (const piece of options.wsPreEncodedFrame) bytes += piece.length;
    else bytes += data?.length ?? 0;
  }
  return bytes;
}

/** End a console's connection at once, with what still waits for it. */
export function cutOff(socket: Socket): void {
  const conn = socket.conn as unknown as Inside;
  const { transport } = conn;
  conn.close(true);
  // A WebSocket that does not read would keep what waits for it until its closing times out.
  transport.socket?.terminate();
}
