import type { Server } from 'socket.io';

/** JSON that has been made already: the text goes into each packet as it is. */
export class MadeJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

interface Packet {
  type: number;
  nsp: string;
  id?: number;
  data?: unknown;
}
/** Of socket.io protocol 5. */
const EVENT = 2;
const ACK = 3;

/**
 * Let a server take MadeJson as the last argument of an event or an acknowledgement: a snapshot that a hundred
 * consoles ask for at once is made once, and is not searched for binary parts. The wire stays socket.io's.
 */
export function takeMadeJson(io: Pick<Server, 'encoder'>): void {
  const { encoder } = io;
  const encode = encoder.encode.bind(encoder);
  encoder.encode = (packet) => {
    const { type, nsp, id, data } = packet as Packet;
    if ((type === EVENT || type === ACK) && Array.isArray(data)) {
      const made: unknown = data.at(-1);
      if (made instanceof MadeJson) {
        const rest = JSON.stringify(data.slice(0, -1)).slice(0, -1);
        const name = nsp && nsp !== '/' ? `${nsp},` : '';
        return [`${type}${name}${id ?? ''}${rest}${data.length > 1 ? ',' : ''}${made.text}]`];
      }
    }
    return encode(packet);
  };
}
