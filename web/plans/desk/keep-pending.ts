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

/** What of a plan was not saved when this browser was last closed; nothing where it keeps nothing. */
export async function pendingOf(planId: string): Promise<Pending[]> {
  try {
    const store = (await database()).transaction(STORE).objectStore(STORE);
    return await new Promise((resolve) => {
      const request = store.get(planId);
      request.onsuccess = () => resolve((request.result as Pending[] | undefined) ?? []);
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
      if (isKept) store.put(pending, planId);
      else store.delete(planId);
    },
    () => {
      // A browser that keeps nothing: acts wait in this page alone.
    },
  );
}
