import type { Severity } from '#data/incidents/incident.ts';
import type { Db } from '#server/db/database.ts';
import type { Hub } from '#server/live/hub.ts';

import { selectSeverity } from './incidents.sql.ts';

/** How grave a category is; null where there is no such category. Asked with every report, and changed by imports only. */
export type SeverityOf = (category: string) => Promise<Severity | null>;

/** What was read once is known until an import has changed the district, whichever process made it. */
export function createSeverityOf(db: Db, hub: Pick<Hub, 'onChange'>): SeverityOf {
  let known = new Map<string, Severity>();
  hub.onChange((change) => {
    if (change.noun === 'district') known = new Map();
  });
  return async (category) => {
    const held = known.get(category);
    if (held !== undefined) return held;
    // What is read while an import is told of goes where nobody looks any more.
    const into = known;
    const severity = await selectSeverity(db, category);
    if (severity !== null) into.set(category, severity);
    return severity;
  };
}
