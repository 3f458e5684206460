import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import type { FixReason } from '#data/units/fix.ts';
import { judgeFix, type JudgedFix, type Standing } from '#data/units/judge-fix.ts';
import { readOsmand } from '#data/units/read-osmand.ts';

const folder = join(process.env.JINGWEI_TRIAL_DATA ?? '', '06-tracks', 'gpsd_nmea');

/** RMC sentences with a place and a date, as fixes in the order of the log. */
function readLog(name: string): JudgedFix[] {
  const fixes: JudgedFix[] = [];
  for (const line of readFileSync(join(folder, name), 'latin1').split('\n')) {
    const f = line.split(',');
    if (!/^\$..RMC$/.test(f[0]!) || !f[3] || !f[9]) continue;
    const degrees = (text: string, digits: number): number =>
      Number(text.slice(0, digits)) + Number(text.slice(digits)) / 60;
    const [t, d] = [f[1]!, f[9]];
    const day = Date.UTC(
      2000 + Number(d.slice(4)),
      Number(d.slice(2, 4)) - 1,
      Number(d.slice(0, 2)),
    );
    const seconds = Number(t.slice(0, 2)) * 3600 + Number(t.slice(2, 4)) * 60 + Number(t.slice(4));
    fixes.push({
      lat: degrees(f[3], 2) * (f[4] === 'S' ? -1 : 1),
      lng: degrees(f[5]!, 3) * (f[6] === 'W' ? -1 : 1),
      measuredMs: day + seconds * 1000,
      accuracyM: null,
      void: f[2] === 'V',
    });
  }
  return fixes;
}
function judgeAll(fixes: readonly JudgedFix[]) {
  let standing: Standing = {
    duty: { fromMs: Number.NEGATIVE_INFINITY, untilMs: null },
    newest: null,
    doubted: null,
  };
  const reasons: (FixReason | null)[] = fixes.map((fix) => {
    const judged = judgeFix(standing, fix, Date.UTC(2026, 0, 1));
    standing = judged.standing;
    return judged.reason;
  });
  return { reasons, newest: standing.newest };
}

it('BT-451: the drive measured before the stop is late and does not move the dot', () => {
  const fixes = readLog('bt451.log');
  const { reasons, newest } = judgeAll(fixes);
  expect(reasons).toEqual([...Array(8).fill(null), ...Array(5).fill('late')]);
  expect(newest?.measuredMs).toBe(fixes[7]!.measuredMs);
});

it('BT-451: told as one drive, its jump of 2 km is doubted twice and then believed', () => {
  const start = readLog('bt451.log')[0]!.measuredMs;
  const fixes = readLog('bt451.log').map((fix, i) => ({ ...fix, measuredMs: start + i * 500 }));
  const { reasons, newest } = judgeAll(fixes);
  expect(reasons).toEqual([...Array(8).fill(null), 'too-fast', 'too-fast', null, null, null]);
  expect(newest?.lat).toBe(fixes.at(-1)!.lat);
});

it('Haicom 305N: the six void fixes never move the dot, all others do', () => {
  const fixes = readLog('haicom-305N.log');
  const { reasons } = judgeAll(fixes);
  expect(reasons.filter((reason) => reason === 'void')).toHaveLength(6);
  expect(reasons.filter((reason) => reason !== null && reason !== 'void')).toEqual([]);
  fixes.forEach((fix, i) => expect(reasons[i] === 'void').toBe(fix.void));
});

interface OsmandCase {
  expect: 'Position' | 'Attribute' | 'NotNull' | 'Null';
  /** A path with a query alone, or path, 'Content-Type', type and body. */
  payload: string[];
}
const cases = JSON.parse(
  readFileSync(join(folder, '..', 'traccar_osmand_messages.json'), 'utf8'),
) as OsmandCase[];

it('there are 15 messages of OsmAnd and Traccar Client', () => expect(cases).toHaveLength(15));

it.each(cases.map((c, i) => [i, c.expect, c] as const))(
  'message %i: %s',
  (_, expected, { payload }) => {
    const query = Object.fromEntries(new URL(payload[0]!, 'http://device').searchParams);
    const body: unknown = payload[3] === undefined ? null : JSON.parse(payload[3]);
    const message = readOsmand(query, body, Date.UTC(2026, 0, 1));
    if (expected === 'Null') {
      expect(message).toMatchObject({ kind: 'refused', reason: 'no-device' });
    } else if (expected === 'NotNull') {
      expect(message).toEqual({ kind: 'no-position', unit: query.id });
    } else {
      if (message.kind !== 'fix') throw new Error(message.kind);
      const text = payload.join(' ');
      const lat = /(?:lat=|latitude":|location=)(-?[\d.]+)/.exec(text)![1];
      const lng = /(?:lon=|longitude":|location=[\d.]+,)(-?[\d.]+)/.exec(text)![1];
      const said = /(?:[?&]timestamp=|"timestamp":")([^&"]+)/.exec(text)?.[1];
      expect(message.fix).toMatchObject({ lat: Number(lat), lng: Number(lng) });
      expect(text).toContain(message.fix.unit);
      const ms = Date.parse(message.fix.measuredAt);
      if (said === undefined) expect(ms).toBe(Date.UTC(2026, 0, 1));
      else if (/^\d+$/.test(said)) expect(String(ms)).toContain(said);
      else {
        const iso = decodeURIComponent(said).replace('+', ' ').replace('Z', '').slice(0, 19);
        expect(new Date(ms).toISOString().slice(0, 19)).toBe(iso.replace(' ', 'T'));
      }
      if (text.includes('speed=40')) expect(message.fix.speedMps).toBeCloseTo(20.578, 3);
      if (text.includes('"speed":18.67')) expect(message.fix.speedMps).toBe(18.67);
    }
  },
);
