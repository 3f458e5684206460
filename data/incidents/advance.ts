import type { Entry, Incident, Severity, Step, StepRefusal } from './incident.ts';

/** An act on an incident: its first report, or a later step that carries the revision it expects. */
export type Act =
  | {
      step: 'report';
      /** What is told; `no` is allotted when it is stored, '' until then. */
      told: Omit<Incident, 'severity' | 'reportedAt' | 'state' | 'revision' | 'closedAt'>;
      /** That of the category. */
      severity: Severity;
      actor: string;
      note: string;
    }
  | { step: 'close'; expects: number; actor: string; note: string };

/** What an act makes of an incident, and the line that it leaves in the log. */
export interface Advanced {
  incident: Incident;
  entry: Entry;
}

/** What may be done next; the button and the endpoint ask the same. `null`: not reported yet. */
export function stepsOpenTo(_scope: 'all', incident: Incident | null): Step[] {
  if (incident === null) return ['report'];
  return incident.state === 'open' ? ['close'] : [];
}

/**
 * What an act at a time (ISO 8601) makes of an incident: the new state and its entry, or why it may not be.
 * The one place that knows the order of steps. Does not change what it is given.
 */
export function advance(
  before: Incident | null,
  act: Act,
  at: string,
): Advanced | { refusal: StepRefusal } {
  const { step, actor, note } = act;
  if (step === 'report') {
    // A report of an incident that is there already is a retry: whoever stores it tells that by its id.
    if (before !== null) return { refusal: 'revision-moved-on' };
    const { told, severity } = act;
    return {
      incident: { ...told, severity, reportedAt: at, state: 'open', revision: 1, closedAt: null },
      entry: { revision: 1, step, at, actor, note },
    };
  }
  if (before === null) return { refusal: 'unknown-incident' };
  if (!stepsOpenTo('all', before).includes(step)) return { refusal: 'already-closed' };
  if (act.expects !== before.revision) return { refusal: 'revision-moved-on' };
  const revision = before.revision + 1;
  // A clock set back must not close before it was reported.
  const closedAt = Date.parse(at) < Date.parse(before.reportedAt) ? before.reportedAt : at;
  return {
    incident: { ...before, state: 'closed', revision, closedAt },
    entry: { revision, step, at: closedAt, actor, note },
  };
}
