import type { IncidentReport } from '#data/incidents/incident.ts';
import type { FixBatchAnswer, FixReport } from '#data/units/fix.ts';

import { pause } from '../wait-until.ts';

/** One thing handed to the server: a report, the closing of an incident, or a batch of fixes. */
export type Handed = { acknowledged: boolean } & (
  | { kind: 'report'; report: IncidentReport }
  | { kind: 'close'; id: string }
  | { kind: 'fixes'; fixes: FixReport[] }
);

export interface Writers {
  /** All that was handed over since the start, in no order. */
  handed: Handed[];
  /** Stop after what is under way. */
  stop: () => Promise<void>;
}

const FIXES = 40;
/** After something that was not taken. */
const PAUSE_MS = 200;

/**
 * Writers that hand over as fast as they are answered. What is not answered, or not taken, is kept as not acknowledged.
 *
 * @param newId of incidents, uuid
 * @param clockMs each fix takes a millisecond of its own of it, so that no two of a unit are of the same time
 * @param onUnexpected hears of answers that are neither yes nor an outage
 */
export function startWriters(
  url: string,
  units: readonly string[],
  newId: () => string,
  clockMs: () => number,
  onUnexpected: (what: string) => void,
): Writers {
  const handed: Handed[] = [];
  let writing = true;
  const handOver = async (one: Handed): Promise<boolean> => {
    handed.push(one);
    one.acknowledged = await hand(url, one, onUnexpected);
    if (!one.acknowledged) await pause(PAUSE_MS);
    return one.acknowledged;
  };
  const writeIncidents = async (): Promise<void> => {
    while (writing) {
      const id = newId();
      const report: IncidentReport = {
        id,
        category: 'litter',
        title: '占道堆物',
        origin: 'patrol',
      };
      const taken = await handOver({ kind: 'report', report, acknowledged: false });
      if (taken && writing) await handOver({ kind: 'close', id, acknowledged: false });
    }
  };
  const writeFixes = async (group: number): Promise<void> => {
    while (writing) {
      const fixes = Array.from({ length: FIXES }, (_, i) => ({
        unit: units[group * FIXES + i]!,
        measuredAt: new Date(clockMs()).toISOString(),
        lng: 118.7 + group / 100,
        lat: 32 + i / 1000,
      }));
      await handOver({ kind: 'fixes', fixes, acknowledged: false });
    }
  };
  const all = [writeIncidents(), writeIncidents(), writeIncidents(), writeFixes(0), writeFixes(1)];
  return {
    handed,
    stop: async () => {
      writing = false;
      await Promise.all(all);
    },
  };
}

/** Hand one thing over; true when the server says that it has all of it, now or from before. */
export async function hand(
  url: string,
  one: Handed,
  onUnexpected: (what: string) => void,
): Promise<boolean> {
  const [path, body] = requestOf(one);
  let status: number;
  let text: string;
  try {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    status = answer.status;
    text = await answer.text();
  } catch {
    // Cut off: it may have been taken or not.
    return false;
  }
  if (status >= 500) return false;
  if (isTaken(one, status, text)) return true;
  onUnexpected(`${path} answered ${status}: ${text.slice(0, 200)}`);
  return false;
}

function requestOf(one: Handed): [path: string, body: unknown] {
  switch (one.kind) {
    case 'report':
      return ['/api/incidents', one.report];
    case 'close':
      return [`/api/incidents/${one.id}/steps`, { step: 'close', expects: 1 }];
    case 'fixes':
      return ['/api/fixes', { fixes: one.fixes }];
  }
}

function isTaken(one: Handed, status: number, text: string): boolean {
  switch (one.kind) {
    case 'report':
      return status === 200 || status === 201;
    case 'close':
      // Handed over again it had been taken, though the answer was cut off.
      return status === 200 || (status === 409 && text.includes('already-closed'));
    case 'fixes': {
      if (status !== 200) return false;
      const said = JSON.parse(text) as FixBatchAnswer;
      return said.accepted + said.duplicate === one.fixes.length;
    }
  }
}
