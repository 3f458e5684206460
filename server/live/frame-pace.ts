import type { Columns } from '#data/wire/columns.ts';
import { encodeSlice, joinSlices, type FrameHead } from '#data/wire/frame.ts';

import { createFrameTiles, holdsRange, tilesOf, type TileRange } from './frame-tiles.ts';

/** What frames are made of. */
export interface FrameSource {
  readonly columns: Columns;
  /** Slots that changed after a version of the columns. */
  changedSince: (version: number) => Uint32Array;
  /** Of some units the slots that changed after a version; all that have one for a version below 1. */
  changedAmong: (unitIds: readonly number[], version: number) => Uint32Array;
  /** Slot of a unit, -1 when it has none. */
  slotOf: (unitId: number) => number;
}

/** What a screen sees that does not see all. */
export interface Sees {
  room: string;
  unitIds: () => readonly number[];
}

/** A screen that takes frames. `onAck` is called once when it has drawn what it got. */
export interface FrameConsole {
  id: string;
  /** [west, south, east, north] of what it looks at; null: everything. */
  view: readonly [number, number, number, number] | null;
  /** Units that must be there wherever they are. */
  always: readonly number[];
  /** Those it may see, and of which room it is; null or left out: all. */
  sees?: Sees | null;
  sendFrame: (bytes: Uint8Array, onAck: () => void) => void;
}

export interface FramePace {
  /** Send each console that has acknowledged its last frame what it lacks; answers how many frames went out. */
  tick: () => number;
}

/** Above this many units a console gets the tiles of its view. */
export const TILE_ABOVE = 10_000;
/** About a kilometre. */
export const TILE_DEG = 0.01;
/** A console further behind than this gets everything: the same bytes as one that joins. */
const TICKS_REMEMBERED = 8;

interface Held {
  /** Version of the columns that it has, or is being sent; 0 before its first frame. */
  since: number;
  /** Waiting for its acknowledgement. */
  inFlight: boolean;
  /** The tiles it keeps up with; null: everything. */
  range: TileRange | null;
}

/**
 * The pace of state (fixes): newest wins. All consoles that keep up share one frame a tick, and those
 * equally far behind share one too. A console that has not acknowledged gets nothing, is owed nothing
 * but the newest state, and so costs nothing. Nothing is sent where nothing changed.
 */
export function createFramePace(given: {
  source: FrameSource;
  consoles: () => Iterable<FrameConsole>;
  clock: () => Date;
  tileAbove?: number;
  tileDeg?: number;
}): FramePace {
  const { source, consoles, clock, tileAbove = TILE_ABOVE, tileDeg = TILE_DEG } = given;
  const { columns } = source;
  const tiles = createFrameTiles(columns, tileDeg);
  let held = new Map<string, Held>();
  let remembered: number[] = [];
  let last = 0;
  let tick = 0;

  return {
    tick: () => {
      tick++;
      const version = columns.version;
      const serverMs = clock().getTime();
      const head = (whole: boolean): FrameHead => ({ tick, serverMs, whole });
      const tiled = columns.count > tileAbove;
      const slices = tiled ? tiles.advance(source.changedSince(last)) : null;

      const parts = new Map<string, Uint8Array | null>();
      /** What those of a room lack who see a part; null for nothing. */
      const part = ({ room, unitIds }: Sees, since: number): Uint8Array | null => {
        const from = remembered.includes(since) ? since : 0;
        const key = `${from} ${room}`;
        let bytes = parts.get(key);
        if (bytes === undefined) {
          const slots = source.changedAmong(unitIds(), from);
          bytes =
            slots.length === 0 && from > 0
              ? null
              : joinSlices(head(from === 0), [encodeSlice(columns, slots)]);
          parts.set(key, bytes);
        }
        return bytes;
      };
      const shared = new Map<number, Uint8Array>();
      const everywhere = (since: number): Uint8Array => {
        const from = remembered.includes(since) ? since : 0;
        let bytes = shared.get(from);
        if (!bytes) {
          const slice = encodeSlice(columns, source.changedSince(from === 0 ? -1 : from));
          shared.set(from, (bytes = joinSlices(head(from === 0), [slice])));
        }
        return bytes;
      };
      const inView = (to: FrameConsole, was: Held, range: TileRange): Uint8Array => {
        const keepsUp =
          was.since === last && was.since > 0 && was.range !== null && holdsRange(was.range, range);
        const far = new Uint32Array(to.always.length);
        let n = 0;
        for (const unitId of to.always) {
          const slot = source.slotOf(unitId);
          if (slot >= 0 && !slices!.holds(range, slot)) far[n++] = slot;
        }
        const parts = keepsUp ? slices!.moved(range) : slices!.all(range);
        return joinSlices(head(!keepsUp), [...parts, encodeSlice(columns, far.subarray(0, n))]);
      };

      const still = new Map<string, Held>();
      let sent = 0;
      for (const to of consoles()) {
        const was = held.get(to.id) ?? { since: 0, inFlight: false, range: null };
        still.set(to.id, was);
        if (was.inFlight) continue;
        const range = slices && to.view && !to.sees ? tilesOf(to.view, tileDeg) : null;
        const looksElsewhere = range !== null && !(was.range && holdsRange(was.range, range));
        // One that saw a part and now looks at everything has to begin again, too.
        if (range === null && was.range !== null) was.since = 0;
        if (was.since === version && !looksElsewhere) continue;
        const bytes = to.sees ? part(to.sees, was.since) : range ? inView(to, was, range) : everywhere(was.since); // prettier-ignore
        was.since = version;
        was.range = range;
        if (!bytes) continue;
        was.inFlight = true;
        sent++;
        to.sendFrame(bytes, () => {
          was.inFlight = false;
        });
      }
      held = still;
      if (version !== last) remembered = [...remembered, version].slice(-TICKS_REMEMBERED);
      last = version;
      return sent;
    },
  };
}

/** Tick by the clock on the wall, `tickMs` apart, until stopped. Does not keep the process alive. */
export function startFrames(pace: FramePace, tickMs = 500): { stop: () => void } {
  const timer = setInterval(() => pace.tick(), tickMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
