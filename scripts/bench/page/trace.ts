import type { CDPSession, Page } from 'playwright-core';

/** A task of the page's main thread. */
export interface Task {
  /** ms since the trace began. */
  at: number;
  wallMs: number;
  /** CPU that the thread used: what others on the machine take is not in it. */
  cpuMs: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string; data?: Record<string, unknown> };
}

/**
 * Watches the tasks of a page's main thread through Chromium's own trace.
 *
 * @returns ends it and answers with the tasks in order, and the page's own marks, ms since the trace began
 */
export async function traceTasks(
  page: Page,
): Promise<() => Promise<{ tasks: Task[]; marks: Map<string, number> }>> {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  cdp.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) events.push(event);
  });
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      recordMode: 'recordAsMuchAsPossible',
      includedCategories: ['toplevel', 'blink.user_timing', '__metadata'],
      excludedCategories: ['*'],
    },
  });
  return async () => {
    const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
    await cdp.send('Tracing.end');
    await complete;
    await cdp.detach();
    return readTrace(events);
  };
}

function readTrace(events: readonly TraceEvent[]): { tasks: Task[]; marks: Map<string, number> } {
  const mains = new Set(
    events
      .filter((e) => e.name === 'thread_name' && e.args?.name === 'CrRendererMain')
      .map((e) => `${e.pid} ${e.tid}`),
  );
  const isTask = (e: TraceEvent): boolean =>
    e.ph === 'X' && /RunTask$/.test(e.name) && mains.has(`${e.pid} ${e.tid}`);
  // Of several pages' threads the page's own is the busiest.
  const busy = new Map<string, number>();
  for (const e of events)
    if (isTask(e))
      busy.set(`${e.pid} ${e.tid}`, (busy.get(`${e.pid} ${e.tid}`) ?? 0) + (e.tdur ?? 0));
  const own = [...busy].sort((a, b) => b[1] - a[1])[0]?.[0];
  const began = events.reduce((first, e) => (e.ts > 0 && e.ts < first ? e.ts : first), Infinity);
  const ms = (ts: number): number => (ts - began) / 1000;
  const tasks = events
    .filter((e) => isTask(e) && `${e.pid} ${e.tid}` === own)
    .map((e) => ({ at: ms(e.ts), wallMs: (e.dur ?? 0) / 1000, cpuMs: (e.tdur ?? 0) / 1000 }))
    .sort((a, b) => a.at - b.at);
  const marks = new Map<string, number>();
  for (const e of events)
    if (e.ph === 'I' || e.ph === 'R') if (!marks.has(e.name)) marks.set(e.name, ms(e.ts));
  return { tasks, marks };
}
