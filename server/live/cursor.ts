import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';

/** Makes cursors of change numbers and reads those that were handed back. */
export interface Cursors {
  /** The same number has always the same cursor. */
  of: (no: number) => string;
  /** The number of a cursor of this epoch and key; null for anything else. */
  read: (cursor: string) => number | null;
}

const LENGTH = 22;

/**
 * Cursors of an epoch: number and epoch, enciphered together as one block of AES-256, so that nothing of
 * the number shows and none but ours is accepted (64 bits have to match the epoch). Numbers up to 2^53.
 *
 * @param room whose they are: those of another room are not read
 */
export function createCursors(epoch: string, key: Uint8Array, room = 'all'): Cursors {
  const of = room === 'all' ? '' : ` of ${room}`;
  const blockKey = createHmac('sha256', key).update(`jingwei cursor${of}`).digest();
  const tag = createHash('sha256').update(epoch).digest().subarray(0, 8);
  // Block by block, without padding, a cipher keeps nothing between them: one serves all, and is dear to make.
  const cipher = createCipheriv('aes-256-ecb', blockKey, null).setAutoPadding(false);
  return {
    of: (no) => {
      const block = Buffer.alloc(16);
      block.writeBigUInt64BE(BigInt(no), 0);
      tag.copy(block, 8);
      return cipher.update(block).toString('base64url');
    },
    read: (cursor) => {
      if (cursor.length !== LENGTH) return null;
      const bytes = Buffer.from(cursor, 'base64url');
      if (bytes.length !== 16 || bytes.toString('base64url') !== cursor) return null;
      const decipher = createDecipheriv('aes-256-ecb', blockKey, null).setAutoPadding(false);
      const block = Buffer.concat([decipher.update(bytes), decipher.final()]);
      if (!block.subarray(8).equals(tag)) return null;
      const no = Number(block.readBigUInt64BE(0));
      return Number.isSafeInteger(no) ? no : null;
    },
  };
}
