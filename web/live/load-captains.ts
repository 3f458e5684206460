import { createStore } from 'zustand/vanilla';

import { unpackCaptains, type PackedCaptains } from '#data/wire/captains-packed.ts';

import { districtStore, type LoadState } from './stores.ts';

/** Who answers for which building; asked for when it is first to be shown. */
export interface CaptainState {
  load: LoadState;
  /** As the server said it last, kept while it is asked again. */
  packed: PackedCaptains | null;
}
export const captainStore = createStore<CaptainState>(() => ({ load: 'loading', packed: null }));

const PATIENCE_MS = 60_000;
/** Posts begin and end with the clock. */
const AGAIN_MS = 60 * 60_000;
/** After a failure. */
const RETRY_MS = 20_000;

let wanted = false;
let asking: AbortController | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Ask for them, unless that was done before; from then on they are kept as new as the district. */
export function wantCaptains(): void {
  if (wanted) return;
  wanted = true;
  districtStore.subscribe((s, was) => {
    if (s.versions !== was.versions) void loadCaptains();
  });
  void loadCaptains();
}

/** Ask now. */
export async function loadCaptains(): Promise<void> {
  asking?.abort();
  clearTimeout(timer);
  const mine = new AbortController();
  asking = mine;
  if (!captainStore.getState().packed) captainStore.setState({ load: 'loading' });
  try {
    const response = await fetch('/api/buildings/captains', {
      signal: AbortSignal.any([mine.signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    if (!response.ok) throw new Error(`${response.status} of the captains`);
    const packed = unpackCaptains(new Uint8Array(await response.arrayBuffer()));
    if (mine.signal.aborted) return;
    captainStore.setState({ load: 'ready', packed });
    again(AGAIN_MS);
  } catch {
    // The reason is in the browser's own network log.
    if (mine.signal.aborted) return;
    captainStore.setState({ load: 'failed' });
    again(RETRY_MS);
  }
}

/** Screens that were opened together do not ask together. */
function again(ms: number): void {
  timer = setTimeout(() => void loadCaptains(), ms * (0.75 + Math.random() / 2));
}
