import { mkdir, readdir, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises'; // prettier-ignore
import { dirname, join } from 'node:path';

/** Tiles on disk: bounded in bytes and age, the oldest go first. */
export interface TileFiles {
  /** A tile and when it came, ms; null where it is not there, or too old. */
  read: (key: string) => Promise<{ bytes: Buffer; at: number } | null>;
  /** Keep a tile. That it cannot be kept is told once and is no error. */
  write: (key: string, bytes: Buffer) => Promise<void>;
  /** When what was there before has been counted. */
  counted: Promise<void>;
}

export interface TileFilesOptions {
  /** The folder of one service: `source` below `folder`; other sources there are cleared away. */
  folder: string;
  source: string;
  mostBytes: number;
  mostAgeMs: number;
  clock: () => Date;
  onTrouble: (code: string) => void;
}

const SOURCE = /^[0-9a-f]{12}$/;
const TEMPORARY = '.new';

/** Open the folder. What it holds is counted beside: a large one takes seconds, and tiles are served meanwhile. */
export function openTileFiles(options: TileFilesOptions): TileFiles {
  const root = join(options.folder, options.source);
  /** Oldest first. */
  const held = new Map<string, { bytes: number; at: number }>();
  let total = 0;
  let troubled = false;
  let serial = 0;
  /** Files that are being written; the like that lie there beside are left from a process that died. */
  const writing = new Set<string>();
  const pathOf = (key: string): string => join(root, key);
  const isOld = (at: number): boolean => options.clock().getTime() - at > options.mostAgeMs;
  const trouble = (error: unknown): void => {
    if (!troubled) options.onTrouble((error as NodeJS.ErrnoException).code ?? 'unknown');
    troubled = true;
  };
  const forget = (key: string): void => {
    total -= held.get(key)?.bytes ?? 0;
    held.delete(key);
  };
  const drop = async (key: string): Promise<void> => {
    forget(key);
    await unlink(pathOf(key)).catch(() => {});
  };
  const shrink = async (): Promise<void> => {
    for (const [key, { at }] of held) {
      if (total <= options.mostBytes && !isOld(at)) return;
      await drop(key);
    }
  };

  const count = async (): Promise<void> => {
    for (const name of await readdir(options.folder).catch(() => [])) {
      if (SOURCE.test(name) && name !== options.source) await rm(join(options.folder, name), { recursive: true, force: true }); // prettier-ignore
    }
    const found: [key: string, bytes: number, at: number][] = [];
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true }).catch(
      () => [],
    )) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      if (entry.name.endsWith(TEMPORARY)) {
        if (!writing.has(path)) await unlink(path).catch(() => {});
        continue;
      }
      const said = await stat(path).catch(() => null);
      if (said) found.push([path.slice(root.length + 1), said.size, said.mtimeMs]);
    }
    // What came meanwhile is newer than all that was found.
    const fresh = new Map(held);
    held.clear();
    total = 0;
    for (const [key, bytes, at] of found.sort((a, b) => a[2] - b[2])) {
      if (!fresh.has(key)) held.set(key, { bytes, at });
    }
    for (const [key, one] of fresh) held.set(key, one);
    for (const { bytes } of held.values()) total += bytes;
    await shrink();
  };

  return {
    counted: count().catch(trouble),
    read: async (key) => {
      try {
        const path = pathOf(key);
        const { mtimeMs } = await stat(path);
        if (!isOld(mtimeMs)) return { bytes: await readFile(path), at: mtimeMs };
        await drop(key);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code !== 'ENOENT' && code !== 'ENOTDIR') trouble(error);
      }
      return null;
    },
    write: async (key, bytes) => {
      if (bytes.length > options.mostBytes) return;
      const path = pathOf(key);
      const beside = `${path}.${process.pid}-${serial++}${TEMPORARY}`;
      const at = options.clock();
      writing.add(beside);
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(beside, bytes, { mode: 0o600 });
        await utimes(beside, at, at);
        await rename(beside, path);
        forget(key);
        held.set(key, { bytes: bytes.length, at: at.getTime() });
        total += bytes.length;
        await shrink();
      } catch (error) {
        await unlink(beside).catch(() => {});
        trouble(error);
      } finally {
        writing.delete(beside);
      }
    },
  };
}
