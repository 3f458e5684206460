import { newUuid } from '../../live/new-uuid.ts';

import type { Pending } from './plan-draft.ts';

const STORE = 'pending';
/** Characters that are kept of a plan's unsaved acts: what is more is lost with the page, and only then. */
const KEPT_MAX = 4 << 20;

let opening: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('jingwei-plans', 1);
    request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no place to keep'));
  });
  return opening;
}

/** Of this page: two tabs without a connection each keep what is theirs. */
const TAB = newUuid();
const keyOf = (planId: string, tab = TAB): string => `${planId} ${tab}`;

/** What of a plan was not saved when this browser was last closed, by whichever tab; nothing where it keeps nothing. */
export async function pendingOf(planId: string): Promise<Pending[]> {
  try {
    const store = (await database()).transaction(STORE, 'readwrite').objectStore(STORE);
    // As it was kept before there were tabs, and by any of them.
    const range = IDBKeyRange.bound(planId, `${planId}\uffff`);
    return await new Promise((resolve) => {
      const request = store.getAll(range);
      request.onsuccess = () => {
        const all = (request.result as Pending[][]).flat();
        const seen = new Set<string>();
        const pending = all.filter((one) => one.kind !== 'edit' || (!seen.has(one.id) && seen.add(one.id))); // prettier-ignore
        // From now on it is this tab's. One that is still open keeps its own anew with its next act.
        store.delete(range);
        if (pending.length > 0) store.put(pending, keyOf(planId));
        resolve(pending);
      };
      request.onerror = () => resolve([]);
    });
  } catch {
    return [];
  }
}

/** Keeps what of a plan is not saved, over a reload and a crash of the browser; in order, the last call holds. */
export function keepPending(planId: string, pending: readonly Pending[]): void {
  const isKept = pending.length > 0 && JSON.stringify(pending).length <= KEPT_MAX;
  database().then(
    (db) => {
      const store = db.transaction(STORE, 'readwrite').objectStore(STORE);
      if (isKept) store.put(pending, keyOf(planId));
      else store.delete(keyOf(planId));
    },
    () => {
      // A browser that keeps nothing: acts wait in this page alone.
    },
  );
}
