import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { randomHolder, randomThing, randomTrees } from '#data/fixtures/random-holder.ts';
import type { Post } from '#data/people/person.ts';
import { createDraw } from '#data/sample/draw.ts';

import { ACTS } from './acts.ts';
import { heldPosts } from './held-posts.ts';
import { may, mayAtAll } from './may.ts';
import { isWithin, type Thing, type Trees } from './relation.ts';
import { isInScope, scopeOf } from './scope.ts';

const act = fc.constantFrom(...ACTS);
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe('a scope', () => {
  it('holds just what may be done to', () => {
    let allowed = 0;
    fc.assert(
      fc.property(seeds, act, (seed, one) => {
        const draw = createDraw(seed, 'holders');
        const trees = randomTrees(draw, 30, 12);
        const holder = draw() < 0.05 ? null : randomHolder(draw, trees);
        const scope = scopeOf(holder, one, trees);
        for (let i = 0; i < 20; i++) {
          const thing = randomThing(draw, trees);
          const verdict = may(holder, one, thing, trees);
          expect(isInScope(scope, thing, trees)).toBe(verdict.allowed);
          if (verdict.allowed) allowed++;
        }
      }),
      { numRuns: 1_000 },
    );
    // Else it would hold of nothing.
    expect(allowed).toBeGreaterThan(1_000);
  });

  it('is of something only where something may be done at all, and grows with posts', () => {
    fc.assert(
      fc.property(seeds, act, (seed, one) => {
        const draw = createDraw(seed, 'holders');
        const trees = randomTrees(draw, 30, 12);
        const holder = randomHolder(draw, trees);
        const scope = scopeOf(holder, one, trees);
        if (!mayAtAll(holder, one).allowed) expect(scope).toEqual({ kind: 'none' });
        const fewer = { ...holder, posts: holder.posts.slice(1) };
        const thing = randomThing(draw, trees);
        if (may(fewer, one, thing, trees).allowed)
          expect(may(holder, one, thing, trees).allowed).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same whatever the order of posts, and names no area twice', () => {
    fc.assert(
      fc.property(seeds, act, (seed, one) => {
        const draw = createDraw(seed, 'holders');
        const trees = randomTrees(draw, 30, 12);
        const holder = randomHolder(draw, trees);
        const turned = { ...holder, posts: [...holder.posts].reverse() };
        const scope = scopeOf(holder, one, trees);
        expect(scopeOf(turned, one, trees)).toEqual(scope);
        if (scope.kind !== 'some') return;
        for (const a of scope.areaIds)
          for (const b of scope.areaIds)
            if (a !== b) expect(isWithin(trees.areas, a, b)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('ends in a ring of organisations', () => {
    const trees: Trees = { areas: new Map(), organisations: new Map([[1, 2], [2, 1], [3, 2]]) }; // prettier-ignore
    const of = (id: number) => ({ role: 'handler', areaId: null, organisationId: id, buildingId: null }) as const; // prettier-ignore
    const holder = { personId: 1, posts: [of(2), of(1), of(3)] };
    const scope = scopeOf(holder, 'see-incidents', trees);
    expect(scope).toMatchObject({ kind: 'some', organisationIds: [1] });
    for (const organisationId of [1, 2, 3, 4]) {
      const thing: Thing = { areaId: null, organisationId, buildingId: null, personIds: [] };
      const { allowed } = may(holder, 'see-incidents', thing, trees);
      expect([organisationId, isInScope(scope, thing, trees)]).toEqual([organisationId, allowed]);
      expect(allowed).toBe(organisationId < 4);
    }
  });
});

describe('posts that are held', () => {
  const post = (said: Partial<Post>): Post => ({
    id: 1, personId: 1, role: 'leader', areaId: 5, organisationId: null, buildingId: null,
    fromAt: '2026-03-01T00:00:00Z', toAt: '2026-04-01T00:00:00Z', ...said,
  }); // prettier-ignore
  const held = (said: Partial<Post>, personId: number, at: string): number =>
    heldPosts([post(said)], personId, new Date(at)).length;
  const standIn = {
    substituteId: 2,
    substituteFromAt: '2026-03-10T00:00:00Z',
    substituteToAt: '2026-03-20T00:00:00Z',
  };

  it.each<[string, Partial<Post>, number, string, number]>([
    ['from its first moment', {}, 1, '2026-03-01T00:00:00Z', 1],
    ['not before', {}, 1, '2026-02-28T23:59:59.999Z', 0],
    ['not at its end', {}, 1, '2026-04-01T00:00:00Z', 0],
    ['without an end for good', { toAt: null }, 1, '2099-01-01T00:00:00Z', 1],
    ['nobody else’s', {}, 2, '2026-03-15T00:00:00Z', 0],
    ['the substitute’s for the time', standIn, 2, '2026-03-10T00:00:00Z', 1],
    ['not before it', standIn, 2, '2026-03-09T23:59:59Z', 0],
    ['not after it', standIn, 2, '2026-03-20T00:00:00Z', 0],
    ['still the holder’s meanwhile', standIn, 1, '2026-03-15T00:00:00Z', 1],
    ['nobody’s after the post has ended', { ...standIn, substituteToAt: null }, 2, '2026-04-02T00:00:00Z', 0], // prettier-ignore
    ['nobody’s where the time is not said', { substituteId: 2 }, 2, '2026-03-15T00:00:00Z', 0],
  ])('%s', (_, said, personId, at, count) => {
    expect(held(said, personId, at)).toBe(count);
  });
});
