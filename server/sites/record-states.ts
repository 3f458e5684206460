import { CODES_NAMED, type StatesAnswer, type StatesReport } from '#data/sites/site-states.ts';
import { appendAudit, isKnown } from '#server/audit/append-audit.ts';
import type { Deps } from '#server/deps.ts';
import { transact } from '#server/db/database.ts';
import { appendChange } from '#server/live/append-change.sql.ts';
import type { Ask } from '#server/session/session.ts';

import { updateStates } from './sites.sql.ts';

/** A state cannot be of the future, but for clocks that are not quite right. */
const CLOCK_SLACK_MS = 60_000;

/**
 * Take what a camera platform reports: newer states are stored, and those that became another go out as one
 * change. An older report than what is known changes nothing, so a retry is harmless.
 */
export async function recordStates(
  ask: Ask,
  deps: Pick<Deps, 'pool' | 'hub' | 'feeds'>,
  report: StatesReport,
): Promise<StatesAnswer> {
  const latest = ask.at.getTime() + CLOCK_SLACK_MS;
  const timed = report.states.map((s) => ({ ...s, ms: Date.parse(s.at) }));
  const isTimely = ({ ms }: { ms: number }): boolean => ms >= 0 && ms <= latest;
  const taken = timed.filter(isTimely);
  let no: number | null = null;
  const { changed, known } = await transact(deps.pool, async (db) => {
    const result = await updateStates(
      db,
      taken.map((s) => s.code),
      taken.map((s) => s.state),
      taken.map((s) => new Date(s.ms).toISOString()),
    );
    if (result.changed.length > 0) {
      const said = { changed: result.changed.length };
      if (isKnown(ask.who))
        await appendAudit(db, ask.at, ask.who, { act: 'record-states', noun: 'sites', thing: '', said }); // prettier-ignore
      no = await appendChange(db, ask.at, {
        noun: 'sites',
        kind: 'states',
        at: ask.at.toISOString(),
        states: result.changed.map((c) => [c.id, c.state, c.at.toISOString()]),
      });
    }
    return result;
  });
  if (no !== null) deps.hub.wake(no);
  let newest = -Infinity;
  for (const { ms } of taken) newest = Math.max(newest, ms);
  if (newest > -Infinity)
    deps.feeds.report('cameras', new Date(Math.min(newest, ask.at.getTime())));
  const knownCodes = new Set(known);
  const named = (states: readonly { code: string }[]): string[] =>
    [...new Set(states.map((s) => s.code))].slice(0, CODES_NAMED);
  return {
    changed: changed.length,
    unchanged: knownCodes.size - changed.length,
    unknown: named(taken.filter((s) => !knownCodes.has(s.code))),
    untimely: named(timed.filter((s) => !isTimely(s))),
  };
}
