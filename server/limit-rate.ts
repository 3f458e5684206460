const ADDRESSES_MAX = 10_000;

/** Answers whether one more may be asked from an address now: `burst` at once, and `perSecond` from then on. */
export function limitRate(
  clock: () => Date,
  burst: number,
  perSecond: number,
): (address: string) => boolean {
  const left = new Map<string, { tokens: number; atMs: number }>();
  return (address) => {
    const nowMs = clock().getTime();
    const was = left.get(address);
    // Those heard of longest ago go first.
    if (!was && left.size >= ADDRESSES_MAX) left.delete(left.keys().next().value!);
    const gained = was ? (Math.max(0, nowMs - was.atMs) / 1000) * perSecond : burst;
    const tokens = Math.min(burst, (was?.tokens ?? 0) + gained);
    left.delete(address);
    left.set(address, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: nowMs });
    return tokens >= 1;
  };
}
