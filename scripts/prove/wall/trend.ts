/** A line through samples: how much it rises a unit of x, and how sure that is. */
export interface Trend {
  slope: number;
  /** Standard error of the slope; Infinity with fewer than three samples. */
  error: number;
}

/** Least squares. */
export function trendOf(samples: readonly { x: number; y: number }[]): Trend {
  const n = samples.length;
  const meanX = samples.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = samples.reduce((sum, { y }) => sum + y, 0) / n;
  const spread = samples.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (n < 3 || spread === 0) return { slope: 0, error: Number.POSITIVE_INFINITY };
  const slope = samples.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const rest = samples.reduce((sum, { x, y }) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, error: Math.sqrt(rest / (n - 2) / spread) };
}

/** Whether it surely grows: by more than three standard errors, and by more than what does not matter. */
export function grows({ slope, error }: Trend, bound: number): boolean {
  return slope > 3 * error && slope > bound;
}
