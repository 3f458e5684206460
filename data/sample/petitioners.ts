import type { Incident } from '#data/incidents/incident.ts';
import type { Petitioner } from '#data/incidents/petitioner.ts';

import { createDraw } from './draw.ts';
import { createPersonNames } from './person-names.ts';

const COHORT = { born: [22, 30, 32, 16] as [number, number, number, number], women: 0.55 };

/**
 * Who called or came, of some incidents: by incident id. Some give no name, some no number. No number is anybody's:
 * none that is given out begins with 111.
 */
export function namePetitioners(
  incidents: readonly Pick<Incident, 'id' | 'origin'>[],
  seed: number,
): Map<string, Petitioner> {
  const draw = createDraw(seed, 'who called');
  const drawName = createPersonNames(createDraw(seed, 'names of who called'));
  const named = new Map<string, Petitioner>();
  for (const { id, origin } of incidents) {
    if (origin !== 'hotline' && origin !== 'resident') continue;
    const name = drawName(COHORT, new Set());
    const phone = `111${String(Math.floor(draw() * 1e8)).padStart(8, '0')}`;
    const says = draw();
    // Whoever calls is seen by number; whoever stops a grid worker in the lane may leave none.
    if (origin === 'hotline') named.set(id, says < 0.12 ? { phone } : { name, phone });
    else if (says < 0.6) named.set(id, says < 0.15 ? { name } : { name, phone });
  }
  return named;
}
