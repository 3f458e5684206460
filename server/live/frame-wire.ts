import type { Socket } from 'socket.io';

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
 * with its placeholder and the bytes, socket.io protocol 5 over engine.io 4) are one buffer, made once a
 * frame, handed over as socket.io's own broadcast hands over a text message. The acknowledgement's
 * number is shared, too: each socket keeps its own callback. A socket that cannot take it (polling,
 * compression) is served by `emit`.
 */
export function createFrameSender(): SendFrame {
  const made = new WeakMap<Uint8Array, Map<string, { id: number; wire: Buffer }>>();
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
      encoded = {
        id,
        wire: Buffer.concat([webSocketMessage(1, Buffer.from(event)), webSocketMessage(2, bytes)]),
      };
      byNamespace.set(nsp.name, encoded);
    }
    acks.set(encoded.id, onAck);
    conn.write('', { wsPreEncodedFrame: [encoded.wire] });
  };
}

/** One final, unmasked WebSocket message (RFC 6455 §5.2); opcode 1 text, 2 binary. */
function webSocketMessage(opcode: 1 | 2, payload: Uint8Array): Buffer {
  const { length } = payload;
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  header[0] = 0x80 | opcode;
  if (length < 126) header[1] = length;
  else if (length < 65_536) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, payload]);
}
