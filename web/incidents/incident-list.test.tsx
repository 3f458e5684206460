import { act, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Me } from '#data/accounts/account.ts';
import type { Incident } from '#data/incidents/incident.ts';
import type { District } from '#data/wire/messages.ts';

import { alarmStore, stillAlarms, type Alarm } from '../live/alarms.ts';
import { applyChange } from '../live/apply-changes.ts';
import { areaStore, districtStore, incidentStore } from '../live/stores.ts';
import { hereStore } from '../live/who-is-here.ts';
import { zhCN } from '../words/zh-cn.ts';

import { FIRST_ARRANGEMENT, type Arrangement } from './arrange-list.ts';
import { IncidentFigures } from './incident-figures.tsx';
import { IncidentList } from './incident-list.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const now = new Date().toISOString();
const figures = { open: 1, openGrave: 1, newToday: 2, closedToday: 1 };
const make = (no: string, part: Partial<Incident>): Incident =>
  ({ id: no, no, title: no, severity: 4, areaId: null, at: null, origin: 'patrol', state: 'open', reportedAt: now, closedAt: null, ...part }) as Incident; // prettier-ignore
const open = make('open-grave', { severity: 1, reportedAt: '2020-01-01T00:00:00Z' });
const closed = make('closed', { state: 'closed', closedAt: now });

function Side({ first = FIRST_ARRANGEMENT }: { first?: Arrangement }) {
  const [arrangement, setArrangement] = useState(first);
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
  // jsdom lays nothing out: all rows are seen.
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(2_000);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(300);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(2_000);
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} }); // prettier-ignore
  asked = [];
  answer = () => Response.json({ incidents: [closed], next: null });
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    return Promise.resolve(answer());
  });
  districtStore.setState({ district: { timeZone: 'Asia/Shanghai' } as District });
  hereStore.setState({ asked: false, me: null });
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
  vi.restoreAllMocks();
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

it('says of a post that sees no incidents that it sees none, and offers no report and no filter', async () => {
  act(() => void applyChange({ noun: 'incidents', kind: 'stepped', at: now, figures, incident: { ...open, state: 'closed', revision: 2, closedAt: now } })); // prettier-ignore
  expect(listed()).toContain(zhCN.incidents.none.open + zhCN.incidents.noneNext);
  expect(place.querySelectorAll('.severity-filter')).toHaveLength(4);
  act(() => hereStore.setState({ asked: true, me: { acts: ['see-staff'] } as unknown as Me }));
  expect(listed()).not.toContain(zhCN.incidents.none.open);
  expect(listed()).not.toContain(zhCN.incidents.noneNext);
  expect(listed()).toContain(zhCN.incidents.notShown);
  // There is nothing to sort or to leave out.
  expect(place.querySelectorAll('.severity-filter')).toHaveLength(0);
  expect([...place.querySelectorAll('.figure')].map((figure) => figure.textContent)).toEqual(['—', '—', '—', '—']); // prettier-ignore
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

describe('in a flood of alarms', () => {
  const community = (id: number) => ({ id, level: 3, name: `社区${id}`, nameEn: null, code: `${id}` }); // prettier-ignore
  const many = [
    ...Array.from({ length: 12 }, (_, i) => make(`new-${i}`, { severity: 1, areaId: i < 4 ? 7 : 8 })), // prettier-ignore
    make('calm', { areaId: 9 }),
  ];
  const alarm: Alarm = { heardAt: Date.now(), stilledAt: null };
  const lines = (): string[] => [...place.querySelectorAll<HTMLElement>('.virtual-row')].map((row) => row.dataset['key']!); // prettier-ignore
  const key = (name: string): void =>
    act(() => {
      const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true });
      place.querySelector('.virtual-list')!.dispatchEvent(event);
    });

  beforeEach(() => {
    act(() => {
      areaStore.setState({ chainOf: (id: number) => [community(id)] } as never);
      incidentStore.setState({ byId: new Map(many.map((i) => [i.id, i])) });
      const byId = new Map(many.slice(0, 12).map((i) => [i.id, alarm]));
      const reports = new Map([...byId.keys()].map((id) => [id, Date.now()]));
      alarmStore.setState({ byId, reports, flood: Date.now() });
    });
  });
  afterEach(() => {
    act(() => {
      alarmStore.setState({ byId: new Map(), reports: new Map(), flood: null });
      areaStore.setState({ chainOf: () => [] });
    });
  });

  it('is grouped by community, each folded by keys, and what is folded away still flashes', () => {
    expect(lines().filter((line) => line.startsWith('group-'))).toEqual(['group-8', 'group-7', 'group-9']); // prettier-ignore
    expect(lines()).toHaveLength(3 + 12);
    const first = place.querySelector<HTMLElement>('[role=tree] [data-key=group-8]')!;
    expect(first.textContent).toContain(zhCN.alarm.unansweredIn('8'));
    expect(first.getAttribute('aria-expanded')).toBe('true');
    key('ArrowDown');
    key('ArrowLeft');
    expect(lines()).toHaveLength(3 + 4);
    expect(first.getAttribute('aria-expanded')).toBe('false');
    expect(first.querySelector('.alarm.flash')).not.toBeNull();
    key('Enter');
    key('ArrowRight');
    expect(place.querySelector<HTMLElement>('.virtual-row.active')!.dataset['key']).toMatch('new-');
    key('ArrowLeft');
    expect(place.querySelector<HTMLElement>('.virtual-row.active')!.dataset['key']).toBe('group-8');
  });
  it.each([
    ['by time turned, of one severity', { sort: 'time', reversed: true, severities: [3] }],
    ['by severity turned', { sort: 'severity', reversed: true, severities: [] }],
    ['by area, of one severity', { sort: 'area', reversed: false, severities: [4] }],
  ] as const)('answering moves nothing and shuts nothing: %s', (_, part) => {
    act(() => root.render(<Side key="other" first={{ ...FIRST_ARRANGEMENT, ...part }} />));
    const before = lines();
    expect(before.filter((line) => line.startsWith('new-'))).toHaveLength(12);
    act(() => void stillAlarms());
    expect(place.querySelector('.flash')).toBeNull();
    expect(lines()).toEqual(before);
    // Nor in one list.
    act(() => place.querySelector<HTMLElement>('.flood-line button')!.click());
    expect(
      lines()
        .slice(0, 12)
        .every((line) => line.startsWith('new-')),
    ).toBe(true);
  });
  it('is one list again when the reader wants it so, and after the flood', () => {
    const button = place.querySelector<HTMLElement>('.flood-line button')!;
    act(() => button.click());
    expect(lines()).toHaveLength(13);
    expect(place.querySelectorAll('[role=option]')).toHaveLength(13);
    act(() => button.click());
    expect(place.querySelector('[role=tree]')).not.toBeNull();
    act(() => alarmStore.setState({ flood: null }));
    expect(place.querySelector('[role=tree], .flood-line')).toBeNull();
  });
});
