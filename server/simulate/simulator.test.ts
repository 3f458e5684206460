import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, expect, it } from 'vitest';

import { fromPolygons } from '#data/coverage/from-polygons.ts';
import type { FixReport } from '#data/units/fix.ts';
import type { Unit } from '#data/units/unit.ts';
import { packAreas } from '#data/wire/areas-packed.ts';
import { packFeatures } from '#data/wire/features-packed.ts';
import { packSites } from '#data/wire/sites-packed.ts';

import { startSimulator } from './simulator.ts';

let server: Server | null = null;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(null))));

/** A street of one kilometre, its cell, and a server that answers as the product's does and keeps what it is told. */
async function serve(sample: boolean, units: number, posted: [string, unknown][]): Promise<string> {
  const ring: [number, number][] = [
    [118.7, 32],
    [118.71, 32],
    [118.71, 32.01],
    [118.7, 32.01],
    [118.7, 32],
  ];
  const coverage = fromPolygons([{ id: 1, coordinates: [[ring]] }]);
  if ('faults' in coverage) throw new Error('faults');
  const unit = (id: number): Unit => ({
    id,
    code: `U${id}`,
    kind: 'worker',
    name: `U${id}`,
    personId: null,
    homeAreaId: 1,
    onDuty: id % 2 === 1,
  });
  const answers: Record<string, unknown> = {
    '/api/district': {
      sample: sample ? { size: 'street', seed: 1, endDate: '2026-01-01' } : null,
      categories: [{ key: 'litter', nameZh: '垃圾', nameEn: 'Litter', severity: 4 }],
    },
    '/api/units': Array.from({ length: units }, (_, i) => unit(i + 1)),
    '/api/incidents?state=open&limit=100': { incidents: [] },
    '/api/areas/packed': packAreas(
      1,
      [
        {
          id: 1,
          code: '1',
          parentId: null,
          level: 1,
          kind: 'comprehensive',
          name: '一',
          nameEn: null,
          labelAt: [118.705, 32.005],
        },
      ],
      coverage,
    ),
    '/api/features/packed': packFeatures([
      {
        id: 1,
        kind: 'road',
        class: 'lane',
        name: null,
        nameEn: null,
        geometry: {
          type: 'LineString',
          coordinates: Array.from({ length: 11 }, (_, i) => [118.7 + i / 1000, 32.005]),
        },
      },
    ]),
    '/api/sites/packed': packSites([
      {
        id: 1,
        code: '32010000001310000001',
        kind: 'camera',
        class: 'fixed',
        name: 'c',
        at: [118.7, 32],
        azimuthDeg: 0,
        state: 'online',
      },
    ] as never),
  };
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (request.method === 'POST') {
        const body = JSON.parse(text) as { id?: string; fixes?: unknown[] };
        posted.push([request.url!, body]);
        const { fixes } = body;
        return response.end(
          JSON.stringify(
            fixes ? { accepted: fixes.length, refused: [] } : { ...body, revision: 1 },
          ),
        );
      }
      const answer = answers[request.url!];
      if (answer === undefined) response.statusCode = 404;
      response.end(answer instanceof Uint8Array ? answer : JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
async function until(done: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!done()) {
    if (Date.now() > end) throw new Error('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it('refuses a server that does not hold the sample', async () => {
  const posted: [string, unknown][] = [];
  const url = await serve(false, 2, posted);
  await expect(startSimulator({ url })).rejects.toThrow(/does not hold the sample/);
  expect(posted).toEqual([]);
});

it('walks, reports, opens and closes, beats, and ends', async () => {
  const posted: [string, unknown][] = [];
  const url = await serve(true, 10, posted);
  const simulator = await startSimulator({ url, units: 7, hz: 2, incidentsPerHour: 20_000 });
  // Five are on duty; two more are put on duty.
  expect(simulator.figures().walking).toBe(7);
  expect(posted.slice(0, 2).map(([path]) => path)).toEqual([
    '/api/units/2/duty',
    '/api/units/4/duty',
  ]);
  const paths = (): Set<string> =>
    new Set(posted.map(([path]) => path.replace(/[\w-]{36}/, ':id')));
  await until(() => simulator.figures().fixes >= 20 && paths().has('/api/incidents/:id/steps'));
  await simulator.stop();
  // What was under way when it was told to stop may still arrive.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const count = posted.length;
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(posted.length).toBe(count);

  expect([...paths()]).toEqual(
    expect.arrayContaining(['/api/feeds/intake/heartbeat', '/api/feeds/cameras/heartbeat']),
  );
  const fixes = posted.flatMap(([path, body]) =>
    path === '/api/fixes' ? (body as { fixes: FixReport[] }).fixes : [],
  );
  for (const fix of fixes) {
    expect(Math.abs(fix.lat - 32.005) * 111_000).toBeLessThan(fix.accuracyM!);
    expect(fix.lng).toBeGreaterThan(118.699);
    expect(fix.lng).toBeLessThan(118.711);
  }
  const opened = posted.find(([path]) => path === '/api/incidents')![1];
  expect(opened).toMatchObject({ category: 'litter', title: '垃圾' });
});

it('draws its walkers and its incidents apart: more of one changes nothing of the other', async () => {
  /** The first fix of each unit and the first incidents of a run. */
  const run = async (units: number, incidentsPerHour: number) => {
    const posted: [string, unknown][] = [];
    const url = await serve(true, 12, posted);
    const simulator = await startSimulator({ url, units, hz: 2, incidentsPerHour });
    const first = (): Map<string, FixReport> => {
      const fixes = posted.flatMap(([path, body]) =>
        path === '/api/fixes' ? (body as { fixes: FixReport[] }).fixes : [],
      );
      return new Map(fixes.reverse().map((fix) => [fix.unit, fix]));
    };
    const places = (): unknown[] =>
      posted.flatMap(([path, body]) => (path === '/api/incidents' ? [(body as { at: unknown }).at] : [])); // prettier-ignore
    await until(() => first().size === units && (incidentsPerHour === 0 || places().length >= 5));
    await simulator.stop();
    await new Promise((resolve) => server!.close(resolve));
    server = null;
    return { first: first(), places: places().slice(0, 5) };
  };
  const few = await run(3, 40_000);
  const many = await run(7, 40_000);
  const calm = await run(3, 0);
  expect(many.places).toEqual(few.places);
  // Pace is a walker's own; where it is depends on when it is asked.
  const paces = (of: typeof few) => ['U1', 'U3', 'U5'].map((unit) => of.first.get(unit)!.speedMps);
  expect(paces(many)).toEqual(paces(few));
  expect(paces(calm)).toEqual(paces(few));
  expect(Math.min(...paces(few).map(Number))).toBeGreaterThan(0);
});
