import { expect, it } from 'vitest';

import { compareOrganisations } from './organisation-order.ts';
import type { OrganisationKind } from './person.ts';

it('has offices before stations before companies, each by the sound of its name', () => {
  const named = (list: [OrganisationKind, string][]) =>
    list.map(([kind, name], i) => ({ id: i + 1, kind, name }));
  const sorted = named([
    ['company', '安居物业'],
    ['station', '石桥派出所'],
    ['department', '石桥街道办事处'],
    ['company', '产业园 10 期管理处'],
    ['company', '产业园 2 期管理处'],
    ['department', '城管局'],
    ['station', '白云派出所'],
    ['department', '城管局'],
  ]).sort(compareOrganisations);
  expect(sorted.map(({ id, name }) => `${name} ${id}`)).toEqual([
    '城管局 6',
    '城管局 8',
    '石桥街道办事处 3',
    '白云派出所 7',
    '石桥派出所 2',
    '安居物业 1',
    '产业园 2 期管理处 5',
    '产业园 10 期管理处 4',
  ]);
});
