import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { createSecretBox, openSecretBox } from './secret-box.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'jingwei-box-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

it('opens what it sealed, by the same key and for the same account alone, and nothing that was changed', () => {
  const key = randomBytes(32);
  const box = createSecretBox(key);
  const sealed = box.seal('JBSWY3DPEHPK3PXP', 'a');
  expect(sealed.includes('JBSWY3')).toBe(false);
  expect(createSecretBox(key).open(sealed, 'a')).toBe('JBSWY3DPEHPK3PXP');
  expect(box.seal('JBSWY3DPEHPK3PXP', 'a')).not.toEqual(sealed);
  expect(box.open(sealed, 'b')).toBeNull();
  expect(createSecretBox(randomBytes(32)).open(sealed, 'a')).toBeNull();
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed);
    changed[i]! ^= 1;
    expect(box.open(changed, 'a')).toBeNull();
  }
  expect(box.open(Buffer.alloc(3), 'a')).toBeNull();
});

it('has its key in a file of its own, made once, that nobody else may read', async () => {
  const path = join(folder, 'secrets.key');
  const boxes = await Promise.all([openSecretBox(path), openSecretBox(path)]);
  expect(boxes[1]!.open(boxes[0]!.seal('x', 'a'), 'a')).toBe('x');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const kept = await readFile(path, 'utf8');
  await openSecretBox(path);
  expect(await readFile(path, 'utf8')).toBe(kept);
  await writeFile(path, 'half of a k');
  await expect(openSecretBox(path)).rejects.toThrow(/secrets\.key holds no key/);
});

it('marks the same text the same way, and by another key another way', () => {
  const [one, other] = [createSecretBox(randomBytes(32)), createSecretBox(randomBytes(32))];
  expect(one.mark('hunter2')).toMatch(/^[0-9a-f]{16}$/);
  expect(one.mark('hunter2')).toBe(one.mark('hunter2'));
  expect([one.mark('hunter3'), other.mark('hunter2')]).not.toContain(one.mark('hunter2'));
});
