import { createStore } from 'zustand/vanilla';

import { readAddress, writeAddress, type ViewAddress } from './view-address.ts';

/** What of a view a set of layers holds: which are on, without which of their parts, how plainly, of what. */
export type SetView = Pick<ViewAddress, 'layers' | 'without' | 'opacity' | 'heat' | 'shade'>;
/** All parts of it; undefined is what it does not say, and so goes from an address. */
type WholeView = { [K in keyof Required<SetView>]: SetView[K] | undefined };

/** A named set of layers, as its part of an address says it: an address restores it in any browser. */
export interface LayerSet {
  name: string;
  view: string;
}

/** So many are kept: more would be a list to search in. */
export const SETS_MAX = 12;
/** Of a name, characters. */
export const SET_NAME_MAX = 24;
/** In this browser, until there are people to whom sets belong. */
const KEY = 'jingwei.layer-sets';

export const layerSetStore = createStore<{ sets: readonly LayerSet[] }>(() => ({
  sets: readSets(recall()),
}));

/** A name as it is kept: no space around it, one within, not too long; '' where nothing is left. */
export function tidyName(text: string): string {
  return [...text.replace(/\s+/g, ' ').trim()].slice(0, SET_NAME_MAX).join('').trim();
}

/** A view's part that belongs to a set, as a query string: equal strings are equal sets. */
export function writeSet({ layers, without, opacity, heat, shade }: SetView): string {
  return writeAddress({ layers, without, opacity, heat, shade } as ViewAddress);
}

/** The same as parts of an address. */
export function readSet(view: string): WholeView {
  const { layers, without, opacity, heat, shade } = readAddress(view);
  return { layers, without, opacity, heat, shade };
}

/** Sets with one more, or with the one of its name changed; null where there is no room. */
export function putSet(sets: readonly LayerSet[], set: LayerSet): readonly LayerSet[] | null {
  const at = sets.findIndex((s) => s.name === set.name);
  if (at >= 0) return sets.with(at, set);
  return sets.length < SETS_MAX ? [...sets, set] : null;
}

/** Sets with one of another name; null where that name is another's. */
export function renameSet(
  sets: readonly LayerSet[],
  from: string,
  to: string,
): readonly LayerSet[] | null {
  if (from !== to && sets.some((s) => s.name === to)) return null;
  return sets.map((s) => (s.name === from ? { ...s, name: to } : s));
}

/** Keep these from now on, in this browser's other windows too. */
export function keepSets(sets: readonly LayerSet[]): void {
  layerSetStore.setState({ sets });
  try {
    localStorage.setItem(KEY, JSON.stringify(sets));
  } catch {
    // They are then kept as long as the page is.
  }
}

/** Hear of sets that another window of this browser keeps; returns how to stop. */
export function watchSets(): () => void {
  const hear = (event: StorageEvent): void => {
    if (event.key === KEY) layerSetStore.setState({ sets: readSets(event.newValue) });
  };
  window.addEventListener('storage', hear);
  return () => window.removeEventListener('storage', hear);
}

function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** What was kept, as far as it can be read: anybody may have written there. */
export function readSets(text: string | null): LayerSet[] {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  const sets = new Map<string, LayerSet>();
  for (const one of Array.isArray(kept) ? (kept as Partial<LayerSet>[]) : []) {
    const name = typeof one?.name === 'string' ? tidyName(one.name) : '';
    if (name && typeof one.view === 'string')
      sets.set(name, { name, view: writeSet(readSet(one.view)) });
  }
  return [...sets.values()].slice(0, SETS_MAX);
}
