import type { Socket } from 'socket.io';

import { messageHead } from './web-socket-message.ts';

/** What of socket.io and engine.io is used beyond their published types; its versions are pinned. */
interface Inside {
  nsp: { name: string; _ids: number };
  acks: Map<number, () => void>;
  conn: {
    protocol: number;
    transport: { name: string; perMessageDeflate: unknown };
    write: (data: string, options: { wsPreEncodedFrame: Buffer[] }) => void;
  };
}

/** Sends a frame to a socket as the event `frame`; `onAck` is called when the other side calls back. */
export type SendFrame = (socket: Socket, bytes: Uint8Array, onAck: () => void) => void;

/**
 * A sender that puts the same bytes on the wire for every console: socket.io would encode the event
 * anew for each and write it as two messages in four pieces. Here both WebSocket messages (the event
 * with its placeholder and the bytes, socket.io protocol 5 over engine.io 4) are made once a
 * frame, handed over as socket.io's own broadcast hands over a text message. The acknowledgement's
 * number is shared, too: each socket keeps its own callback. A socket that cannot take it (polling,
 * compression) is served by `emit`.
 */
export function createFrameSender(): SendFrame {
  const made = new WeakMap<Uint8Array, Map<string, { id: number; wire: Buffer[] }>>();
  return (socket, bytes, onAck) => {
    const inside = socket as unknown as Inside;
    const { conn, nsp, acks } = inside;
    if (
      conn.transport.name !== 'websocket' ||
      conn.transport.perMessageDeflate ||
      conn.protocol !== 4
    ) {
      socket.emit('frame', bytes, onAck);
      return;
    }
    let byNamespace = made.get(bytes);
    if (!byNamespace) made.set(bytes, (byNamespace = new Map()));
    let encoded = byNamespace.get(nsp.name);
    if (!encoded) {
      const id = nsp._ids++;
      const name = nsp.name === '/' ? '' : `${nsp.name},`;
      const event = `451-${name}${id}["frame",{"_placeholder":true,"num":0}]`;
      const text = Buffer.from(event);
      const head = Buffer.concat([messageHead(1, text.length), text, messageHead(2, bytes.length)]);
      const payload = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      encoded = { id, wire: [head, payload] };
      byNamespace.set(nsp.name, encoded);
    } else if (encoded.wire.length === 2) {
      // The second console shows that it is shared: one piece is written quicker than two, and a frame of one console is not copied.
      encoded.wire = [Buffer.concat(encoded.wire)];
    }
    acks.set(encoded.id, onAck);
    conn.write('', { wsPreEncodedFrame: encoded.wire });
  };
}
