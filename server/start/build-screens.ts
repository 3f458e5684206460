import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ROOT } from '#server/config.ts';
import { CannotStart } from '#server/errors.ts';

/** Where the built screens lie. */
export const SCREENS = join(ROOT, 'web/dist');

const PROCESS = fileURLToPath(new URL('./build-process.ts', import.meta.url));

/** Whether the screens are not built, or older than what they are built from. */
export function screensAreDue(): boolean {
  const built = join(SCREENS, 'index.html');
  if (!existsSync(built)) return true;
  const at = statSync(built).mtimeMs;
  return ['web', 'data', 'vite.config.ts', 'package-lock.json'].some((path) =>
    newerThan(join(ROOT, path), at),
  );
}

function newerThan(path: string, at: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return false;
  if (!found.isDirectory()) {
    return found.mtimeMs > at && !/\.test\.tsx?$|\.sql$|\.md$/.test(path);
  }
  return readdirSync(path).some((name) => name !== 'dist' && newerThan(join(path, name), at));
}

/** Build the screens, as whoever this process is when it is called. Rejects with what the build said. */
export function buildScreens(): Promise<void> {
  return new Promise((resolve, reject) => {
    const umask = process.umask(0o022);
    // It reads nothing: by the end of its input it learns that this process is gone, which may not kill it.
    const child = spawn(process.execPath, ['--import', 'tsx', PROCESS], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    process.umask(umask);
    let said = '';
    const take = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new CannotStart(`The screens could not be built:\n${said.trim()}`)),
    );
  });
}
