import { lazy, StrictMode, Suspense, useEffect, type ComponentType } from 'react';
import { createRoot } from 'react-dom/client';

import { flashStore, watchAlarms } from './live/alarms.ts';
import { startLink } from './live/link.ts';
import { thisPage, watchProgram } from './live/watch-program.ts';
import { BrokenPart } from './ui/broken-part.tsx';
import { keepFocus } from './ui/keep-focus.ts';
import { LostPage } from './ui/lost-page.tsx';
import { SettingsProvider } from './ui/settings.tsx';
import type { Screen } from './ui/top-bar.tsx';
import { LinkContext } from './ui/use-live.ts';
import { useWords } from './words/words.ts';

/** A screen's program is fetched when its address is asked for. */
const SCREENS: Record<Screen, ComponentType> = {
  watch: lazy(() => import('./screens/watch-screen.tsx')),
  wall: lazy(() => import('./screens/wall-screen.tsx')),
  patrol: lazy(() => import('./screens/patrol-screen.tsx')),
  plan: lazy(() => import('./screens/plan-screen.tsx')),
};

if (window.location.pathname === '/')
  window.history.replaceState(null, '', `/watch${window.location.search}`);
const [, first = '', ...more] = window.location.pathname.replace(/\/$/, '').split('/');
const screen = more.length === 0 && first in SCREENS ? (first as Screen) : null;
const link = screen ? startLink() : null;
// Nobody stands at a wall who would reload it.
if (screen === 'wall') watchProgram(thisPage());
if (screen) {
  watchAlarms();
  flashStore.subscribe((s) => document.documentElement.toggleAttribute('data-pale', s.pale));
}

// A wall has nothing that takes the focus.
if (screen !== 'wall') keepFocus(document);

function Page() {
  const { words } = useWords();
  useEffect(() => {
    document.title = screen ? `${words.screens[screen]} · ${words.product}` : words.product;
  }, [words]);
  const Shown = screen ? SCREENS[screen] : LostPage;
  return (
    <BrokenPart>
      <Suspense fallback={null}>
        <Shown />
      </Suspense>
    </BrokenPart>
  );
}

createRoot(document.getElementById('screen')!).render(
  <StrictMode>
    <SettingsProvider>
      <LinkContext value={link}>
        <Page />
      </LinkContext>
    </SettingsProvider>
  </StrictMode>,
);
