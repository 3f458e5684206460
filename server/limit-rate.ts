const KEYS_MAX = 20_000;

/** Answers whether one more may be asked for by a key now. */
export interface RateLimit {
  (key: string): boolean;
  /** What was asked for last does not count. */
  giveBack: (key: string) => void;
}

/** A limit of `burst` at once by each key (an address, a session), and of `perSecond` from then on. */
export function limitRate(clock: () => Date, burst: number, perSecond: number): RateLimit {
  const left = new Map<string, { tokens: number; atMs: number }>();
  const mayAsk = (key: string): boolean => {
    const nowMs = clock().getTime();
    const was = left.get(key);
    // Those heard of longest ago go first.
    if (!was && left.size >= KEYS_MAX) left.delete(left.keys().next().value!);
    const gained = was ? (Math.max(0, nowMs - was.atMs) / 1000) * perSecond : burst;
    const tokens = Math.min(burst, (was?.tokens ?? 0) + gained);
    left.delete(key);
    left.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: nowMs });
    return tokens >= 1;
  };
  const giveBack = (key: string): void => {
    const was = left.get(key);
    if (was) was.tokens = Math.min(burst, was.tokens + 1);
  };
  return Object.assign(mayAsk, { giveBack });
}
