import type { CDPSession, Page } from 'playwright-core';

/** What a page holds when all that nobody needs was collected. */
export interface Held {
  heapMB: number;
  nodes: number;
  listeners: number;
  /** Nodes that are in no document, and those of the browser's own. */
  detached: number;
}

export async function measureHeld(page: Page, machine: CDPSession): Promise<Held> {
  // What a finalizer lets go, only the next collection takes.
  for (let i = 0; i < 3; i++) await machine.send('HeapProfiler.collectGarbage');
  const { metrics } = await machine.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((m) => m.name === name)!.value;
  const there = await page.evaluate(() => {
    const all = document.createNodeIterator(document, NodeFilter.SHOW_ALL);
    let count = 0;
    while (all.nextNode()) count++;
    return count;
  });
  return {
    heapMB: of('JSHeapUsedSize') / 2 ** 20,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    detached: of('Nodes') - there,
  };
}
