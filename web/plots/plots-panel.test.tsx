import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { CountedWeeks, IncidentCounts } from '#data/wire/incident-counts.ts';

import { districtStore, incidentStore } from '../live/stores.ts';
import { zhCN } from '../words/zh-cn.ts';

import { countsToCsv } from './counts-to-csv.ts';
import { PlotsPanel } from './plots-panel.tsx';
import { usePaced } from './use-incident-counts.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const DAY_MS = 86_400_000;
/** A Thursday, 16:20 where the district is. */
const AT = Date.parse('2026-01-15T08:20:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();
const week = (of: (day: number, hour: number) => number) => Array.from({ length: 7 }, (_, d) => Array.from({ length: 24 }, (__, h) => of(d, h))); // prettier-ignore
/** One an hour on Mondays, three at 9 on Tuesdays; before, two at 9 on Tuesdays. */
const COUNTS: IncidentCounts = {
  areaId: null,
  weeks: 4,
  timeZone: 'Asia/Shanghai',
  at: iso(AT),
  from: iso(AT - 28 * DAY_MS),
  before: iso(AT - 56 * DAY_MS),
  since: iso(AT - 80 * DAY_MS),
  count: 27,
  countBefore: 2,
  days: Array.from({ length: 90 }, (_, i) => ({ day: iso(AT - (89 - i) * DAY_MS).slice(0, 10), count: i < 9 ? 0 : i })), // prettier-ignore
  week: week((d, h) => (d === 0 ? 1 : d === 1 && h === 9 ? 3 : 0)),
  weekBefore: week((d, h) => (d === 1 && h === 9 ? 2 : 0)),
  categories: [
    { key: 'litter', count: 20, countBefore: 2 },
    { key: '=noise', count: 7, countBefore: 0 },
  ],
};
const NONE: IncidentCounts = { ...COUNTS, count: 0, countBefore: 0, days: COUNTS.days.map((d) => ({ ...d, count: 0 })), week: week(() => 0), weekBefore: week(() => 0), categories: [] }; // prettier-ignore

let root: Root;
let place: HTMLElement;
let answer: () => Response | Promise<Response>;
let asked: string[];
const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve)));
const slider = (name: string) => place.querySelector<HTMLElement>(`[data-plot=${name}] [role=slider]`)!; // prettier-ignore
const press = (name: string, ...keys: string[]) => {
  for (const key of keys) act(() => void slider(name).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))); // prettier-ignore
  return slider(name).getAttribute('aria-valuetext');
};
const readOut = (name: string) => place.querySelector(`[data-plot=${name}] .read`)?.textContent;
async function show(areaId: number | null = null, weeks: CountedWeeks = 4) {
  act(() => root.render(<PlotsPanel areaId={areaId} weeks={weeks} onWeeks={() => {}} close={() => {}} />)); // prettier-ignore
  await settle();
}

beforeEach(() => {
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    return Promise.resolve(answer());
  });
  vi.stubGlobal(
    'ResizeObserver',
    class {
      tell: (entries: unknown[]) => void;
      constructor(tell: (entries: unknown[]) => void) {
        this.tell = tell;
      }
      observe() {
        this.tell([{ contentRect: { width: 400, height: 260 } }]);
      }
      disconnect() {}
    },
  );
  districtStore.setState({ district: { name: '清澜区', nameEn: null, timeZone: 'Asia/Shanghai', levels: [], categories: [{ key: 'litter', nameZh: '垃圾', nameEn: 'Litter', severity: 4 }] } as never, versions: {} as never }); // prettier-ignore
  answer = () => Response.json(COUNTS);
  asked = [];
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  districtStore.setState({ district: null, versions: null });
  vi.unstubAllGlobals();
});

