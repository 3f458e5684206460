import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import type { FixReason } from '#data/units/fix.ts';
import { judgeFix, type JudgedFix, type Standing } from '#data/units/judge-fix.ts';

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
  let standing: Standing = { onDuty: true, newest: null, doubted: null };
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
