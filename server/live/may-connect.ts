/** What of engine.io's server is asked. */
interface Engine {
  clients: Record<string, { remoteAddress?: string }>;
}

/** Whether an address may open one more connection. */
export function mayConnect(engine: unknown, address: string, limit: number): boolean {
  let count = 0;
  for (const client of Object.values((engine as Engine).clients)) {
    if (client.remoteAddress === address) count++;
  }
  return count < limit;
}

/**
 * Whether a connection comes from a page of this server, or from no page. A browser lets any page open a
 * WebSocket to anywhere; the origin it names is the only thing that keeps others' pages out.
 */
export function sameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
