import { pinyin } from 'pinyin-pro';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeSample } from '#data/fixtures/made-sample.ts';
import { typeAddresses, TYPINGS } from '#data/fixtures/typed-addresses.ts';
import type { Sample } from '#data/sample/sample.ts';
import type { SearchAnswer, SearchAnswers } from '#data/wire/search.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { loadSample } from '#server/import/load-sample.ts';
import { startTestApp } from '#server/test-app.ts';

let now = new Date('2026-03-31T04:00:00Z');
let database: TestDatabase;
let sample: Sample;
let server: Awaited<ReturnType<typeof startTestApp>>;

beforeAll(async () => {
  database = await testDatabase();
  sample = makeSample('street', 7);
  await loadSample(database.ownerPool, sample);
  // A bound on the rate is another test's matter: here each question comes a second after the last.
  server = await startTestApp(database.pool, () => (now = new Date(now.getTime() + 1_000)));
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

const ask = (query: Record<string, string>) =>
  server.app.inject({ method: 'GET', url: `/api/search?${new URLSearchParams(query).toString()}` });
async function find(q: string, more: Record<string, string> = {}): Promise<SearchAnswer[]> {
  const answer = await ask({ q, ...more });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<SearchAnswers>().answers;
}
const spell = (text: string): string =>
  pinyin(text, { toneType: 'none', type: 'array', v: true }).join('');

describe('an address that is not typed as it is stored', () => {
  it('names its building among the first three, in 95 of 100', async () => {
    const typed = typeAddresses(sample, 500, 11, spell);
    const missed = new Map<string, string[]>(TYPINGS.map((typing) => [typing, []]));
    for (const { buildingId, address, typing, text } of typed) {
      const first = (await find(text)).slice(0, 3);
      if (!first.some(({ noun, id }) => noun === 'buildings' && id === buildingId))
        missed.get(typing)!.push(`${text} for ${address}: ${first.map((a) => a.address ?? a.name).join(', ')}`); // prettier-ignore
    }
    const all = [...missed.values()].flat();
    expect(all.length, all.join('\n')).toBeLessThanOrEqual(500 * 0.05);
    // Each way by itself, too.
    for (const [typing, list] of missed)
      expect(list.length, `${typing}:\n${list.join('\n')}`).toBeLessThanOrEqual((500 / 3) * 0.05);
  });
});

describe('each noun', () => {
  it('is found by its code or number, whole and first', async () => {
    const [area, building] = [sample.areas.at(-1)!, sample.buildings[100]!];
    const [camera, unit] = [sample.sites.find((s) => s.kind === 'camera')!, sample.units[3]!];
    const incident = sample.incidents[50]!;
    for (const [noun, id, code] of [
      ['areas', area.id, area.code],
      ['buildings', building.id, building.code],
      ['sites', camera.id, camera.code],
      ['units', unit.id, unit.code],
      ['incidents', incident.id, incident.no],
    ] as const) {
      const [first] = await find(code);
      expect(first, code).toMatchObject({ noun, id, code, tier: 'code', select: { noun, id } });
      expect(first!.marks.code).toEqual([[0, code.length]]);
    }
  });
  it('is found by its name, in pinyin and by initials', async () => {
    const compound = sample.compounds[5]!;
    const person = sample.people.find(
      ({ id, name }) => name.length === 3 && !sample.units.some((u) => u.personId === id),
    )!;
    const station = sample.sites.find((s) => s.kind === 'station')!;
    const community = sample.areas.find((a) => a.level === 3)!;
    for (const [noun, id, name] of [
      ['areas', community.id, community.name],
      ['compounds', compound.id, compound.name],
      ['people', person.id, person.name],
      ['sites', station.id, station.name],
    ] as const) {
      const is = (a: SearchAnswer) => a.noun === noun && a.id === id;
      expect((await find(name)).findIndex(is), name).toBeGreaterThanOrEqual(0);
      expect((await find(name)).find(is)!.tier).toBe('name');
      const answer = (await find(spell(name))).find(is);
      expect(answer, spell(name)).toBeDefined();
      expect(answer!.marks.name).toEqual([[0, name.length]]);
    }
    const initials = pinyin(compound.name, { pattern: 'first', toneType: 'none', type: 'array' }).join(''); // prettier-ignore
    expect((await find(initials)).some((a) => a.noun === 'compounds' && a.id === compound.id)).toBe(
      true,
    );
  });
  it('says where it is, from the district down, and what is selected for it', async () => {
    const compound = sample.compounds[0]!;
    const answer = (await find(compound.name)).find((a) => a.noun === 'compounds')!;
    expect(answer.areas[0]!.level).toBe(1);
    expect(answer.select).toEqual({ noun: 'areas', id: answer.areas.at(-1)!.id });
    expect(answer.bounds![0]).toBeLessThan(answer.at![0]);
    const captain = sample.posts.find((p) => p.role === 'captain')!;
    const name = sample.people.find((p) => p.id === captain.personId)!.name;
    const person = (await find(name)).find((a) => a.noun === 'people' && a.id === captain.personId);
    expect(person).toMatchObject({ kind: 'captain', select: { noun: 'buildings' } });
    // The phone of a person is on the card, not in a list that anybody leafs through.
    expect(JSON.stringify(person)).not.toContain('****');
  });
  it('is answered twenty times at most, those of a noun beside each other', async () => {
    const answers = await find('1号');
    expect(answers).toHaveLength(20);
    const nouns = answers.map((a) => a.noun);
    expect(nouns.filter((noun, i) => noun !== nouns[i - 1]).length).toBe(new Set(nouns).size);
  });
});

describe('incidents', () => {
  it("are found by the beginning of their number, and by today's serial", async () => {
    const { no } = sample.incidents.at(-1)!;
    const answers = await find(no.slice(0, 8));
    expect(answers.every((a) => a.code!.startsWith(no.slice(0, 8)))).toBe(true);
    const report = await server.app.inject({
      method: 'POST',
      url: '/api/incidents',
      payload: { id: crypto.randomUUID(), category: sample.categories[0]!.key, title: '井盖松动' },
    });
    const today = report.json<{ id: string; no: string }>();
    const serial = String(Number(today.no.slice(6)));
    expect((await find(serial))[0]).toMatchObject({ noun: 'incidents', id: today.id, code: today.no }); // prettier-ignore
  });
});

describe('coordinates', () => {
  const degrees = (value: number): string => {
    const [d, rest] = [Math.floor(value), (value % 1) * 60];
    return `${d}°${Math.floor(rest)}′${((rest % 1) * 60).toFixed(3)}″`;
  };
  it('are a place in its cell, in every notation; as GCJ-02 beside it', async () => {
    const at = sample.sites[10]!.at;
    const { rows } = await database.pool.query<{ x: number; y: number }>(
      'SELECT ST_X(p) AS x, ST_Y(p) AS y FROM (SELECT ST_Transform(ST_SetSRID(ST_MakePoint($1, $2), 4490), 4528) AS p) t',
      at,
    );
    const { x, y } = rows[0]!;
    const cell = server.deps.areas.cellAt(...at);
    expect(cell).not.toBeNull();
    for (const text of [
      `${at[0]}, ${at[1]}`,
      `${at[1]},${at[0]}`,
      `${degrees(at[0])}E ${degrees(at[1])}N`,
      `北纬${at[1]}° 东经${at[0]}°`,
      `X=${y.toFixed(3)} Y=${x.toFixed(3)}`,
    ]) {
      const [first, second] = await find(text);
      expect(first, text).toMatchObject({ noun: 'places', select: { noun: 'areas', id: cell } });
      expect(Math.abs(first!.at![0] - at[0]), text).toBeLessThan(2e-8 + (text.includes('°') || text.includes('X') ? 1e-7 : 0)); // prettier-ignore
      expect(Math.abs(first!.at![1] - at[1]), text).toBeLessThan(2e-8 + (text.includes('°') || text.includes('X') ? 1e-7 : 0)); // prettier-ignore
      expect(first!.areas.at(-1)!.id).toBe(cell);
      if (text.startsWith('X')) expect(first!.kind).toBe('gauss-kruger');
      else {
        expect(second).toMatchObject({ noun: 'places', kind: 'gcj-02' });
        const offM = Math.hypot((second!.at![0] - at[0]) * 94_000, (second!.at![1] - at[1]) * 111_195); // prettier-ignore
        expect(offM).toBeGreaterThan(300);
        expect(offM).toBeLessThan(700);
      }
    }
  });
});

describe('the bounds', () => {
  it('refuse a text that is empty or too long, and half a place', async () => {
    expect((await ask({ q: '' })).statusCode).toBe(400);
    expect((await ask({ q: '路'.repeat(101) })).statusCode).toBe(400);
    expect((await ask({ q: '路'.repeat(100) })).statusCode).toBe(200);
    expect((await ask({ q: '路', lng: '200' })).statusCode).toBe(400);
  });
  it('find nothing by what the database cannot hold', async () => {
    const answer = await ask({ q: '1\u0000' });
    expect(answer.statusCode).toBe(200);
  });
  it('hold for one who asks too fast', async () => {
    const hasty = await startTestApp(database.pool, () => new Date('2026-03-31T04:00:00Z'));
    try {
      const answers = await Promise.all(
        Array.from({ length: 100 }, () =>
          hasty.app.inject({ method: 'GET', url: '/api/search?q=32.0' }),
        ),
      );
      const statuses = answers.map((a) => a.statusCode);
      expect(statuses.filter((s) => s === 429).length).toBe(40);
      expect(answers.find((a) => a.statusCode === 429)!.json()).toMatchObject({ reason: 'busy' });
    } finally {
      await hasty.close();
    }
  });
});

describe('near', () => {
  it('comes first what is near, of equals', async () => {
    const named = new Map<string, typeof sample.buildings>();
    for (const building of sample.buildings) {
      const no = /(\d+幢)$/.exec(building.name ?? '')?.[1];
      if (no) named.set(no, [...(named.get(no) ?? []), building]);
    }
    const [no, some] = [...named].find(([, list]) => list.length > 9)!;
    for (const building of [some[0]!, some.at(-1)!]) {
      const [lng, lat] = building.coordinates[0]![0]![0]!;
      const first = (await find(no, { lng: String(lng), lat: String(lat) })).find((a) => a.noun === 'buildings'); // prettier-ignore
      expect(first!.id).toBe(building.id);
    }
  });
});

describe('what is held', () => {
  it('follows the database: another name is found, the old one is not', async () => {
    const compound = sample.compounds[7]!;
    await database.ownerPool.query("UPDATE compounds SET name = '量子纠缠大院' WHERE id = $1", [compound.id]); // prettier-ignore
    await database.ownerPool.query("UPDATE versions SET version = version + 1 WHERE noun = 'buildings'"); // prettier-ignore
    await expect
      .poll(async () => (await find('量子纠缠大院'))[0], { timeout: 60_000, interval: 200 })
      .toMatchObject({ noun: 'compounds', id: compound.id, tier: 'name' });
  });
});
