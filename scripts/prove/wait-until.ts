const PATIENCE_MS = 60_000;

/** Wait until something holds. Throws where it does not in a minute. */
export async function waitUntil(
  what: string,
  holds: () => boolean,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await pause(2);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
