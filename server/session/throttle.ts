import { limitRate } from '#server/limit-rate.ts';

/** Who a request is counted for. */
export interface Caller {
  /** The hash of the secret that it carries, of a session or a device; null for none. */
  key: string | null;
  /** Of a tracker, which says one thing every few seconds. */
  isTracker: boolean;
  /** Where it comes from, as `WhereFrom` says. */
  network: string;
}

/** So many requests at once, so many a second from then on, and so many that are being answered. */
interface Bounds {
  burst: number;
  perSecond: number;
  atOnce: number;
}

/** A desk asks some forty times as it opens and then a few times a second; a phone says its backlog one fix at a time. */
export const SESSION: Bounds = { burst: 1_000, perSecond: 100, atOnce: 64 };
const TRACKER: Bounds = { burst: 300, perSecond: 20, atOnce: 8 };
/** Without a session, by address: who signs in, a wall that waits to be paired, a phone that says its token in a body. */
const NOBODY: Bounds = { burst: 600, perSecond: 60, atOnce: 256 };
/**
 * With a secret that nobody was found by yet, by address: after a start that is everybody at once, 1,500 phones and 60
 * desks behind one. One that turns out to be somebody's does not count.
 */
const UNKNOWN: Bounds = { burst: 2_000, perSecond: 50, atOnce: 2_000 };
/** Files of the screens, by address: thirty for each desk that was never there. */
const FILES: Bounds = { burst: 6_000, perSecond: 300, atOnce: 1_024 };

/** Connections with such a secret, by address: each is opened before it is known whose it is, which costs more. */
const KNOCKS = { burst: 100, perSecond: 10 };

const KNOWN_MAX = 20_000;

/** Why a request is not taken now. */
export interface Busy {
  busy: string;
}

/** Counts what sessions, devices, and addresses of whoever has neither ask for; each process by itself. */
export interface Throttle {
  /** A request for `api` or for `files` begins: what to call when it has been answered, or why it may not. */
  enter: (caller: Caller, what: 'api' | 'files') => (() => void) | Busy;
  /** Whether a secret may be looked for now, for a connection: one that was somebody's always may. */
  mayLook: (caller: Pick<Caller, 'key' | 'network'>) => boolean;
  /** The secret is somebody's. */
  prove: (caller: Pick<Caller, 'key' | 'network'>) => void;
  /** It is not, or not any more. */
  refute: (key: string | null) => void;
}

export function createThrottle(clock: () => Date): Throttle {
  const known = new Set<string>();
  const bound = ({ burst, perSecond, atOnce }: Bounds, whose: string) => ({
    may: limitRate(clock, burst, perSecond),
    now: new Map<string, number>(),
    atOnce,
    whose,
  });
  const session = bound(SESSION, 'one session');
  const tracker = bound(TRACKER, 'one tracker');
  const nobody = bound(NOBODY, 'one address without a session');
  const unknown = bound(UNKNOWN, 'one address with secrets that are not known');
  const files = bound(FILES, 'one address');
  const mayKnock = limitRate(clock, KNOCKS.burst, KNOCKS.perSecond);
  return {
    enter: ({ key, isTracker, network }, what) => {
      const isKnown = key !== null && known.has(key);
      const of = isKnown
        ? isTracker ? tracker : session
        : what === 'files' ? files : key === null ? nobody : unknown; // prettier-ignore
      const by = isKnown ? key : network;
      const now = of.now.get(by) ?? 0;
      if (now >= of.atOnce) return { busy: `too many requests at once of ${of.whose}` };
      if (!of.may(by)) return { busy: `too many requests of ${of.whose}` };
      of.now.set(by, now + 1);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        const rest = of.now.get(by)! - 1;
        if (rest === 0) of.now.delete(by);
        else of.now.set(by, rest);
      };
    },
    mayLook: ({ key, network }) => key !== null && (known.has(key) || mayKnock(network)),
    prove: ({ key, network }) => {
      if (key === null || known.has(key)) return;
      unknown.may.giveBack(network);
      mayKnock.giveBack(network);
      if (known.size >= KNOWN_MAX) known.delete(known.values().next().value!);
      known.add(key);
    },
    refute: (key) => void (key !== null && known.delete(key)),
  };
}
