import { lazy, StrictMode, Suspense, useEffect, type ComponentType } from 'react';
import { createRoot } from 'react-dom/client';

import { hereStore, lookWhoIsHere, signInPath } from './live/who-is-here.ts';
import { flashStore, watchAlarms } from './live/alarms.ts';
import { SIGNED_OUT } from './live/ask-server.ts';
import { startLink } from './live/link.ts';
import { startSessionLink } from './live/session-link.ts';
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

/** Pages about whoever is there: they show no district, and hear of nothing but the end of their session. */
const PAGES = {
  'sign-in': lazy(() => import('./screens/sign-in-screen.tsx')),
  account: lazy(() => import('./screens/account-screen.tsx')),
  audit: lazy(() => import('./screens/audit-screen.tsx')),
  people: lazy(() => import('./screens/people-screen.tsx')),
  organisations: lazy(() => import('./screens/organisations-screen.tsx')),
  devices: lazy(() => import('./screens/devices-screen.tsx')),
};
type PageName = keyof typeof PAGES;

if (window.location.pathname === '/')
  window.history.replaceState(null, '', `/watch${window.location.search}`);
const [, first = '', ...more] = window.location.pathname.replace(/\/$/, '').split('/');
const screen = more.length === 0 && first in SCREENS ? (first as Screen) : null;
const page = more.length === 0 && first in PAGES ? (first as PageName) : null;
if (screen) {
  window.addEventListener(SIGNED_OUT, () => void lookWhoIsHere());
}
// These pages are somebody's: whoever is not signed in is asked to, and comes back here.
if (page && page !== 'sign-in') {
  const lookForSomebody = async (): Promise<boolean | null> => {
    const isIn = await lookWhoIsHere();
    const { asked, me } = hereStore.getState();
    if (isIn === null || asked === null || me) return isIn;
    window.location.replace(signInPath(window.location));
    return false;
  };
  startSessionLink({ look: lookForSomebody });
  window.addEventListener(SIGNED_OUT, () => void lookForSomebody());
}
// Who is not let in opens no socket that would be refused.
const link = screen
  ? startLink({ onceLetIn: lookWhoIsHere(), onCut: () => void lookWhoIsHere() })
  : null;
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
    const name = screen ? words.screens[screen] : page && words.accounts.pages[page];
    document.title = name ? `${name} · ${words.product}` : words.product;
  }, [words]);
  const Shown = screen ? SCREENS[screen] : page ? PAGES[page] : LostPage;
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
