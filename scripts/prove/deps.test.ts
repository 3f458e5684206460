import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, it } from 'vitest';

import { askRegistry, weigh } from './deps/ask-registry.ts';

/** npm itself, asking a registry on this machine that answers so. */
async function askOne(answer: { status: number; body: object }) {
  const asked: string[] = [];
  const registry = createServer((request, response) => {
    request.resume();
    asked.push(`${request.method} ${request.url}`);
    const isAsked = request.url!.includes('/advisories/bulk');
    response.writeHead(isAsked ? answer.status : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isAsked ? answer.body : {}));
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = registry.address() as AddressInfo;
    return { found: await askRegistry(`http://127.0.0.1:${port}`), asked };
  } finally {
    registry.closeAllConnections();
    registry.close();
  }
}
const HOLE = {
  id: 1,
  url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  title: 'a hole',
  severity: 'high',
  vulnerable_versions: '*',
};

it('says what a registry knows against a package, and lets through only what has a reason', async () => {
  const { found } = await askOne({ status: 200, body: { fastify: [HOLE] } });
  const hole = { id: 'GHSA-aaaa-bbbb-cccc', package: 'fastify', severity: 'high', title: 'a hole' };
  expect(found).toEqual([hole]);
  expect(weigh([hole], [])).toEqual([expect.stringContaining('fastify: a hole (high, GHSA-')]);
  expect(weigh([hole], [{ id: hole.id, reason: ' ' }])).toHaveLength(1);
  expect(weigh([hole], [{ id: hole.id, reason: 'we never call it' }])).toEqual([]);
  expect(weigh([], [{ id: hole.id, reason: 'we never call it' }])).toEqual([expect.stringContaining('nothing has it')]); // prettier-ignore
}, 60_000);

it('finds nothing where nothing is known', async () => {
  const { found, asked } = await askOne({ status: 200, body: {} });
  expect([found, asked[0]]).toEqual([[], 'POST /-/npm/v1/security/advisories/bulk']);
}, 60_000);

it('takes no answer for no answer', async () => {
  expect((await askOne({ status: 405, body: {} })).found).toContain('405');
}, 60_000);
