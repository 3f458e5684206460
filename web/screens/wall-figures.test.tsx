import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { incidentStore } from '../live/stores.ts';
import { SettingsProvider } from '../ui/settings.tsx';

import { WallFigures } from './wall-figures.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const place = document.createElement('div');
let root: Root;
/** What the server answers about the days before. */
let answer: () => Response;
const counts = { days: Array.from({ length: 90 }, (_, i) => ({ day: `${i}`, count: i })) };
const tell = (newToday: number): Promise<void> =>
  act(async () => incidentStore.setState({ figures: { open: 30, openGrave: 2, newToday, closedToday: 4 } })); // prettier-ignore
const days = (): string | null =>
  place.querySelector('.day-bars')?.getAttribute('aria-label')?.split(' · ')[1] ?? null;

beforeEach(async () => {
  answer = () => Response.json(counts);
  vi.stubGlobal('fetch', async () => answer());
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  root = createRoot(place);
  await tell(46);
  await act(async () =>
    root.render(
      <SettingsProvider>
        <WallFigures tops={[0, 100]} />
      </SettingsProvider>,
    ),
  );
});
afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
  incidentStore.setState({ figures: null });
});

it('shows the last days beside what is new today, which it counts itself', async () => {
  await vi.waitFor(() => expect(days()).toBe('83 84 85 86 87 88 46'));
  await tell(47);
  expect(days()).toBe('83 84 85 86 87 88 47');
  // Four digits leave no room for them.
  await tell(1_047);
  expect(days()).toBeNull();
});

it('shows no days that the server does not answer for any more', async () => {
  await vi.waitFor(() => expect(days()).not.toBeNull());
  answer = () => new Response('', { status: 503 });
  await act(async () => void vi.advanceTimersByTime(60_000));
  await vi.waitFor(() => expect(days()).toBeNull());
});
