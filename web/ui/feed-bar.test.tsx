import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { connectionStore, feedStore } from '../live/stores.ts';
import { hereStore } from '../live/who-is-here.ts';
import { zhCN } from '../words/zh-cn.ts';

import { FeedBar } from './feed-bar.tsx';
import { SettingsProvider } from './settings.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: Root;
const place = document.createElement('div');
const silent = () => [...place.querySelectorAll('.silent')].map((e) => e.textContent);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
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
afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
});

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
  // Longest silent first, and what holds of all of them; each one's own is in the title.
  const joined = () => place.querySelector<HTMLElement>('.joined')!;
  expect(joined().textContent).toBe(zhCN.feedsSilent(`${cameras}、${fixes}`, '30 秒'));
  expect(joined().title).toBe(
    [zhCN.feedSilent(cameras, '40 秒'), zhCN.feedSilent(fixes, '30 秒')].join('\n'),
  );
  expect(place.querySelectorAll('[data-feed].silent')).toHaveLength(2);
  act(() => connectionStore.setState({ state: 'lost' }));
  expect(joined().textContent).toBe(zhCN.feedsAge(`${cameras}、${fixes}`, '30 秒'));
});

it('says in English what it says of several, and of those silent for as long only once', () => {
  localStorage.setItem('jingwei.language', 'en');
  act(() => root.unmount());
  root = createRoot(place);
  const newestAt = new Date(Date.now() - 40_000).toISOString();
  const feeds = [
    { key: 'fixes', newestAt, intervalS: 5 },
    { key: 'cameras', newestAt, intervalS: 10 },
  ];
  act(() => {
    feedStore.setState({ message: { at: newestAt, feeds } } as never);
    root.render(
      <SettingsProvider>
        <FeedBar />
      </SettingsProvider>,
    );
  });
  expect(place.querySelector('.joined')!.textContent).toBe('Units, Cameras: no data for 40 s');
});

it('says nothing of a source of which whoever is here sees nothing', () => {
  const ages = () => [...place.querySelectorAll('.feed')].length;
  expect(ages()).toBe(1);
  act(() => hereStore.setState({ asked: true, me: { acts: ['see-public'], posts: [] } as never }));
  expect(ages()).toBe(0);
  act(() => hereStore.setState({ asked: true, me: { acts: ['see-cameras'], posts: [] } as never }));
  expect(ages()).toBe(1);
  act(() => hereStore.setState({ asked: null, me: null }));
});
