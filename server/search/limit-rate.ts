/** So many searches at once, and so many a second after that, of one address: a person who types needs eight. */
const BURST = 60;
const PER_SECOND = 30;
const ADDRESSES_MAX = 10_000;

/** Answers whether one more may be asked from an address now. */
export function limitRate(clock: () => Date): (address: string) => boolean {
  const left = new Map<string, { tokens: number; atMs: number }>();
  return (address) => {
    const nowMs = clock().getTime();
    const was = left.get(address);
    // Those heard of longest ago go first.
    if (!was && left.size >= ADDRESSES_MAX) left.delete(left.keys().next().value!);
    const gained = was ? (Math.max(0, nowMs - was.atMs) / 1000) * PER_SECOND : BURST;
    const tokens = Math.min(BURST, (was?.tokens ?? 0) + gained);
    left.delete(address);
    left.set(address, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: nowMs });
    return tokens >= 1;
  };
}
