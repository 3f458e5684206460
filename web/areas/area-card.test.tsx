import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';
import type { AreaCard as AreaCardData } from '#data/wire/cards.ts';

import { areaStore, incidentStore } from '../live/stores.ts';
import { zhCN } from '../words/zh-cn.ts';

import { AreaCard, PersonLine } from './area-card.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const card: AreaCardData = {
  area: { id: 7, code: '01', level: 4, name: '月亭第7网格', nameEn: null, kind: 'comprehensive' },
  parents: [],
  areaM2: 40_000,
  figures: { households: 412, residents: null, estimated: true, countedOn: '2021-03-31' },
  leader: { role: 'leader', personId: 1, name: '周敏', phone: '138****1234' },
  posts: [],
  counts: { children: 0, cells: 1, buildings: 3, cameras: 200, camerasOnline: 191, stations: 0, managementPoints: 0, units: 0, openIncidents: 99 }, // prettier-ignore
  ended: null,
};
let root: Root;
let place: HTMLElement;
const valueOf = (label: string): HTMLElement | undefined =>
  [...place.querySelectorAll('dt')].find((dt) => dt.textContent === label)
    ?.nextElementSibling as HTMLElement;

beforeEach(async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(card)));
  areaStore.setState({
    chainOf: (cell) => (cell === 70 ? ([{ id: 7 }, { id: 70 }] as never) : []),
  });
  const at = (id: string, areaId: number | null) => [id, { id, areaId } as Incident] as const;
  incidentStore.setState({ byId: new Map([at('a', 70), at('b', 71), at('c', null)]) });
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  act(
    () =>
    root.render(<AreaCard areaId={7} close={() => undefined} onSelectArea={() => undefined} onShow={() => undefined} />), // prettier-ignore
  );
  await act(async () => new Promise((resolve) => setTimeout(resolve)));
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  incidentStore.setState({ byId: new Map() });
  vi.unstubAllGlobals();
});

it('marks a figure made by sharing as estimated, with the date it rests on', () => {
  const households = valueOf(zhCN.areas.householdsLabel)!;
  expect(households.textContent).toBe(`412${zhCN.areas.estimated}`);
  expect(valueOf(zhCN.areas.counted)!.textContent).toBe('2021-03-31');
});
it('says that a figure is unknown, and marks nothing there', () => {
  expect(valueOf(zhCN.areas.residentsLabel)!.textContent).toBe(zhCN.areas.unknown);
});
it('counts open incidents from what is open now, not from when it was asked', () => {
  expect(valueOf(zhCN.areas.openIncidents)!.textContent).toBe('1');
  act(() =>
    incidentStore.setState((was) => ({
      byId: new Map([...was.byId, ['d', { id: 'd', areaId: 70 } as Incident]]),
    })),
  );
  expect(valueOf(zhCN.areas.openIncidents)!.textContent).toBe('2');
});
it('names a number to call, and makes no call of one with stars in it', () => {
  const draw = (phone: string | null) =>
    act(() => root.render(<PersonLine post={{ name: '周敏', phone }} />));
  draw('138****1234');
  expect(place.textContent).toBe('周敏 138****1234');
  expect(place.querySelector('a')).toBeNull();
  draw('138 0000 1234');
  expect(place.querySelector('a')!.getAttribute('href')).toBe('tel:13800001234');
  draw(null);
  expect(place.textContent!.trim()).toBe('周敏');
});
it('of an area that is no more says since when, and leads on to those that have its land', async () => {
  const step = (id: number, name: string) => ({ id, code: '', level: 4, name, nameEn: null });
  const ended = { at: '2026-11-01T00:00:00Z', editionId: 2, successors: [step(8, '月亭第8网格'), step(9, '月亭第9网格')] }; // prettier-ignore
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ ...card, ended })));
  const onSelectArea = vi.fn();
  act(
    () =>
    root.render(<AreaCard key="ended" areaId={7} close={() => undefined} onSelectArea={onSelectArea} onShow={() => undefined} />), // prettier-ignore
  );
  await act(async () => new Promise((resolve) => setTimeout(resolve)));
  expect(valueOf(zhCN.areas.ended)!.textContent).toContain('起不再使用');
  const [first, second] = place.querySelectorAll<HTMLButtonElement>(`nav[aria-label='${zhCN.areas.wentTo}'] button`); // prettier-ignore
  expect([first!.textContent, second!.textContent]).toEqual(['月亭第8网格', '月亭第9网格']);
  act(() => second!.click());
  expect(onSelectArea).toHaveBeenCalledWith(9);
});
