import { existsSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'vite';

import { ROOT } from '#server/config.ts';

import { SCREENS } from './build-screens.ts';

/**
 * Builds the screens aside and puts them in place whole, so that two starts at once do not meet. A process of its own:
 * the one that started it may have given up root meanwhile. Ends when that one does.
 */
const aside = join(ROOT, `node_modules/.cache/jingwei-screens-${process.pid}`);
const began = new Date();
process.stdin
  .on('end', () => {
    rmSync(aside, { recursive: true, force: true });
    process.exit(1);
  })
  .resume();
try {
  await build({
    root: join(ROOT, 'web'),
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: aside, emptyOutDir: true },
  });
  // A source that was saved during the build counts as newer than it.
  utimesSync(join(aside, 'index.html'), began, began);
  const old = `${aside}-old`;
  if (existsSync(SCREENS)) renameSync(SCREENS, old);
  renameSync(aside, SCREENS);
  rmSync(old, { recursive: true, force: true });
} finally {
  rmSync(aside, { recursive: true, force: true });
}
process.exit(0);
