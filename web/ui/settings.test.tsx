import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { District } from '#data/wire/messages.ts';

import { connectionStore, districtStore } from '../live/stores.ts';

import { replaceAddress } from './page-address.ts';
import { firstSettings, SettingsProvider, useSettings, type Settings } from './settings.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: Root;
let settings: Settings;
function Look() {
  settings = useSettings();
  return null;
}
const open = (search: string, path = '/watch'): void => {
  window.history.replaceState(null, '', `${path}${search}`);
  root = createRoot(document.createElement('div'));
  act(() =>
    root.render(
      <SettingsProvider>
        <Look />
      </SettingsProvider>,
    ),
  );
};
beforeEach(() => localStorage.clear());
afterEach(() => {
  act(() => root?.unmount());
  districtStore.setState({ district: null });
  vi.useRealTimers();
});

describe('theme and language', () => {
  it('are those of the address, else the remembered, else dark and Chinese unless the browser is English', () => {
    expect(firstSettings('/watch', '', 'zh-CN')).toEqual({ theme: 'dark', language: 'zh-CN' });
    expect(firstSettings('/watch', '', 'fr')).toEqual({ theme: 'dark', language: 'zh-CN' });
    expect(firstSettings('/watch', '', 'en-GB')).toEqual({ theme: 'dark', language: 'en' });
    localStorage.setItem('jingwei.theme', 'light');
    localStorage.setItem('jingwei.language', 'zh-CN');
    expect(firstSettings('/watch', '', 'en-GB')).toEqual({ theme: 'light', language: 'zh-CN' });
    expect(firstSettings('/watch', '?theme=dark&lang=en', '')).toEqual({
      theme: 'dark',
      language: 'en',
    });
    expect(firstSettings('/wall', '', 'zh-CN').theme).toBeNull();
    expect(firstSettings('/wall', '?theme=light', 'zh-CN').theme).toBe('light');
    localStorage.setItem('jingwei.theme', 'mauve');
    expect(firstSettings('/watch', '', 'zh-CN').theme).toBe('dark');
  });
  it('are of the hour of the district on a wall, and follow it', () => {
    vi.useFakeTimers();
    // 06:59 in Nanjing is noon elsewhere.
    vi.setSystemTime('2026-03-02T06:59:55+08:00');
    connectionStore.setState({ serverOffsetMs: 0 });
    districtStore.setState({ district: { timeZone: 'Asia/Shanghai' } as District });
    open('', '/wall');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    act(() => void vi.advanceTimersByTime(15_000));
    expect(document.documentElement.dataset['theme']).toBe('light');
    // The machine slept through the day: by the next look it is night.
    vi.setSystemTime('2026-03-02T19:00:01+08:00');
    act(() => void vi.advanceTimersByTime(10_000));
    expect(document.documentElement.dataset['theme']).toBe('dark');
    // Another district, elsewhere.
    act(() => districtStore.setState({ district: { timeZone: 'Europe/London' } as District }));
    expect(document.documentElement.dataset['theme']).toBe('light');
    expect(localStorage.getItem('jingwei.theme')).toBeNull();
  });
  it('are written on the page and remembered when switched', () => {
    open('');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    act(() => settings.setTheme('light'));
    act(() => settings.setLanguage('en'));
    expect(document.documentElement.dataset['theme']).toBe('light');
    expect(document.documentElement.lang).toBe('en');
    expect(window.location.search).toBe('');
    expect(firstSettings('/watch', '', 'zh-CN')).toEqual({ theme: 'light', language: 'en' });
  });
  it('follow a switch in an address that names them, and stay when the view moves', () => {
    open('?theme=dark&probe');
    act(() => settings.setTheme('light'));
    replaceAddress({ camera: { lng: 1, lat: 2, zoom: 3 } });
    expect(window.location.search).toBe('?c=1,2,3&theme=light&probe');
  });
});
