import type { Severity } from '#data/incidents/incident.ts';

import { Symbol } from '../map/symbol.tsx';

import { INCIDENT_SYMBOLS } from './incident-symbols.ts';

/** A severity's symbol as the map draws it, in time. */
export function SeveritySymbol({ severity, size }: { severity: number; size: number }) {
  return <Symbol painter={INCIDENT_SYMBOLS[`severity-${severity as Severity}`]!} size={size} />;
}
