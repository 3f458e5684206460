import { act, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { formatDay } from '../words/format.ts';
import { zhCN } from '../words/zh-cn.ts';

import { AreasFollowed } from './areas-followed.tsx';
import { useFollowedAreas } from './use-followed-areas.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const step = (id: number) => ({ id, code: `${id}`, level: 5, name: `区域${id}`, nameEn: null });
/** 1 was divided into 11 and 12, 2 was merged into 12; 3 came to lie outside; 9 never was. */
const WENT: Record<string, number[]> = { 1: [11, 12], 2: [12], 3: [] };
const there = (id: number): boolean => [5, 11, 12].includes(id);

let root: Root;
let place: HTMLElement;
let address: readonly number[] | undefined;

function Screen({ asked, isReady }: { asked: number[]; isReady: boolean }) {
  const [areas, setAreas] = useState<readonly number[] | undefined>(asked);
  address = areas;
  const gone = useFollowedAreas(areas, isReady ? there : null, setAreas);
  return (
    <>
      <b>{gone.areas.join()}</b>
      <AreasFollowed followed={gone.followed} onClose={gone.forget} />
    </>
  );
}

const DAY = formatDay(Date.parse('2026-03-01T00:00:00Z'), Date.now(), 'UTC', 'zh-CN');
const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve, 5)));
async function show(asked: number[], isReady = true): Promise<void> {
  act(() => root.render(<Screen asked={asked} isReady={isReady} />));
  await settle();
}
const shown = (): string => place.querySelector('b')!.textContent;
const note = (): string => place.querySelector('p span')?.textContent ?? '';

beforeEach(() => {
  vi.stubGlobal('fetch', (path: string) => {
    const id = Number(path.split('/').at(-1));
    if (id === 7) return Promise.resolve(Response.json({ area: step(7), ended: null }));
    if (!(id in WENT)) return Promise.resolve(Response.json({ reason: 'unknown-area', detail: '' }, { status: 404 })); // prettier-ignore
    return Promise.resolve(Response.json({ area: step(id), ended: { at: '2026-03-01T00:00:00Z', editionId: 2, successors: WENT[id]!.map(step) } })); // prettier-ignore
  });
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.unstubAllGlobals();
});

it('goes to all that an area was divided into, once, and says so', async () => {
  await show([5, 1, 2]);
  expect(address).toEqual([5, 11, 12]);
  expect(shown()).toBe('5,11,12');
  expect(note()).toBe(zhCN.areas.followed('区域1、区域2', DAY, '区域11、区域12'));
  act(() => place.querySelector('button')!.click());
  expect(note()).toBe('');
});

it('names none any more where nothing has its land, or where there never was one', async () => {
  await show([3]);
  expect([address, note()]).toEqual([undefined, zhCN.areas.wentNowhere('区域3', DAY)]);
  act(() => root.unmount());
  root = createRoot(place);
  await show([9]);
  expect([address, note()]).toEqual([undefined, zhCN.areas.isUnknown]);
  act(() => root.unmount());
  root = createRoot(place);
  // In force, and not drawn on this screen: it stays.
  await show([7]);
  expect([address, note()]).toEqual([[7], '']);
});

it('asks nothing while it is not known what is in force, nor of what is', async () => {
  await show([1], false);
  expect([address, shown()]).toEqual([[1], '']);
  await show([1]);
  expect(note()).toBe(zhCN.areas.followed('区域1', DAY, '区域11、区域12'));
});
