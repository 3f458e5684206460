/** Failures in a row that cost nothing: fingers slip. */
export const FREE_FAILURES = 5;
/** No wait is longer: who knows a name must not be able to keep its owner out for long. */
export const WAIT_MAX_S = 60;
/** After this long without one, failures are counted afresh. */
export const FORGET_FAILURES_S = 3_600;

/** Seconds after the `count`-th failure in a row during which no more are looked at: 1, 2, 4 … from the fifth on. */
export function waitAfter(count: number): number {
  return count < FREE_FAILURES ? 0 : Math.min(WAIT_MAX_S, 2 ** Math.min(10, count - FREE_FAILURES));
}
