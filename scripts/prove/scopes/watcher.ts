import { createColumns } from '#data/wire/columns.ts';
import { applyFrame } from '#data/wire/frame.ts';
import type { Change, Snapshot } from '#data/wire/messages.ts';
import { connectStrictly, type StrictConsole } from '#server/live/strict-console.ts';

import type { Kind } from './oracle.ts';

/** A thing that somebody was told of, when, and when it became true (ms). */
export interface Told {
  ms: number;
  kind: Kind;
  id: string | number;
  trueMs: number;
  how: string;
}

/** Somebody, or a wall, who watches by a connection and notes all that comes. */
export interface Watcher {
  /** `p` and person, `w` and wall. */
  whose: string;
  name: string;
  unitId: number | null;
  readonly console: StrictConsole;
  /** What came since it was last taken. */
  take: () => Told[];
  /** Open incidents as the console has them. */
  readonly open: ReadonlySet<string>;
  /** When its session ended; null while it lasts. */
  endedMs: number | null;
  /** What it was told that it must not be told: figures of more than it holds, cursors that say something. */
  readonly telling: string[];
  readonly counts: { frames: number; changes: number; snapshots: number };
  /** Come with another secret. */
  comeAgain: (whose: string, cookie: string) => void;
  stop: () => void;
}

const RETRY_MS = 250;
const CURSOR = /^[A-Za-z0-9_-]{22}$/;

export function watch(
  url: string,
  name: string,
  first: { whose: string; cookie: string; unitId: number | null },
): Watcher {
  // prettier-ignore
  let told: Told[] = [];
  let open = new Set<string>();
  let console: StrictConsole;
  const telling: string[] = [];
  const counts = { frames: 0, changes: 0, snapshots: 0 };
  const note = (kind: Kind, id: string | number, how: string, trueMs = Date.now()): void => void told.push({ ms: Date.now(), kind, id, how, trueMs }); // prettier-ignore

  const onChange = (change: Change): void => {
    counts.changes++;
    const trueMs = Date.parse(change.at);
    const how = `${change.noun} ${change.kind}`;
    if (change.noun === 'incidents') {
      const { id, state } = change.incident;
      note('incident', id, how, trueMs);
      if (state === 'open') open.add(id);
      else open.delete(id);
      if (change.figures) note('incident', 'figures', how);
    } else if (change.noun === 'units') note('unit', change.unitId, how, trueMs);
    else if (change.noun === 'sites')
      for (const [id] of change.states) note('camera', id, how, trueMs); // prettier-ignore
    else if (change.noun === 'plans') note('plan', change.plan.id, how, trueMs);
    // As a screen does: what is open and who is responsible has moved with the borders.
    else if (change.noun === 'areas') console.rejoin(true);
    if (console.cursor !== null && !CURSOR.test(console.cursor)) telling.push(`a cursor that says something: ${console.cursor}`); // prettier-ignore
  };
  const onSnapshot = (snapshot: Snapshot): void => {
    counts.snapshots++;
    open = new Set(snapshot.incidents.map(({ id }) => id));
    for (const { id } of snapshot.incidents) note('incident', id, 'snapshot');
    for (const { id } of snapshot.units) note('unit', id, 'snapshot');
    for (const [id] of snapshot.cameraStates) note('camera', id, 'snapshot');
    // What is counted is what is held, and not one more.
    if (snapshot.figures.open !== open.size) telling.push(`${snapshot.figures.open} open are counted, ${open.size} told`); // prettier-ignore
  };
  const onFrame = (bytes: Uint8Array, acknowledge: () => void): void => {
    counts.frames++;
    const columns = createColumns(0);
    applyFrame(columns, bytes);
    for (const id of columns.ids.slice(0, columns.count)) note('dot', id, 'frame');
    acknowledge();
  };
  const come = (cookie: string): void => {
    console = connectStrictly(url, { cookie, retryMs: RETRY_MS, forgetful: true, onChange, onSnapshot, onFrame }); // prettier-ignore
  };
  const watcher: Watcher = {
    ...first,
    name,
    telling,
    counts,
    endedMs: null,
    get console() {
      return console;
    },
    get open() {
      return open;
    },
    take: () => told.splice(0),
    comeAgain: (whose, cookie) => {
      telling.push(...console.failures);
      console.stop();
      told = [];
      Object.assign(watcher, { whose, endedMs: null });
      come(cookie);
    },
    stop: () => console.stop(),
  };
  come(first.cookie);
  return watcher;
}
