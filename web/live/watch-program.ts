import { connectionStore, incidentStore, serverNow } from './stores.ts';

/** What the watch needs of its page; a test hands in its own. */
export interface ProgramPage {
  /** What this page runs: the name of its program, which holds the hash of what it is built from. */
  mine: string | null;
  /** What the server would give a page that is opened now; null while it gives none. */
  ask: () => Promise<string | null>;
  reload: () => void;
  /** Where it is remembered over the reload what was reloaded for. */
  storage: Pick<Storage, 'getItem' | 'setItem'>;
}

const KEY = 'jingwei.reloaded-for';
const LOOK_EACH_MS = 5_000;
/** Many walls of one server are not to fetch a program at the same moment. */
const SPREAD_MS = 15_000;
/** A grave incident that is so new is being looked at. */
const CALM_AFTER_MS = 120_000;

/** Nothing is under way for which a wall must not go dark for a second: connected, and no Ⅰ reported within two minutes. */
export function isCalm(): boolean {
  if (connectionStore.getState().state !== 'live') return false;
  const since = serverNow() - CALM_AFTER_MS;
  for (const { severity, reportedAt } of incidentStore.getState().byId.values())
    if (severity === 1 && Date.parse(reportedAt) > since) return false;
  return true;
}

/**
 * After each new connection, which a restarted server makes, ask which program is served; where it is another than this
 * page runs, reload as soon as all is calm. Never twice for the same one, or a server that names one and gives another
 * would have the wall reload for ever. Returns how to stop.
 */
export function watchProgram(page: ProgramPage): () => void {
  const { mine, storage } = page;
  let due: string | null = null;
  let unasked = false;
  let dueAt = 0;
  const look = async (): Promise<void> => {
    if (unasked && connectionStore.getState().state === 'live') {
      unasked = false;
      const served = await page.ask().catch(() => null);
      if (served === null) unasked = true;
      else if (served !== mine && served !== recall(storage)) {
        due = served;
        dueAt = performance.now() + SPREAD_MS * Math.random();
      } else due = null;
    }
    if (due === null || performance.now() < dueAt || !isCalm()) return;
    // It may have waited for hours: is it there still? A page that does not come would stay away.
    const wanted = due;
    due = null;
    if ((await page.ask().catch(() => null)) !== wanted) {
      unasked = true;
      return;
    }
    try {
      storage.setItem(KEY, wanted);
    } catch {
      // Nothing to remember it in: better an old program than a reload without end.
      return;
    }
    page.reload();
  };
  if (mine === null) return () => undefined;
  const stop = connectionStore.subscribe((s, was) => {
    if (s.state === 'live' && was.state === 'lost') unasked = true;
  });
  const timer = setInterval(() => void look(), LOOK_EACH_MS);
  return () => {
    stop();
    clearInterval(timer);
  };
}

function recall(storage: ProgramPage['storage']): string | null {
  try {
    return storage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The page's program in its HTML: the script whose name changes with all that is behind it. */
export function programOf(html: Document): string | null {
  return html.querySelector('script[type=module][src]')?.getAttribute('src') ?? null;
}

/** The page that this is. */
export function thisPage(): ProgramPage {
  return {
    mine: programOf(document),
    ask: async () => {
      const answer = await fetch(window.location.pathname, { cache: 'no-store' });
      if (!answer.ok) return null;
      return programOf(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    },
    reload: () => window.location.reload(),
    storage: sessionStorage,
  };
}
