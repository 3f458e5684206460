import { act, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';
import type { District } from '#data/wire/messages.ts';

import { applyChange } from '../live/apply-changes.ts';
import { districtStore, incidentStore } from '../live/stores.ts';
import { zhCN } from '../words/zh-cn.ts';

import { FIRST_ARRANGEMENT } from './arrange-list.ts';
import { IncidentFigures } from './incident-figures.tsx';
import { IncidentList } from './incident-list.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const now = new Date().toISOString();
const figures = { open: 1, openGrave: 1, newToday: 2, closedToday: 1 };
const make = (no: string, part: Partial<Incident>): Incident =>
  ({ id: no, no, title: no, severity: 4, areaId: null, at: null, origin: 'patrol', state: 'open', reportedAt: now, closedAt: null, ...part }) as Incident; // prettier-ignore
const open = make('open-grave', { severity: 1, reportedAt: '2020-01-01T00:00:00Z' });
const closed = make('closed', { state: 'closed', closedAt: now });

function Side() {
  const [arrangement, setArrangement] = useState(FIRST_ARRANGEMENT);
  return (
    <>
      <IncidentFigures arrangement={arrangement} onArrange={setArrangement} />
      <IncidentList
        arrangement={arrangement}
        onArrange={setArrangement}
        selectedId={null}
        onSelect={() => undefined}
        onEscape={() => undefined}
      />
    </>
  );
}

let root: Root;
let place: HTMLElement;
let asked: string[];
let answer: () => Response;
const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve)));
const press = async (figure: string): Promise<void> => {
  act(() => place.querySelector<HTMLElement>(`[data-figure=${figure}]`)!.click());
  await settle();
};
const shown = (): string =>
  place.querySelector('.incident-list > header .shown')?.textContent ?? '';
const listed = (): string => place.querySelector('.incident-list')!.textContent ?? '';

beforeEach(async () => {
  asked = [];
  answer = () => Response.json({ incidents: [closed], next: null });
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    return Promise.resolve(answer());
  });
  districtStore.setState({ district: { timeZone: 'Asia/Shanghai' } as District });
  incidentStore.setState({
    byId: new Map([[open.id, open]]),
    figures,
    closed: { day: null, load: 'loading', byId: new Map() },
  });
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  act(() => root.render(<Side />));
  await settle();
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  districtStore.setState({ district: null });
  incidentStore.setState({ byId: new Map(), figures: null });
  vi.unstubAllGlobals();
});

it('asks for what was closed only when it is looked at, and once', async () => {
  expect(asked).toEqual([]);
  await press('closedToday');
  await press('open');
  await press('closedToday');
  expect(asked).toHaveLength(1);
  expect(place.querySelector('[data-listed=closed] [role=listbox]')).not.toBeNull();
});

it('an incident that closes moves over to those closed today', async () => {
  await press('closedToday');
  act(() => place.querySelectorAll<HTMLElement>('.severity-filter')[0]!.click());
  expect(shown()).toBe(zhCN.incidents.count('0', '1'));
  act(() => void applyChange({ noun: 'incidents', kind: 'stepped', at: now, figures, incident: { ...open, state: 'closed', revision: 2, closedAt: now } })); // prettier-ignore
  expect(shown()).toBe(zhCN.incidents.count('1', '2'));
  await press('open');
  expect(listed()).toContain(zhCN.incidents.none.open);
});

it('of what is open it lists the grave ones alone when their figure is pressed', async () => {
  await press('openGrave');
  expect(place.querySelector('[aria-pressed=true]')!.getAttribute('data-figure')).toBe('openGrave');
  expect(shown()).toBe(zhCN.incidents.count('1', '1'));
});

it('says when what was closed cannot be had, and asks again', async () => {
  answer = () => Response.json({ reason: 'internal', detail: '' }, { status: 500 });
  await press('closedToday');
  expect(place.querySelector('[role=alert]')!.textContent).toContain(zhCN.incidents.closedFailed);
  answer = () => Response.json({ incidents: [closed], next: null });
  act(() => place.querySelector<HTMLElement>('.incident-list .failed button')!.click());
  await settle();
  expect(place.querySelector('[role=alert]')).toBeNull();
});
