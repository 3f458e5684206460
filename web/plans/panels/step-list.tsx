import { useState } from 'react';

import { serverNow } from '../../live/stores.ts';
import { IS_TOUCHED } from '../../ui/is-touched.ts';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { useDistrict } from '../../ui/use-live.ts';
import { formatCount, formatList, formatMoment, isoDate, formatTime } from '../../words/format.ts';
import { nameIn, useWords } from '../../words/words.ts';
import type { PlanStep } from '../desk/desk.ts';

/** A plan's steps, the newest first; one that is chosen is the last that is made, those after it are taken back. */
export function StepList(props: {
  steps: readonly PlanStep[];
  position: number;
  /** null: the plan is only looked at. */
  onSeek: ((position: number) => void) | null;
}) {
  const { words, language } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const [active, setActive] = useState<string | null>(null);
  const { steps, position, onSeek } = props;
  const says = words.plan.steps;
  const when = (step: PlanStep): string => {
    const [at, now] = [Date.parse(step.madeAt), serverNow()];
    return isoDate(at, zone) === isoDate(now, zone)
      ? formatTime(at, zone, false)
      : formatMoment(at, now, zone, language);
  };
  return (
    <section className="plan-steps" aria-label={says.title}>
      {steps.length === 0 ? (
        <p className="note">
          {says.none}
          {onSeek && (
            <>
              <br />
              {says.noneNext}
            </>
          )}
        </p>
      ) : (
        <VirtualList
          rows={steps.toReversed()}
          keyOf={(step) => String(step.seq)}
          rowHeight={IS_TOUCHED ? 44 : 32}
          activeKey={active}
          selectedKey={position > 0 ? String(steps[position - 1]?.seq) : null}
          label={says.title}
          onActive={setActive}
          onSelect={(step) => onSeek?.(steps.indexOf(step) + 1)}
          onEscape={() => setActive(null)}
          row={(step) => {
            const isUndone = steps.indexOf(step) >= position;
            const { verb, names, count } = step;
            const said = names.map((one) => nameIn(language, one));
            const more = count > names.length && names.length > 0 ? formatCount(count) : '';
            return (
              <div
                className={isUndone ? 'step undone' : 'step'}
                title={isUndone ? says.undone : says.back}
              >
                <b>{step.seq}</b>
                <span className="what">
                  {says.of(says.verbs[verb], formatList(said, language), more)}
                </span>
                <time>{isUndone ? says.undone : when(step)}</time>
              </div>
            );
          }}
        />
      )}
    </section>
  );
}
