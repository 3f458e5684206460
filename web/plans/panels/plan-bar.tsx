import { useDistrict } from '../../ui/use-live.ts';
import { BarEnds, ConnectionAlert } from '../../ui/top-bar.tsx';
import { formatCount, formatTime } from '../../words/format.ts';
import { nameIn, useWords } from '../../words/words.ts';
import type { DeskState } from '../desk/desk.ts';

import { BaseEdition, LookedAt } from './base-edition.tsx';
import { WithdrawPlan } from './plan-acts.tsx';
import { waitsFrom } from './plan-waits.ts';
import { useMoment } from './use-moment.ts';

/** The bar of plans: which one is open, how it stands with the server, undo and redo. */
export function PlanBar(props: {
  state: DeskState;
  /** null: nothing is changed here. */
  onStep: ((by: 1 | -1) => void) | null;
  onLeave: () => void;
  /** null: it is not published from here. */
  onPublish: (() => void) | null;
  onHelp: () => void;
}) {
  const { words, language } = useWords();
  const district = useDistrict();
  const { plan, edition, position, steps, saving, savedAt, phase } = props.state;
  const { bar } = words.plan;
  const moment = useMoment();
  const waits = plan && waitsFrom(plan);
  const said = {
    saving: bar.saving,
    waiting: bar.waitingShort,
    refused: bar.refused,
    saved: savedAt === null ? '' : bar.saved(formatTime(savedAt, district?.timeZone ?? 'UTC')),
  }[saving];
  return (
    <header className="top-bar plan-bar">
      <a className="brand" href="/watch">
        {words.product}
      </a>
      <h1 className="district">
        {[district && nameIn(language, district), words.plan.title].filter(Boolean).join(' · ')}
      </h1>
      {plan ? (
        <>
          <span className={`chip ${plan.status}`} title={bar[plan.status](plan.name)}>
            <span className="name">{bar[plan.status](plan.name)}</span>
            <span className="steps">{` · ${bar.steps(formatCount(position))}`}</span>
          </span>
          {waits && <span className="chip waits">{bar.notYet(moment(waits))}</span>}
          {/* One that waits is drawn on what is in force. */}
          {!waits && <BaseEdition plan={plan} />}
          <span
            className={saving === 'saved' ? 'saved' : 'saved some'}
            role="status"
            title={saving === 'waiting' ? bar.waiting : undefined}
          >
            {said}
          </span>
        </>
      ) : (
        phase === 'ready' &&
        (edition === null ? (
          <span className="chip">{bar.inForce}</span>
        ) : (
          <LookedAt editionId={edition} onLeave={props.onLeave} />
        ))
      )}
      <ConnectionAlert />
      <span className="gap" />
      {plan && (
        <>
          {props.onStep && (
            <span className="undo">
              <button
                type="button"
                className="button small"
                disabled={position === 0}
                title="Ctrl Z"
                onClick={() => props.onStep?.(-1)}
              >
                {bar.undo}
              </button>
              <button
                type="button"
                className="button small"
                disabled={position >= steps.length}
                title="Ctrl Y"
                onClick={() => props.onStep?.(1)}
              >
                {bar.redo}
              </button>
            </span>
          )}
          {props.onPublish && (
            <button type="button" className="button small primary" onClick={props.onPublish}>
              {words.panels.publish.open}
            </button>
          )}
          <WithdrawPlan plan={plan} />
          <button type="button" className="button small" onClick={props.onLeave}>
            {bar.leave}
          </button>
        </>
      )}
      <BarEnds screen="plan" onHelp={props.onHelp} />
    </header>
  );
}
