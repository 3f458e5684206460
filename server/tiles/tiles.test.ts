import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { TILE_BYTES } from './fetch-tile.ts';
import { inColour, pictureOf, pngOf, startTestService, TEST_KEY, type Behaviour, type TestService } from './test-service.ts'; // prettier-ignore
import type { TileSettings } from './tile-settings.ts';
import { createTiles, type Tiles } from './tiles.ts';

const AT = { z: 12, x: 3399, y: 1658 };
const DAY_MS = 86_400_000;
let service: TestService;
let folder: string;
let now: number;
let trouble: string[];
const opened: Tiles[] = [];
beforeEach(async () => {
  service = await startTestService();
  folder = await mkdtemp(join(tmpdir(), 'jingwei-tiles-'));
  now = Date.parse('2026-01-15T08:00:00Z');
  trouble = [];
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((tiles) => tiles.close()));
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

const open = (
  settings: Partial<TileSettings> = {},
  patienceMs = 60_000,
  waitMs = 60_000,
): Tiles => {
  const tiles = createTiles(
    { ...service.settings, ...settings },
    {
      folder,
      clock: () => new Date(now),
      onTrouble: (what) => trouble.push(what),
      patienceMs,
      waitMs,
    },
  );
  opened.push(tiles);
  return tiles;
};
const files = async (): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)); // prettier-ignore
};
const answer =
  (status: number, type: string, body: string | Buffer): Behaviour =>
  (response) => {
    response.writeHead(status, { 'Content-Type': type }).end(body);
  };

describe('a tile', () => {
  it('is asked for by place, subdomain and key, and is the one that the service has', async () => {
    const tile = await open().read(AT);
    expect(tile?.type).toBe('image/png');
    expect(tile?.bytes.equals(pictureOf(12, 3399, 1658))).toBe(true);
    const said = Object.fromEntries(service.asked[0]!);
    expect(said).toMatchObject({ TILEMATRIX: '12', TILECOL: '3399', TILEROW: '1658', TILEMATRIXSET: 'w', s: String((3399 + 1658) % 8), tk: TEST_KEY }); // prettier-ignore
  });

  it('is asked for once, however many want it at once and after', async () => {
    const held: ServerResponse[] = [];
    service.behave((response) => void held.push(response));
    const tiles = open();
    const many = Array.from({ length: 50 }, () => tiles.read(AT));
    await vi.waitFor(() => expect(held).toHaveLength(1));
    held[0]!.writeHead(200, { 'Content-Type': 'image/png' }).end(pngOf(1, 2, 3));
    for (const tile of await Promise.all(many))
      expect(tile?.bytes.equals(pngOf(1, 2, 3))).toBe(true);
    await tiles.read(AT);
    expect(service.asked).toHaveLength(1);
  });

  it('outlives the server on disk, until its days are over', async () => {
    const first = open();
    await first.read(AT);
    await first.close();
    expect(await files()).toHaveLength(1);
    now += 29 * DAY_MS;
    const second = open();
    expect((await second.read(AT))?.bytes.equals(pictureOf(12, 3399, 1658))).toBe(true);
    expect(service.asked).toHaveLength(1);
    now += 2 * DAY_MS;
    // In memory and on disk alike.
    await second.read(AT);
    expect(service.asked).toHaveLength(2);
    await second.close();
    await open().read(AT);
    expect(service.asked).toHaveLength(2);
  });

  it('of another service is not shown, and its files are cleared away', async () => {
    const first = open();
    await first.read(AT);
    await first.close();
    const second = open({ url: `${service.settings.url}&other` });
    await second.read(AT);
    expect(service.asked).toHaveLength(2);
    await second.close();
    expect(await files()).toHaveLength(1);
  });

  it('whose file was broken is asked for again', async () => {
    const first = open();
    await first.read(AT);
    await first.close();
    const [path] = await files();
    await writeFile(path!, '<html>');
    await utimes(path!, now / 1000, now / 1000);
    expect((await open().read(AT))?.type).toBe('image/png');
    expect(service.asked).toHaveLength(2);
  });
});

