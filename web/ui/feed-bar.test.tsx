import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { connectionStore, feedStore } from '../live/stores.ts';
import { zhCN } from '../words/zh-cn.ts';

import { FeedBar } from './feed-bar.tsx';
import { SettingsProvider } from './settings.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: Root;
const place = document.createElement('div');
const silent = () => [...place.querySelectorAll('.silent')].map((e) => e.textContent);

beforeEach(() => {
  localStorage.setItem('jingwei.language', 'zh-CN');
  const newestAt = new Date(Date.now() - 40_000).toISOString();
  act(() => {
    feedStore.setState({
      message: { at: newestAt, feeds: [{ key: 'cameras', newestAt, intervalS: 10 }] },
    } as never);
    connectionStore.setState({ state: 'live', serverOffsetMs: 0 });
  });
  root = createRoot(place);
  act(() =>
    root.render(
      <SettingsProvider>
        <FeedBar />
      </SettingsProvider>,
    ),
  );
});
afterEach(() => act(() => root.unmount()));

it('says of a source that nothing comes from it, and while cut off only how old its newest is', () => {
  expect(silent()).toEqual([zhCN.feedSilent(zhCN.feeds.cameras, '40 秒')]);
  act(() => connectionStore.setState({ state: 'lost' }));
  expect(silent()).toEqual([`${zhCN.feeds.cameras} 40 秒`]);
});

it('says of several that nothing comes from them also in one, for where there is little room', () => {
  const at = (agoMs: number) => new Date(Date.now() - agoMs).toISOString();
  const feeds = [
    { key: 'fixes', newestAt: at(30_000), intervalS: 5 },
    { key: 'intake', newestAt: at(1_000), intervalS: 10 },
    { key: 'cameras', newestAt: at(40_000), intervalS: 10 },
  ];
  act(() => feedStore.setState({ message: { at: at(0), feeds } } as never));
  const { fixes, cameras } = zhCN.feeds;
  // Longest silent first.
  const joined = place.querySelector('.joined')!.textContent.split(/\d+/);
  expect(joined).toEqual(zhCN.feedSilent(`${cameras} ${fixes}`, '40 秒').split('40'));
  expect(place.querySelectorAll('[data-feed].silent')).toHaveLength(2);
});
