import { generateSample } from '#data/sample/generate.ts';
import type { Sample, SampleProgress, SampleRequest } from '#data/sample/sample.ts';
import { createPool } from '#server/db/pool.ts';
import { loadSample } from '#server/import/load-sample.ts';

/** What the starter sends, once. */
export interface SampleOrder {
  ownerUrl: string;
  request: SampleRequest;
}
/** What it hears. */
export type SampleNews =
  | ({ kind: 'sample' | 'load' } & SampleProgress)
  | { kind: 'done' }
  | { kind: 'failed'; message: string };

/**
 * Makes the sample and stores it, in one transaction, in a process of its own: the server answers meanwhile, and what
 * this needs of memory is given back. Ends when its starter does.
 */
const tell = (news: SampleNews): void => void process.send?.(news);
process.on('disconnect', () => process.exit(1));
process.once('message', (order: SampleOrder) => {
  fill(order).then(
    () => {
      tell({ kind: 'done' });
      process.disconnect();
    },
    (error: Error) => tell({ kind: 'failed', message: error.stack ?? error.message }),
  );
});

async function fill({ ownerUrl, request }: SampleOrder): Promise<void> {
  const stages = generateSample(request);
  let sample: Sample | null = null;
  while (sample === null) {
    const step = stages.next();
    if (step.done) sample = step.value;
    else {
      tell({ kind: 'sample', ...step.value });
      // Let the news out between stages.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const owner = createPool(ownerUrl, 'bulk', 1);
  try {
    await loadSample(owner, sample, (progress) => tell({ kind: 'load', ...progress }));
  } finally {
    await owner.end();
  }
}
