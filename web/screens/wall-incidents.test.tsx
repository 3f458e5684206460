import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';

import { NEW_MS } from '../live/alarm-flood.ts';
import { watchAlarms } from '../live/alarms.ts';
import { connectionStore, incidentStore } from '../live/stores.ts';
import { SettingsProvider } from '../ui/settings.tsx';
import { en } from '../words/en.ts';
import { zhCN } from '../words/zh-cn.ts';

import { WallIncidents } from './wall-incidents.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const NOW = Date.parse('2026-11-23T03:00:00Z');
const graves = (count: number): Incident[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${i}`, no: `${i}`, title: `${i}`, severity: 1, areaId: null, at: null, state: 'open', reportedAt: new Date(NOW - i).toISOString(), closedAt: null }) as Incident); // prettier-ignore
const tell = (open: Incident[]): void =>
  act(() =>
    incidentStore.setState((was) => ({
      byId: new Map(open.map((i) => [i.id, i])),
      version: was.version + 1,
      figures: { open: open.length, openGrave: open.length, newToday: 0, closedToday: 0 },
    })),
  );

describe.each([
  ['zh-CN', zhCN],
  ['en', en],
] as const)('in %s', (language, words) => {
  let root: Root;
  let stop: () => void;
  const place = document.createElement('div');
  const says = (): string | null => place.querySelector('.wall-alarms')?.textContent ?? null;
  const rows = (): number => place.querySelectorAll('[data-incident]').length;
  const passTime = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    sessionStorage.clear();
    localStorage.setItem('jingwei.language', language);
    incidentStore.setState({ byId: new Map(), figures: null });
    connectionStore.setState({ state: 'live', heardAt: null, serverOffsetMs: 0, since: NOW });
    stop = watchAlarms();
    root = createRoot(place);
    act(() =>
      root.render(
        <SettingsProvider>
          <WallIncidents top={260} bottom={668} seams={[]} k={1} />
        </SettingsProvider>,
      ),
    );
  });
  afterEach(() => {
    act(() => root.unmount());
    stop();
    vi.useRealTimers();
  });

  it('says how many new Ⅰ are unanswered where they are more than its rows', () => {
    tell(graves(5));
    expect([says(), rows()]).toEqual([null, 5]);
    tell(graves(6));
    expect([says(), rows()]).toEqual([words.wall.unanswered('6'), 4]);
    expect(place.querySelector('.wall-more')!.textContent).toBe(words.wall.moreOpen('2'));
  });

  it('says of a flood how many came, when it has stilled by itself, until the flood is over', () => {
    tell(graves(12));
    expect(says()).toBe(words.wall.unanswered('12'));
    passTime(3 * 60_000);
    expect(says()).toBe(words.wall.flood('12'));
    // One that is closed came all the same.
    tell(graves(11));
    expect(says()).toBe(words.wall.flood('12'));
    passTime(NEW_MS);
    expect(says()).toBeNull();
  });
});
