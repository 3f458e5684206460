import { FIX_BATCH_MAX } from '#data/units/fix.ts';

/** What the client is told: post so many batches for units U1 … Un, the first measured at `fromMs`. */
export interface PostOrder {
  url: string;
  batches: number;
  units: number;
  fromMs: number;
}

async function post(order: PostOrder): Promise<number> {
  let next = 0;
  const bodies = Array.from({ length: order.batches }, () =>
    JSON.stringify({
      fixes: Array.from({ length: FIX_BATCH_MAX }, () => {
        const i = next++;
        const round = Math.floor(i / order.units);
        return {
          unit: `U${1 + (i % order.units)}`,
          measuredAt: new Date(order.fromMs + 1000 * round).toISOString(),
          lng: 118.7 + (i % order.units) * 1e-5 + round * 1e-6,
          lat: 32 + round * 1e-6,
          accuracyM: 5,
          speedMps: 1.2,
          headingDeg: 45.5,
        };
      }),
    }),
  );
  let accepted = 0;
  // Four at a time, as several gateways would: what waits is gathered.
  const lanes = Array.from({ length: 4 }, async (_, lane) => {
    for (let i = lane; i < bodies.length; i += 4) {
      const response = await fetch(order.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: bodies[i]!,
      });
      const answer = (await response.json()) as { accepted?: number };
      if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
      accepted += answer.accepted ?? 0;
    }
  });
  await Promise.all(lanes);
  return accepted;
}

// A client in a process of its own, so that its CPU is nobody's. It answers when every batch was answered.
process.on('disconnect', () => process.exit(0));
process.on('message', (order: PostOrder) => {
  void post(order).then((accepted) => process.send!({ accepted }));
});
process.send?.({ ready: true });
