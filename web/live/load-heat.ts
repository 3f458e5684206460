import { createStore } from 'zustand/vanilla';

import { unpackHeat, type HeatPeriod, type PackedHeat } from '#data/wire/heat-packed.ts';

import { districtStore, incidentStore, type LoadState } from './stores.ts';

/** Where incidents were, of the period that is shown; nothing while none is. */
export interface HeatState {
  period: HeatPeriod | null;
  load: LoadState;
  /** As the server said it last, kept while it is asked again. */
  packed: PackedHeat | null;
}
export const heatStore = createStore<HeatState>(() => ({
  period: null,
  load: 'loading',
  packed: null,
}));

const PATIENCE_MS = 60_000;
/** What happened since is heard live; what was forgotten of it meanwhile (closed days ago) is asked for this often. */
const AGAIN_MS = 30 * 60_000;
/** After a failure. */
const RETRY_MS = 20_000;

let asking: AbortController | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let stop: (() => void) | null = null;

/** Show the heat of a period, or of none. */
export function wantHeat(period: HeatPeriod | null): void {
  if (period === heatStore.getState().period) return;
  heatStore.setState({ period, load: 'loading', packed: null });
  if (period === null) {
    asking?.abort();
    clearTimeout(timer);
    stop?.();
    stop = null;
    return;
  }
  // A snapshot (an import, or after a cut) may hold what nobody was told of.
  stop ??= districtStore.subscribe((s, was) => {
    if (s.versions !== was.versions) void loadHeat();
  });
  void loadHeat();
}

/** Ask for the period that is shown, now. */
export async function loadHeat(): Promise<void> {
  const { period, packed } = heatStore.getState();
  if (period === null) return;
  asking?.abort();
  clearTimeout(timer);
  const mine = new AbortController();
  asking = mine;
  if (!packed) heatStore.setState({ load: 'loading' });
  try {
    const response = await fetch(`/api/incidents/heat?period=${period}`, {
      signal: AbortSignal.any([mine.signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    if (!response.ok) throw new Error(`${response.status} of the heat of incidents`);
    const heat = unpackHeat(new Uint8Array(await response.arrayBuffer()));
    if (mine.signal.aborted) return;
    heatStore.setState({ load: 'ready', packed: heat });
    again(AGAIN_MS);
  } catch {
    // The reason is in the browser's own network log.
    if (mine.signal.aborted) return;
    heatStore.setState({ load: 'failed' });
    again(RETRY_MS);
  }
}

/** Screens that were opened together do not ask together. */
function again(ms: number): void {
  timer = setTimeout(() => void loadHeat(), ms * (0.75 + Math.random() / 2));
}

/** Places of incidents that came after what the server said, open ones and those heard to be closed. */
export function heardSince(
  untilMs: number,
): { at: [number, number]; reportedMs: number; severity: number }[] {
  const { byId, closed } = incidentStore.getState();
  const heard = new Map([...closed.byId, ...byId]);
  const found: ReturnType<typeof heardSince> = [];
  for (const { at, reportedAt, severity } of heard.values()) {
    const reportedMs = Date.parse(reportedAt);
    if (at && reportedMs > untilMs) found.push({ at, reportedMs, severity });
  }
  return found;
}
