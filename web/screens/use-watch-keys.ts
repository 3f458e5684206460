import { flushSync } from 'react-dom';

import type { Severity } from '#data/incidents/incident.ts';

import { useSettings } from '../ui/settings.tsx';
import { useKeys, useSpaceFirst } from '../ui/use-keys.ts';

/** What the keys of the desk do. */
export interface WatchActs {
  report: () => void;
  help: () => void;
  goToList: () => void;
  openLayers: () => void;
  toggleTable: () => void;
  togglePlots: () => void;
  toggleHeat: () => void;
  filter: (severity: Severity) => void;
  /** Whether there were any to still. */
  stillAlarms: () => boolean;
  /** Shuts what is open, the topmost first. */
  escape: () => void;
}

export function useWatchKeys(acts: WatchActs): void {
  const { theme, language, setTheme, setLanguage } = useSettings();
  const toLayers = (selector: string) => () => {
    // A column that is shut is hidden, and nothing in it takes the focus.
    flushSync(acts.openLayers);
    document.querySelector<HTMLElement>(selector)?.focus();
  };
  const filter = (severity: Severity) => () => acts.filter(severity);
  useSpaceFirst(acts.stillAlarms);
  useKeys({
    n: acts.report,
    '?': acts.help,
    l: acts.goToList,
    m: toLayers('.layers-panel .layer-switch'),
    s: toLayers('#layer-set'),
    c: toLayers('#shade-by'),
    a: acts.toggleTable,
    p: acts.togglePlots,
    h: acts.toggleHeat,
    t: () => setTheme(theme === 'dark' ? 'light' : 'dark'),
    g: () => setLanguage(language === 'en' ? 'zh-CN' : 'en'),
    escape: acts.escape,
    '1': filter(1),
    '2': filter(2),
    '3': filter(3),
    '4': filter(4),
  });
}
