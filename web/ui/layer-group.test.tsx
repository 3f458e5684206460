// @vitest-environment jsdom
import { act, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { connectionStore, districtStore, feedStore } from '../live/stores.ts';
import { tallyStore } from '../map/tally.ts';
import { zhCN } from '../words/zh-cn.ts';

import { LayerGroup } from './layer-group.tsx';
import type { LayerSource } from './layer-state.tsx';
import { LegendRow } from './legend-row.tsx';
import { PartRow } from './part-row.tsx';
import { SettingsProvider } from './settings.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const words = zhCN.layers;
let root: Root;
const place = document.createElement('div');

function Column({ source }: { source: LayerSource }) {
  const [on, setOn] = useState(true);
  const [seen, setSeen] = useState(true);
  const plain = { opacity: 100, fade: () => undefined };
  return (
    <LayerGroup
      layer={{ on, toggle: () => setOn(!on), ...plain }}
      layerKey="cameras"
      source={source}
      always={
        <PartRow
          name="视野"
          part={{ on: seen, toggle: () => setSeen(!seen), ...plain }}
          partKey="wedges"
          symbol={null}
          none="选中后显示"
        />
      }
    >
      <LegendRow symbol={null} name="在线" count="7" />
      <LegendRow half symbol="%" name={words.byArea.cameras} />
    </LayerGroup>
  );
}
function show(source: LayerSource): void {
  act(() => root.unmount());
  root = createRoot(place);
  act(() => root.render(<SettingsProvider><Column source={source} /></SettingsProvider>)); // prettier-ignore
}
const press = (selector: string): void => act(() => place.querySelector<HTMLElement>(selector)!.click()); // prettier-ignore
const legend = () => [...place.querySelectorAll('.legend-row .legend-name')].map((e) => e.textContent); // prettier-ignore
const count = (row: string) => place.querySelector(`${row} .count`)!.textContent;
const age = () => place.querySelector('.layer-age');
const tell = (dataDates: Record<string, string>, endDate: string | null, empty = false): void =>
  act(() =>
    districtStore.setState({
      district: { dataDates, empty, sample: endDate ? { size: 'street', seed: 1, endDate } : null },
    } as never),
  );
const report = (newestAt: string | null): void =>
  act(
    () =>
    feedStore.setState({ message: { feeds: [{ key: 'cameras', newestAt, intervalS: 10 }] } } as never), // prettier-ignore
  );

beforeEach(() => {
  localStorage.clear();
  localStorage.setItem('jingwei.language', 'zh-CN');
  root = createRoot(place);
  act(() => {
    connectionStore.setState({ state: 'live', serverOffsetMs: 0 });
    tallyStore.setState({}, true);
  });
  report(null);
  tell({}, null);
});
afterEach(() => act(() => root.unmount()));

it('explains what is drawn, and no layer that is off', () => {
  show({ noun: 'sites' });
  // Also what is drawn at other zooms: a line that came and went would move the rows below it.
  expect(legend()).toEqual(['在线', words.byArea.cameras]);
  press('.layer-fold');
  expect(legend()).toEqual([]);
  press('.layer-fold');
  press('.layer-switch');
  expect(place.querySelector('.layer-switch')!.getAttribute('aria-checked')).toBe('false');
  expect(legend()).toEqual([]);
  expect(place.querySelector('.layer-fold')).toBeNull();
  // Its part says by itself whether it is there.
  expect(place.querySelector('.part-switch')!.getAttribute('aria-checked')).toBe('true');
});

it('counts what is drawn of what is in the frame, and nothing that is not known', () => {
  show({ noun: 'sites' });
  expect(count('.layer-switch')).toBe('');
  expect(count('.part-switch')).toBe('选中后显示');
  act(() => tallyStore.setState({ cameras: { shown: 1200, inView: 1700 }, wedges: { shown: 0, inView: 9 } })); // prettier-ignore
  expect(count('.layer-switch')).toBe('1,200 / 1,700');
  expect(count('.part-switch')).toBe('0 / 9');
  press('.part-switch');
  expect(count('.part-switch')).toBe('9');
  act(() => tallyStore.setState({ cameras: { shown: 0, inView: 1700, byArea: true } }));
  expect(count('.layer-switch')).toBe('0 / 1,700');
  expect(place.querySelector('.closer')!.getAttribute('aria-label')).toBe(words.closer);
  press('.layer-switch');
  expect(count('.layer-switch')).toBe('1,700');
});

it('says its age where it reports, else the date of its data, else that there is none', () => {
  show({ feed: 'cameras', noun: 'sites' });
  // Nobody reports and no import said a date: that is said, and why.
  expect(age()!.textContent).toBe(words.undated);
  expect(age()!.getAttribute('title')).toBe(words.noDateNorReport);
  tell({ sites: '2023-01-01' }, '2026-11-26');
  expect(age()!.textContent).toBe('2023-01-01');
  expect(age()!.getAttribute('title')).toBe(words.dataOf('2023-01-01'));
  report(new Date().toISOString());
  expect(age()!.textContent).toBe('0 秒');
  expect(age()!.className).not.toContain('silent');
  report(new Date(Date.now() - 60_000).toISOString());
  expect(age()!.className).toContain('silent');

  show({ noun: 'buildings' });
  expect(age()!.textContent).toBe('2026-11-26');
  expect(age()!.getAttribute('title')).toBe(words.madeOn('2026-11-26'));
  tell({}, null);
  expect(age()!.textContent).toBe(words.undated);
  expect(age()!.getAttribute('title')).toBe(words.noDate);
  tell({}, null, true);
  expect(age()).toBeNull();
});

it('says nothing of an age that the server has not told yet', () => {
  act(() => feedStore.setState({ message: null }));
  show({ feed: 'cameras', noun: 'sites' });
  expect(age()).toBeNull();
  report(null);
  expect(age()!.textContent).toBe(words.undated);
});
