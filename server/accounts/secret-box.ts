import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { CannotStart } from '#server/errors.ts';

/** Seals what the database must keep and nobody may read there. */
export interface SecretBox {
  /** `about`, whose it is, is sealed with it: moved to another row it does not open. */
  seal: (text: string, about: string) => Buffer;
  /** Null where it was sealed by another key, for another, or was changed. */
  open: (sealed: Buffer, about: string) => string | null;
  /** By which the same text is known again, and not found by whoever tries words without the key; 16 hexadecimal digits. */
  mark: (text: string) => string;
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM: nonce, tag, and what was sealed. */
export function createSecretBox(key: Buffer): SecretBox {
  // A key of its own: one key does one thing.
  const markKey = createHmac('sha256', key).update('mark').digest();
  return {
    mark: (text) => createHmac('sha256', markKey).update(text).digest('hex').slice(0, 16),
    seal: (text, about) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open: (sealed, about) => {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      try {
        const options = { authTagLength: TAG_BYTES };
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, options);
        decipher.setAAD(Buffer.from(about)).setAuthTag(tag);
        const opened = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([opened, decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

/**
 * The box of a key in a file that only its owner may read; made where there is none.
 *
 * @throws CannotStart where the file holds no key
 */
export async function openSecretBox(path: string): Promise<SecretBox> {
  const made = randomBytes(KEY_BYTES).toString('base64');
  // With a database of one's own nothing else has been kept there yet.
  await mkdir(dirname(path), { recursive: true });
  // Of two who make it the first has.
  await writeFile(path, `${made}\n`, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  });
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  if (key.length !== KEY_BYTES)
    throw new CannotStart(`${path} holds no key of ${KEY_BYTES} bytes in base64. Put back the one that was there; without it second steps of signing in cannot be checked.`); // prettier-ignore
  return createSecretBox(key);
}