describe('the plots', () => {
  it('are of the district or an area, over the weeks that are chosen, against those before', async () => {
    await show();
    expect(asked).toEqual(['/api/incidents/counts?weeks=4']);
    expect(place.querySelector('.headline')!.textContent).toBe('近 4 周 27 件 较前 4 周 +25');
    await show(7, 12);
    expect(asked.at(-1)).toBe('/api/incidents/counts?weeks=12&area=7');
  });
  it('compare with nothing that was not wholly recorded', async () => {
    answer = () => Response.json({ ...COUNTS, since: iso(AT - 40 * DAY_MS) });
    await show();
    expect(place.querySelector('.headline')!.textContent).toContain('记录始于');
    expect(press('week', 'ArrowRight')).toBe('周二 9–10 时 · 3 件');
    expect(place.querySelector('[data-plot=week] path.before')).toBeNull();
  });
  it('speak by the keyboard, from the most on, and say nothing beyond their ends', async () => {
    await show();
    expect(press('week', 'ArrowRight')).toBe('周二 9–10 时 · 3 件 · 前 4 周 2 件');
    expect(readOut('week')).toBe('周二 9–10 时 · 3 件 · 前 4 周 2 件');
    expect(press('week', 'ArrowUp', 'ArrowLeft')).toMatch(/^周一 8–9 时 · 1 件/);
    expect(press('week', 'Home', 'ArrowLeft', 'ArrowUp')).toMatch(/^周一 0–1 时/);
    expect(press('week', 'End')).toMatch(/^周日 23–24 时 · 0 件/);
    // Today is not over, the first days were not recorded, and the mean is of seven whole days.
    expect(press('trend', 'End')).toBe('今天 · 至此 89 件');
    expect(press('trend', 'ArrowLeft')).toBe('1月14日 周三 · 88 件 · 7 日均 85.0');
    expect(press('trend', 'Home')).toBe('10月18日 周六 · 尚无记录');
    expect(press('categories', 'ArrowDown')).toBe('垃圾 · 20 件 · 前 4 周 2 件');
    expect(press('categories', 'ArrowDown')).toBe('=noise · 7 件 · 前 4 周 0 件');
    act(
      () => void slider('categories').dispatchEvent(new FocusEvent('focusout', { bubbles: true })),
    );
    expect(readOut('categories')).toBeUndefined();
  });
  it('speak when the pointer is over them', async () => {
    await show();
    const over = (name: string, type: string, x: number, y: number) =>
      act(() => void slider(name).dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: x, clientY: y }))); // prettier-ignore
    over('trend', 'pointermove', 345, 100);
    expect(readOut('trend')).toBe('今天 · 至此 89 件');
    over('week', 'pointermove', 41, 2);
    expect(readOut('week')).toMatch(/^周一 0–1 时/);
    over('week', 'pointermove', 350, 236);
    expect(readOut('week')).toMatch(/^周日 23–24 时/);
    over('categories', 'pointermove', 10, 30);
    expect(readOut('categories')).toMatch(/^=noise/);
  });
  it('are tables too, and sentences, for whoever does not see them', async () => {
    await show();
    const tables = [...place.querySelectorAll('table')];
    expect(tables.map((t) => t.tBodies[0]!.rows.length)).toEqual([81, 7, 2]);
    expect(tables[1]!.tBodies[0]!.rows[1]!.cells[10]!.textContent).toBe('3');
    const summary = document.getElementById(slider('week').getAttribute('aria-describedby')!);
    expect(summary!.textContent).toBe('工作日日均 1.4，周末 0.0');
    expect(place.querySelectorAll('svg:not([aria-hidden=true]):not([aria-hidden=true] svg)')).toHaveLength(0); // prettier-ignore
  });
  it('say what lacks: nothing yet, nothing at all, no answer and again', async () => {
    let release: (response: Response) => void = () => {};
    answer = () => new Promise<Response>((resolve) => (release = resolve));
    await show();
    expect(place.querySelector('.plots.waiting')).not.toBeNull();
    await act(async () => release(Response.json(NONE)));
    await settle();
    expect(place.querySelector('.none')!.textContent).toBe(zhCN.plots.none(90));
    answer = () => Response.json({ reason: 'unknown-area' }, { status: 404 });
    await show(99);
    expect(place.querySelector('[role=alert]')!.textContent).toContain(
      zhCN.refusals['unknown-area'],
    );
    answer = () => Response.json(COUNTS);
    act(() => place.querySelector<HTMLElement>('[role=alert] button')!.click());
    await settle();
    expect(slider('week')).not.toBeNull();
  });
  it('are asked again when an incident is heard of', async () => {
    await show();
    answer = () => Response.json({ ...COUNTS, count: 28 });
    act(() => incidentStore.setState((was) => ({ version: was.version + 1 })));
    await vi.waitFor(async () => {
      await settle();
      expect(place.querySelector('.headline')!.textContent).toContain('近 4 周 28 件');
    });
    expect(asked).toHaveLength(2);
  });
});

it('hears of many changes as few', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const heard: number[] = [];
    function Listener({ value }: { value: number }) {
      const paced = usePaced(value, 1_000);
      if (heard.at(-1) !== paced) heard.push(paced);
      return null;
    }
    for (let value = 0; value <= 50; value++) {
      act(() => root.render(<Listener value={value} />));
      act(() => void vi.advanceTimersByTime(50));
    }
    act(() => void vi.advanceTimersByTime(1_000));
    // 2.5 s of changes: one at once, one a second, and the last of all.
    expect(heard).toHaveLength(5);
    expect(heard.slice(0, 2)).toEqual([0, 1]);
    expect(heard.at(-1)).toBe(50);
  } finally {
    vi.useRealTimers();
  }
});

it('writes what is shown as rows of one file, empty where there is nothing to compare with', () => {
  const rows = countsToCsv(COUNTS, (key) => (key === 'litter' ? '垃圾' : key), zhCN);
  expect(rows).toHaveLength(1 + 90 + 168 + 2);
  expect(rows[90]).toEqual(['近 90 天，每天上报', '2026-01-15', null, 89, null]);
  expect(rows[91 + 24 + 9]).toEqual(['一周各时段', '周二', 9, 3, 2]);
  expect(rows.at(-2)).toEqual(['类别', '垃圾', null, 20, 2]);
  const alone = countsToCsv({ ...COUNTS, since: null }, (key) => key, zhCN);
  expect(alone.slice(1).every((row) => row[4] === null)).toBe(true);
});
