import { describe, expect, it } from 'vitest';

import { readAccessTable } from '#data/fixtures/access-table.ts';
import { POST_ROLES } from '#data/people/person.ts';

import { ACTS, type Act } from './acts.ts';
import { DEVICE_ROLES, type DevicePost, type HeldPost } from './held-posts.ts';
import { may, type Holder } from './may.ts';
import type { Thing, Trees } from './relation.ts';

/** A district 1 of streets 10 and 11, communities 100 and 101 of the first, and a grid 1000; a bureau 1 with offices. */
const TREES: Trees = {
  areas: new Map([[1, null], [10, 1], [11, 1], [100, 10], [101, 10], [1000, 100], [1100, 11]]), // prettier-ignore
  organisations: new Map([
    [1, null],
    [2, null],
    [5, 1],
    [6, 1],
    [50, 5],
    [60, 6],
  ]),
};
const ME = 7;
const LETTERS = ['O', 'C', 'P', 'S', 'X', 'N', 'M'] as const;
type Letter = (typeof LETTERS)[number];
const ROLES = [...POST_ROLES, ...DEVICE_ROLES];
type Role = (typeof ROLES)[number];
const thing = (said: Partial<Thing>): Thing => ({ areaId: null, organisationId: null, buildingId: null, personIds: [], ...said }); // prettier-ignore

/** What a post is held for, and a thing in each relation to that. Of the building's only those that there are. */
const KINDS: Record<string, { held: object; things: Partial<Record<Letter, Thing[]>> }> = {
  area: {
    held: { areaId: 100, organisationId: 5 },
    things: {
      O: [thing({ areaId: 100 }), thing({ areaId: 100, organisationId: 2, personIds: [8] })],
      C: [thing({ areaId: 1000 }), thing({ areaId: 1000, buildingId: 3 })],
      P: [thing({ areaId: 10 }), thing({ areaId: 1, organisationId: 5 })],
      S: [thing({ areaId: 101 }), thing({ areaId: 101, organisationId: 5 })],
      X: [thing({ organisationId: 2 }), thing({ areaId: 1100, organisationId: 6 })],
      N: [thing({}), thing({ areaId: 1100 }), thing({ areaId: 999 }), thing({ personIds: [8] })],
      M: [thing({ personIds: [8, ME] }), thing({ areaId: 101, personIds: [ME] })],
    },
  },
  organisation: {
    held: { areaId: null, organisationId: 5 },
    things: {
      O: [thing({ organisationId: 5 }), thing({ organisationId: 5, areaId: 1100 })],
      C: [thing({ organisationId: 50 })],
      P: [thing({ organisationId: 1 })],
      S: [thing({ organisationId: 6 })],
      X: [thing({ organisationId: 2 }), thing({ organisationId: 60, areaId: 100 })],
      N: [thing({}), thing({ areaId: 100 }), thing({ organisationId: null, buildingId: 5 })],
      M: [thing({ organisationId: 2, personIds: [ME] })],
    },
  },
  building: {
    held: { areaId: 100, organisationId: 5, buildingId: 3 },
    things: {
      O: [thing({ buildingId: 3, areaId: 1000 })],
      N: [thing({ areaId: 1000 }), thing({ buildingId: 4, areaId: 100, organisationId: 5 })],
      M: [thing({ buildingId: 4, personIds: [ME] })],
    },
  },
};
const holder = (role: Role, held: object): Holder => ({
  personId: ME,
  posts: [
    { role, areaId: null, organisationId: null, buildingId: null, ...held } as
      HeldPost | DevicePost,
  ],
});

const expected = readAccessTable();

describe('act × role × relation', () => {
  it('has a cell for each act and role, and no other', () => {
    const all = ACTS.flatMap((act) => ROLES.map((role) => `${act} ${role}`));
    expect([...expected.keys()].sort()).toEqual(all.sort());
  });

  it.each(Object.keys(KINDS))('is the table’s, for posts of an %s', (kind) => {
    const { held, things } = KINDS[kind]!;
    const wrong: string[] = [];
    let asked = 0;
    for (const act of ACTS) {
      for (const role of ROLES) {
        const letters = expected.get(`${act} ${role}`)!;
        for (const letter of LETTERS) {
          for (const one of things[letter] ?? []) {
            asked++;
            const { allowed } = may(holder(role, held), act, one, TREES);
            if (allowed !== letters.includes(letter)) wrong.push(`${act} ${role} ${letter}: ${allowed}`); // prettier-ignore
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(2_000);
  });

  it('of the whole district is what a role may do to its own and below, to anything', () => {
    const wrong: string[] = [];
    const anything = Object.values(KINDS).flatMap(({ things }) => Object.values(things).flat());
    for (const act of ACTS) {
      for (const role of ROLES) {
        const letters = expected.get(`${act} ${role}`)!;
        for (const held of [{}, { areaId: 1 }]) {
          for (const one of anything) {
            const mine = one.personIds.includes(ME) && letters.includes('M');
            const { allowed } = may(holder(role, held), act, one, TREES);
            if (allowed !== (mine || letters.includes('O'))) wrong.push(`${act} ${role} ${JSON.stringify(one)}`); // prettier-ignore
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('signed out is nothing, and without a post the public layers', () => {
    for (const act of ACTS as readonly Act[]) {
      expect(may(null, act, thing({ personIds: [ME] }), TREES)).toEqual({ allowed: false, reason: 'signed-out' }); // prettier-ignore
      const idle = may({ personId: ME, posts: [] }, act, thing({ personIds: [ME] }), TREES);
      if (act === 'see-public') expect(idle).toEqual({ allowed: true });
      else expect(idle).toEqual({ allowed: false, reason: 'no-post' });
    }
  });

  it('says why not', () => {
    const why = (role: Role, act: Act, one: Thing): unknown => may(holder(role, { areaId: 100 }), act, one, TREES); // prettier-ignore
    expect(why('worker', 'publish-plan', thing({ areaId: 100 }))).toEqual({ allowed: false, reason: 'role-may-not' }); // prettier-ignore
    expect(why('worker', 'see-buildings', thing({ areaId: 101 }))).toEqual({ allowed: false, reason: 'beyond-scope' }); // prettier-ignore
  });
});
