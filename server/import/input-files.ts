import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

import type { Manifest } from '#data/import/manifest.ts';

import { ImportRefused } from './import-refusal.ts';

/** Every file that a manifest names, once, in order. */
function filesOf(manifest: Manifest): string[] {
  const sets = manifest.areas?.sets ?? [];
  const inputs = [
    ...sets,
    ...sets.flatMap((set) => set.figures ?? []),
    ...(manifest.precincts ? [manifest.precincts] : []),
    ...(manifest.features ?? []),
    ...(manifest.features ?? []).flatMap((input) => input.lookup ?? []),
    ...(manifest.buildings ?? []),
    ...(manifest.sites ?? []),
    ...(manifest.units ?? []),
    ...(manifest.incidents ?? []),
  ];
  return [...new Set(inputs.map((input) => input.file))].sort();
}

/**
 * SHA-256 of a manifest and of all its files: two runs with the same digest read the same.
 *
 * @throws ImportRefused `missing-file`, `unreadable-file`, naming it
 */
export async function digestInput(
  manifest: Manifest,
  pathOf: (file: string) => string,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(manifest));
  for (const file of filesOf(manifest)) {
    hash.update(file);
    try {
      for await (const chunk of createReadStream(pathOf(file))) hash.update(chunk as Buffer);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') throw new ImportRefused('unreadable-file', `${file}: ${message}`);
      throw new ImportRefused('missing-file', `${file} is not in the folder of the input`);
    }
  }
  return hash.digest('hex');
}
