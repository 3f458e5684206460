import './fields.css';
import './publish-dialog.css';

import { useEffect, useMemo, useState } from 'react';

import type { NamedCrosswalkRow } from '#data/areas/crosswalk-row.ts';
import { createLocalTime } from '#data/import/local-time.ts';
import type { Plan } from '#data/plans/plan.ts';

import { askServer } from '../../live/ask-server.ts';
import { planStore, serverNow } from '../../live/stores.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { useDistrict, useStore } from '../../ui/use-live.ts';
import { formatCount } from '../../words/format.ts';
import { langOf, refusalSentence, useWords } from '../../words/words.ts';
import { desk } from '../desk/desk-link.ts';
import { deskStore } from '../desk/desk.ts';

import { movedPeople, planChanges, problemCounts } from './plan-changes.ts';
import { SightList } from './sight-list.tsx';

/** Reckoning who comes to another grid, and what it is numbered, takes the server a while. */
interface Codes {
  codes: readonly unknown[];
}

/** What a plan changes, looked at once more; and from when it shall hold. */
export function PublishDialog({ plan, close }: { plan: Plan; close: () => void }) {
  const { words } = useWords();
  const says = words.panels.publish;
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const saving = useStore(deskStore, (s) => s.saving);
  const rows = useStore(deskStore, (s) => s.rows);
  const [isLater, setLater] = useState(false);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const isSaved = saving === 'saved';
  const [before, setBefore] = useState<ReadonlyMap<number, unknown> | null>(null);
  useEffect(() => {
    void desk.before().then(setBefore);
  }, []);
  const changes = useMemo(() => planChanges(rows, before), [rows, before]);
  const isEmpty = plan.position === 0;

  const choose = (later: boolean): void => {
    setLater(later);
    setRefused(null);
  };
  const publish = async (): Promise<void> => {
    let validFrom: string | undefined;
    if (isLater) {
      const at = createLocalTime(zone)(typed);
      if (typeof at !== 'number')
        return setRefused(at === 'bad-time' ? says.badTime : says.noSuchTime);
      if (at <= serverNow()) return setRefused(says.past);
      validFrom = new Date(at).toISOString();
    }
    setBusy(true);
    setRefused(null);
    const body = { expects: plan.revision, ...(validFrom !== undefined && { validFrom }) };
    // It writes an edition of the whole district.
    const answer = await askServer<Plan>(`/api/plans/${plan.id}/publish`, { body, patienceMs: PATIENCE_MS }); // prettier-ignore
    setBusy(false);
    if (!answer.ok) return setRefused(refusalSentence(words, answer.reason));
    planStore.setState((s) => ({ told: new Map(s.told).set(plan.id, answer.value) }));
    close();
  };

  return (
    <Dialog className="publish-dialog" label={says.title} close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && isSaved && !isEmpty) void publish();
        }}
      >
        <h2>{says.title}</h2>
        <p className="name" lang={langOf(plan.name)}>
          {plan.name}
        </p>
        <h3>{says.changes}</h3>
        {isEmpty ? (
          <p>{says.nothing}</p>
        ) : (
          <ul>
            {changes.fresh > 0 && <li>{says.fresh(formatCount(changes.fresh))}</li>}
            {changes.retired > 0 && <li>{says.retired(formatCount(changes.retired))}</li>}
            {changes.reshaped > 0 && <li>{says.reshaped(formatCount(changes.reshaped))}</li>}
            {changes.described > 0 && <li>{says.described(formatCount(changes.described))}</li>}
            {isSaved && <Moved plan={plan} />}
          </ul>
        )}
        {!isEmpty && isSaved && (
          <>
            <h3>{words.panels.sight.title}</h3>
            <SightList plan={plan} />
          </>
        )}
        <h3>{says.problems}</h3>
        <Problems />
        <fieldset>
          <legend>{says.from}</legend>
          <label>
            <input
              type="radio"
              name="from"
              data-first
              checked={!isLater}
              onChange={() => choose(false)}
            />
            {says.now}
          </label>
          <label>
            <input type="radio" name="from" checked={isLater} onChange={() => choose(true)} />
            {says.later}
          </label>
          {isLater && (
            <label className="at">
              <input
                type="datetime-local"
                value={typed}
                aria-label={says.at}
                onChange={(event) => setTyped(event.target.value)}
              />
              <small>{says.zone(zone)}</small>
            </label>
          )}
          <p>{isLater ? says.laterNote : says.nowWarning}</p>
        </fieldset>
        {!isSaved && <p role="status">{says.unsaved}</p>}
        {refused !== null && (
          <p className="refused" role="alert">
            {refused}
          </p>
        )}
        <div className="acts">
          <button type="button" className="button" onClick={close}>
            {says.cancel}
          </button>
          <button type="submit" className="button primary" disabled={busy || !isSaved || isEmpty}>
            {busy ? says.busy : says.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** For the answer to publishing. */
const PATIENCE_MS = 120_000;

/** Who comes to another grid, as the server reckons it; and how many codes are allotted. */
function Moved({ plan }: { plan: Plan }) {
  const { words } = useWords();
  const says = words.panels.publish;
  const levels = useDistrict()?.levels ?? [];
  const walk = useAnswer<{ rows: NamedCrosswalkRow[] }>(`/api/plans/${plan.id}/crosswalk`, plan.revision); // prettier-ignore
  const codes = useAnswer<Codes>(`/api/plans/${plan.id}/codes`, plan.revision);
  const grid = levels.find(({ key }) => key === 'grid')?.rank ?? levels.at(-1)?.rank ?? 0;
  const moved = walk.value && movedPeople(walk.value.rows, grid);
  return (
    <>
      <li>
        {moved
          ? moved.households + moved.residents > 0
            ? says.moved(formatCount(moved.households), formatCount(moved.residents))
            : says.unmoved
          : walk.reason === null
            ? says.working
            : `${says.workingFailed}${words.panels.colon}${refusalSentence(words, walk.reason)}`}
      </li>
      {codes.value && codes.value.codes.length > 0 && (
        <li>{says.codes(formatCount(codes.value.codes.length))}</li>
      )}
      {codes.reason !== null && <li className="refused">{refusalSentence(words, codes.reason)}</li>}
      <li>
        <a href={`/api/plans/${plan.id}/crosswalk.csv`} download>
          {says.crosswalk}
        </a>
      </li>
    </>
  );
}

function Problems() {
  const { words } = useWords();
  const problems = useStore(deskStore, (s) => s.problems);
  const { publish, problems: says } = words.panels;
  if (!problems) return <p>{says.counting}</p>;
  if (problems.length === 0) return <p>{publish.noProblems}</p>;
  return (
    <>
      <ul>
        {problemCounts(problems).map(([kind, n]) => (
          <li key={kind}>
            {says.kinds[kind]} <b>{formatCount(n)}</b>
          </li>
        ))}
      </ul>
      <p>{publish.problemsHint}</p>
    </>
  );
}
