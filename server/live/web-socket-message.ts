/** What stands before the payload of a final, unmasked WebSocket message (RFC 6455 §5.2); opcode 1 text, 2 binary. */
export function messageHead(opcode: 1 | 2, length: number): Buffer {
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  if (length < 126) head[1] = length;
  else if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return head;
}

/** A text as one whole message, in one piece. */
export function textMessage(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([messageHead(1, bytes.length), bytes]);
}
