import { expect, it, vi } from 'vitest';

import { testDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

it('never has a token in the log, whatever is logged and however it fails', async () => {
  const token = 'tRaCkEr-'.padEnd(43, '_x9');
  const database = await testDatabase();
  const lines: string[] = [];
  const heard = vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  try {
    const server = await startTestApp(
      database.pool,
      () => new Date(),
      null,
      {},
      { logLevel: 'trace' },
    );
    const ask = (url: string, more: object = {}) => server.app.inject({ url, headers: { host: '127.0.0.1' }, ...more }); // prettier-ignore
    const at = `id=${token}&lat=32.5&lon=118.2`;
    expect((await ask(`/osmand?${at}`)).statusCode).toBe(401);
    await ask(`/osmand/?${at}`);
    await ask(`/osmand/${token}`);
    await ask(`/api/incidents?token=${token}`);
    await ask(`/api/devices`, { headers: { host: '127.0.0.1', authorization: `Bearer ${token}` } });
    await ask(`/owntracks?${at}`, { method: 'POST', payload: { _type: 'location' } });
    await ask('/osmand', { method: 'POST', payload: `{"device_id":"${token}"`, headers: { host: '127.0.0.1', 'content-type': 'application/json' } }); // prettier-ignore
    // The database is gone: a bug's whole story is logged.
    await database.ownerPool.query('ALTER TABLE devices RENAME TO elsewhere');
    expect((await ask(`/osmand?${at}`)).statusCode).toBe(500);
    await server.close();
  } finally {
    heard.mockRestore();
    await database.drop();
  }
  const log = lines.join('');
  expect(log).toContain('incoming request');
  expect(log).toMatch(/relation .{1,3}devices.{1,3} does not exist/);
  expect(log).toContain('"url":"/osmand"');
  expect(log).not.toContain(token);
  expect(log).not.toContain(encodeURIComponent(token));
});
