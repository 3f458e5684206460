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
