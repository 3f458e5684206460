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
