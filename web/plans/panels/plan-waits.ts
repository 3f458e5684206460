import type { Plan } from '#data/plans/plan.ts';

import { serverNow } from '../../live/stores.ts';

/** Since when a plan that is published is to hold, ISO 8601, while that is still to come; else null. */
export function waitsFrom({ status, validFrom }: Plan): string | null {
  const waits = status === 'published' && validFrom !== null && Date.parse(validFrom) > serverNow();
  return waits ? validFrom : null;
}
