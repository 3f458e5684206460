import { useEffect, useState } from 'react';

import { districtStore, serverNow } from '../live/stores.ts';
import { formatTime } from '../words/format.ts';

import type { Theme } from './view-address.ts';

/** The hours of the district between which a wall stands in a lit room. */
const DAY_FROM = '07:00';
const DAY_UNTIL = '19:00';
const LOOK_EACH_MS = 10_000;

/** Light from 07:00 until 19:00 of a zone, else dark. now: ms since 1970. */
export function themeOfHour(now: number, timeZone: string): Theme {
  const time = formatTime(now, timeZone, false);
  return time >= DAY_FROM && time < DAY_UNTIL ? 'light' : 'dark';
}

/** Until the district has said its zone, that of this machine: it stands there. */
function themeNow(): Theme {
  const zone = districtStore.getState().district?.timeZone;
  return themeOfHour(serverNow(), zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** The theme of the hour, by the server's clock; also when the machine has slept over a change of it. */
export function useThemeOfHour(): Theme {
  const [theme, setTheme] = useState(themeNow);
  useEffect(() => {
    const look = (): void => setTheme(themeNow());
    const timer = setInterval(look, LOOK_EACH_MS);
    const stop = districtStore.subscribe(look);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, []);
  return theme;
}
