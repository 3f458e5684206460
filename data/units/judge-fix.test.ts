import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { FixReason } from './fix.ts';
import { judgeFix, type JudgedFix, type Standing } from './judge-fix.ts';

const NOW = Date.UTC(2026, 0, 2, 8);
const METRE = 1 / 111_200;
const fresh: Standing = {
  duty: { fromMs: Number.NEGATIVE_INFINITY, untilMs: null },
  newest: null,
  doubted: null,
};

/** A fix `metres` north of the origin, `seconds` after the start. */
function fix(seconds: number, metres: number, more: Partial<JudgedFix> = {}): JudgedFix {
  return {
    lng: 118.7,
    lat: 32 + metres * METRE,
    measuredMs: NOW - 3_600_000 + seconds * 1000,
    accuracyM: 5,
    void: false,
    ...more,
  };
}
function judgeAll(fixes: readonly JudgedFix[], standing = fresh) {
  const reasons: (FixReason | null)[] = [];
  for (const f of fixes) {
    const judged = judgeFix(standing, f, NOW);
    reasons.push(judged.reason);
    standing = judged.standing;
  }
  return { reasons, standing };
}

describe('a fix moves the dot', () => {
  it('when it is newer and one can have walked there', () => {
    const { reasons, standing } = judgeAll([fix(0, 0), fix(10, 12), fix(20, 25)]);
    expect(reasons).toEqual([null, null, null]);
    expect(standing.newest?.measuredMs).toBe(fix(20, 25).measuredMs);
  });
  it('after a long silence, however far', () => {
    expect(judgeAll([fix(0, 0), fix(3000, 40_000)]).reasons).toEqual([null, null]);
  });
  it('when it jitters by a house', () => {
    expect(judgeAll([fix(0, 0), fix(1, 90), fix(2, 0)]).reasons).toEqual([null, null, null]);
  });
});

describe('a fix goes to the track only', () => {
  it.each<[string, FixReason, JudgedFix]>([
    ['older than the newest', 'late', fix(-10, 0)],
    ['as old as the newest', 'late', fix(0, 5)],
    ['without a position', 'void', fix(10, 0, { void: true })],
    ['not certain to 200 m', 'inaccurate', fix(10, 0, { accuracyM: 201 })],
    ['2 km away after half a second', 'too-fast', fix(0.5, 2000)],
    ['measured tomorrow', 'in-future', fix(3600 + 61, 0)],
  ])('%s: %s', (_, reason, given) => {
    const { reasons, standing } = judgeAll([fix(0, 0), given]);
    expect(reasons).toEqual([null, reason]);
    expect(standing.newest?.measuredMs).toBe(fix(0, 0).measuredMs);
    expect(standing.newest?.lat).toBe(32);
  });
  it('of a unit that never was on duty', () => {
    expect(judgeFix({ ...fresh, duty: null }, fix(0, 0), NOW).reason).toBe('off-duty');
  });
  it('measured before its duty, or after it, whenever it comes', () => {
    const duty = { fromMs: fix(0, 0).measuredMs, untilMs: null };
    const fixes = [fix(-1, 0), fix(0, 0), fix(20, 0), fix(30, 0), fix(31, 0)];
    const during = { ...fresh, duty };
    expect(judgeAll(fixes, during).reasons).toEqual(['late', null, null, null, null]);
    const after = { ...fresh, duty: { ...duty, untilMs: fix(30, 0).measuredMs } };
    expect(judgeAll(fixes, after).reasons).toEqual(['late', null, null, null, 'off-duty']);
  });
});

describe('several implausible ones', () => {
  it('that agree are believed at the third', () => {
    const { reasons, standing } = judgeAll([
      fix(0, 0),
      fix(1, 5000),
      fix(2, 5010),
      fix(3, 5020),
      fix(4, 5030),
    ]);
    expect(reasons).toEqual([null, 'too-fast', 'too-fast', null, null]);
    expect(standing.newest?.lat).toBe(fix(4, 5030).lat);
  });
  it('that do not agree are not', () => {
    const far = [fix(1, 5000), fix(2, -5000), fix(3, 9000), fix(4, -9000)];
    expect(new Set(judgeAll([fix(0, 0), ...far]).reasons.slice(1))).toEqual(new Set(['too-fast']));
  });
  it('are forgotten when a plausible one follows', () => {
    const mixed = [fix(0, 0), fix(1, 5000), fix(2, 5000), fix(3, 4), fix(4, 5000), fix(5, 5000)];
    expect(judgeAll(mixed).reasons).toEqual([
      null,
      'too-fast',
      'too-fast',
      null,
      'too-fast',
      'too-fast',
    ]);
  });
  it('that are the same one sent again are one', () => {
    expect(judgeAll([fix(0, 0), fix(1, 5000), fix(1, 5000), fix(1, 5000)]).reasons[3]).toBe(
      'too-fast',
    );
  });
});

it('a dot never goes back in time, whatever comes in whatever order', () => {
  const any = fc.record({ seconds: fc.integer({ min: -100, max: 4000 }), metres: fc.nat(20_000) });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 40 }), (drawn) => {
      let standing = fresh;
      for (const d of drawn) {
        const before = standing.newest?.measuredMs ?? Number.NEGATIVE_INFINITY;
        const { reason, standing: next } = judgeFix(standing, fix(d.seconds, d.metres), NOW);
        const after = next.newest?.measuredMs ?? Number.NEGATIVE_INFINITY;
        expect(reason === null ? after > before : after === before).toBe(true);
        standing = next;
      }
    }),
  );
});
