/**
 * Whole numbers that add up to a total, as near as can be to their weights (largest remainders, earlier ones first
 * among equals). No share is below `least` nor, where caps are given, above its cap; where the caps together are
 * less than the total, the caps. Weights are ≥ 0; none of weight 0 gets more than `least`.
 */
export function apportion(
  total: number,
  weights: readonly number[],
  least = 0,
  caps?: readonly number[],
): number[] {
  const shares = weights.map((_, i) => Math.min(least, caps?.[i] ?? least));
  const room = (i: number): number => (caps?.[i] ?? Infinity) - shares[i]!;
  let left = total - shares.reduce((a, b) => a + b, 0);
  let open = weights.map((_, i) => i).filter((i) => weights[i]! > 0 && room(i) > 0);
  while (left > 0 && open.length > 0) {
    const unit = left / open.reduce((sum, i) => sum + weights[i]!, 0);
    // Those whose share is more than they have room for take that; the others share what is left.
    const full = open.filter((i) => unit * weights[i]! >= room(i));
    for (const i of full) {
      left -= room(i);
      shares[i]! += room(i);
    }
    if (full.length > 0) {
      open = open.filter((i) => room(i) > 0);
      continue;
    }
    const rests = new Float64Array(weights.length);
    for (const i of open) {
      const share = unit * weights[i]!;
      rests[i] = share - Math.floor(share);
      shares[i]! += Math.floor(share);
      left -= Math.floor(share);
    }
    open.sort((a, b) => rests[b]! - rests[a]! || a - b);
    for (const i of open.slice(0, left)) shares[i]!++;
    left = 0;
  }
  return shares;
}