describe('what is kept', () => {
  it('is bounded in bytes: the oldest goes, also of what was there before', async () => {
    const one = pictureOf(12, 3390, 1658).length;
    const first = open({ cacheBytes: 5 * one });
    for (let x = 3390; x < 3400; x++) {
      now += 1000;
      await first.read({ ...AT, x });
    }
    await first.close();
    const left = await files();
    const bytes = await Promise.all(left.map(async (path) => (await stat(path)).size));
    expect(bytes.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(5 * one);
    expect(left.some((path) => path.includes('3399'))).toBe(true);
    expect(left.some((path) => path.includes('3390'))).toBe(false);
    await open({ cacheBytes: one - 1 }).close();
    expect(await files()).toEqual([]);
  });

  it('is nothing where the disk does not take it, which is told once; tiles come all the same', async () => {
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file where the folder should be');
    const tiles = open();
    expect(await tiles.read(AT)).not.toBeNull();
    expect(await tiles.read({ ...AT, x: 3400 })).not.toBeNull();
    await tiles.close();
    expect(trouble).toEqual([expect.stringMatching(/^tiles cannot be kept on disk: E[A-Z]+$/)]);
    await rm(folder);
    await mkdir(folder);
  });
});

describe('a service that gives no tile', () => {
  it.each<[string, Behaviour, string | null]>([
    ['has none there', answer(404, 'text/html', 'no'), null],
    ['has nothing there', (response) => void response.writeHead(204).end(), null],
    ['is broken', answer(500, 'text/html', 'oops'), 'status 500'],
    ['refuses the key', answer(403, 'application/json', `{"key":"${TEST_KEY}"}`), 'status 403'],
    ['sends elsewhere', (response) => void response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(), 'status 302'], // prettier-ignore
    ['answers with a page', answer(200, 'text/html', '<html>quota</html>'), 'no picture'],
    ['calls a page a picture', answer(200, 'image/png', '<html>quota</html>'), 'no picture'],
    ['answers with nothing', answer(200, 'image/png', ''), 'no picture'],
    [
      'never ends',
      (response) => {
        response.writeHead(200, { 'Content-Type': 'image/png' });
        const more = (): void => void (response.writable && response.write(pngOf(1, 2, 3, 16), more)); // prettier-ignore
        more();
      },
      `more than ${TILE_BYTES} bytes`,
    ],
    ['hangs up', (response) => void response.destroy(), 'no connection'],
  ])('because it %s is no fault, and is left alone for a while', async (_, how, why) => {
    service.behave(how);
    const tiles = open();
    expect(await tiles.read(AT)).toBeNull();
    expect(await tiles.read(AT)).toBeNull();
    expect(service.asked).toHaveLength(1);
    expect(trouble).toEqual(why === null ? [] : [`the tile service gives no tile: ${why}`]);
    expect(await files()).toEqual([]);
    service.behave(inColour);
    now += 601_000;
    expect(await tiles.read(AT)).not.toBeNull();
    // Nothing that it held on to is open there.
    await vi.waitFor(() => expect(service.open).toBe(0));
  });

  it('because it is slow is given up, and others do not wait for it', async () => {
    service.behave((response, request) => {
      if (!request.url!.includes('TILECOL=3399')) inColour(response, request);
    });
    const tiles = open({}, 300);
    const slow = tiles.read(AT);
    expect(await tiles.read({ ...AT, x: 3400 })).not.toBeNull();
    expect(await slow).toBeNull();
    expect(trouble).toEqual(['the tile service gives no tile: no answer in 300 ms']);
  });

  it('is told once a minute, not once a tile', async () => {
    service.behave(answer(500, 'text/html', 'oops'));
    const tiles = open();
    for (let x = 3390; x < 3400; x++) await tiles.read({ ...AT, x });
    expect(trouble).toHaveLength(1);
    now += 61_000;
    await tiles.read({ ...AT, x: 3400 });
    expect(trouble).toHaveLength(2);
  });

  it('is asked for eight at once, and a crawl gets nothing', async () => {
    const held: ServerResponse[] = [];
    service.behave((response) => void held.push(response));
    const tiles = open();
    const many = Array.from({ length: 600 }, (_, i) => tiles.read({ ...AT, x: 3000 + i }));
    await vi.waitFor(() => expect(held).toHaveLength(8));
    // 8 are being asked for and 512 wait: the others are answered at once.
    let answered = 0;
    for (const one of many) void one.then(() => answered++);
    await vi.waitFor(() => expect(answered).toBe(600 - 8 - 512));
    expect(service.open).toBe(8);
    await tiles.close();
    expect((await Promise.all(many)).every((tile) => tile === null)).toBe(true);
    expect(service.asked).toHaveLength(8);
    expect(trouble).toEqual([]);
  });

  it('because it hangs is let alone: whoever waits is answered when it is known, whoever comes at once', async () => {
    service.behave(() => {});
    const tiles = open({}, 300);
    const many = Array.from({ length: 500 }, (_, i) => tiles.read({ ...AT, x: 3000 + i }));
    expect((await Promise.all(many)).every((tile) => tile === null)).toBe(true);
    // Without a pause it would have been all of them, eight at a time.
    expect(service.asked.length).toBeLessThanOrEqual(16);
    const before = service.asked.length;
    expect(await tiles.read({ ...AT, x: 4000 })).toBeNull();
    expect(service.asked).toHaveLength(before);
  });

  it('is asked by one after each pause, which grows to half a minute, and by all once it answers', async () => {
    service.behave(answer(503, 'text/html', 'busy'));
    const tiles = open();
    for (let x = 3000; x < 3003; x++) await tiles.read({ ...AT, x });
    let x = 3003;
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = service.asked.length;
      now += pauseMs - 1;
      await tiles.read({ ...AT, x: x++ });
      expect(service.asked).toHaveLength(before);
      now += 1;
      await Promise.all([1, 2, 3].map(() => tiles.read({ ...AT, x: x++ })));
      expect(service.asked).toHaveLength(before + 1);
    }
    service.behave(inColour);
    now += 30_000;
    expect(await tiles.read({ ...AT, x: x++ })).not.toBeNull();
    const all = await Promise.all([1, 2, 3].map(() => tiles.read({ ...AT, x: x++ })));
    expect(all.every((tile) => tile !== null)).toBe(true);
    // It begins anew: two that fail are two tiles.
    service.behave(answer(503, 'text/html', 'busy'));
    for (let n = 0; n < 2; n++) await tiles.read({ ...AT, x: x++ });
    service.behave(inColour);
    expect(await tiles.read({ ...AT, x: x++ })).not.toBeNull();
  });

  it('because it is too slow for so many gives those whose turn does not come nothing, and is asked on', async () => {
    const held: ServerResponse[] = [];
    service.behave((response) => void held.push(response));
    const tiles = open({}, 60_000, 200);
    // Whose turn comes is not said: each looks into its folder first.
    let without = 0;
    const many = Array.from({ length: 20 }, async (_, i) => {
      const tile = await tiles.read({ ...AT, x: 3000 + i });
      if (tile === null) without++;
      return tile;
    });
    await expect.poll(() => [held.length, without], { timeout: 30_000 }).toEqual([8, 12]);
    for (const response of held) response.writeHead(200, { 'Content-Type': 'image/png' }).end(pngOf(1, 2, 3)); // prettier-ignore
    expect((await Promise.all(many)).filter((tile) => tile !== null)).toHaveLength(8);
    service.behave(inColour);
    // None of it is remembered against a tile.
    expect(await tiles.read({ ...AT, x: 3019 })).not.toBeNull();
  });
});
