import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

import { LanguageContext, LANGUAGES, type Language } from '../words/words.ts';

import { replaceAddress } from './page-address.ts';
import { useThemeOfHour } from './theme-of-hour.ts';
import { readAddress, THEMES, type Theme } from './view-address.ts';

export interface Settings {
  theme: Theme;
  language: Language;
  setTheme: (theme: Theme) => void;
  setLanguage: (language: Language) => void;
}

const SettingsContext = createContext<Settings>({
  theme: 'dark',
  language: 'zh-CN',
  setTheme: () => undefined,
  setLanguage: () => undefined,
});

/** Theme and language of this screen, and how to change them. */
export function useSettings(): Settings {
  return useContext(SettingsContext);
}

const KEYS = { theme: 'jingwei.theme', language: 'jingwei.language' } as const;

/** Plans are drawn by daylight, incidents watched by night: what is chosen for the one is not said of the other. */
function themeOf(path: string): { key: string; first: Theme } {
  return path.startsWith('/plan')
    ? { key: `${KEYS.theme}.plan`, first: 'light' }
    : { key: KEYS.theme, first: 'dark' };
}

/** Storage may be forbidden or full: a setting is then kept as long as the page. */
function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing to do: the switch still works on this page.
  }
}
function recall<T extends string>(key: string, known: readonly T[]): T | undefined {
  try {
    const value = localStorage.getItem(key);
    return known.find((k) => k === value);
  } catch {
    return undefined;
  }
}

/**
 * What the address says, else what was chosen before, else the browser's language and a dark room, a
 * light one for plans. A wall's theme is `null`, that of the hour, whatever was chosen at a desk in the same browser: it lights a room.
 */
export function firstSettings(
  path: string,
  search: string,
  browserLanguage: string,
): { theme: Theme | null; language: Language } {
  const address = readAddress(search);
  const { key, first } = themeOf(path);
  const chosen = path.startsWith('/wall') ? null : (recall(key, THEMES) ?? first);
  return {
    theme: address.theme ?? chosen,
    language:
      address.language ??
      recall(KEYS.language, LANGUAGES) ??
      (/^en\b/i.test(browserLanguage) ? 'en' : 'zh-CN'),
  };
}

/** Holds theme and language, writes them on <html>, remembers what is chosen. */
export function SettingsProvider({ children }: { children: ReactNode }) {
  const [chosen, set] = useState(() =>
    firstSettings(window.location.pathname, window.location.search, navigator.language),
  );
  const ofHour = useThemeOfHour();
  const theme = chosen.theme ?? ofHour;
  const { language } = chosen;
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.lang = language;
  }, [theme, language]);
  const setTheme = useCallback((next: Theme) => {
    remember(themeOf(window.location.pathname).key, next);
    // An address that names one would bring it back at the next load.
    if (readAddress(window.location.search).theme) replaceAddress({ theme: next });
    set((was) => ({ ...was, theme: next }));
  }, []);
  const setLanguage = useCallback((next: Language) => {
    remember(KEYS.language, next);
    if (readAddress(window.location.search).language) replaceAddress({ language: next });
    set((was) => ({ ...was, language: next }));
  }, []);
  const settings = useMemo(
    () => ({ theme, language, setTheme, setLanguage }),
    [theme, language, setTheme, setLanguage],
  );
  return (
    <SettingsContext value={settings}>
      <LanguageContext value={language}>{children}</LanguageContext>
    </SettingsContext>
  );
}
