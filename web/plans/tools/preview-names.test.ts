import { expect, test } from 'vitest';

import type { PlanRow, Preview } from '../desk/desk.ts';

import { previewNames } from './preview-names.ts';

const row = (id: number, parentId: number | null, level: number, name: string): [number, PlanRow] => [id, { area: { id, parentId, level, name, nameEn: null } } as PlanRow]; // prettier-ignore
const now = new Map([row(4, null, 4, '石桥社区第3网格'), row(7, 4, 5, '石桥社区第3网格02微网格'), row(8, 4, 5, '石桥社区第3网格03微网格')]); // prettier-ignore
const preview = {
  refused: null,
  retired: [7],
  rows: [
    { id: 8, area: { name: '石桥社区第3网格03微网格' }, isNew: false },
    { id: 90, area: { name: '石桥社区第3网格02微网格' }, isNew: true },
    { id: 91, area: { name: '石桥社区第3网格02微网格' }, isNew: true },
    { id: 92, area: { name: '' }, isNew: true },
  ],
} as unknown as Extract<Preview, { refused: null }>;

test('parts of one that ends are numbered, and all names are as short as on the map', () => {
  expect([...previewNames(preview, now, 'zh-CN')]).toEqual([
    [8, '03微网格'],
    [90, '02微网格①'],
    [91, '02微网格②'],
    [92, ''],
  ]);
});
