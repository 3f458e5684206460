import './fields.css';
import './plan-question.css';

import { useState, type ReactNode } from 'react';

import type { Plan } from '#data/plans/plan.ts';

import { Dialog } from '../../ui/dialog.tsx';
import { langOf, useWords } from '../../words/words.ts';

/** Asked before something is done to a plan: what it is, what becomes of the plan, and the one press that does it. */
export function PlanQuestion(props: {
  plan: Plan;
  title: string;
  /** What the press says. */
  act: string;
  children: ReactNode;
  /** Answers in a sentence why it was not done; null: it was, and this is closed. */
  onDo: () => Promise<string | null>;
  close: () => void;
}) {
  const { words } = useWords();
  const { plan, title, act, onDo, close } = props;
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    setBusy(true);
    const sentence = await onDo();
    if (sentence === null) return close();
    setBusy(false);
    setRefused(sentence);
  };
  return (
    <Dialog className="plan-question" label={title} close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void run();
        }}
      >
        <h2>{title}</h2>
        <div className="name" lang={langOf(plan.name)}>
          {plan.name}
        </div>
        {props.children}
        {refused !== null && (
          <p className="refused" role="alert">
            {refused}
          </p>
        )}
        <div className="acts">
          <button type="button" className="button" onClick={close}>
            {words.plan.acts.cancel}
          </button>
          <button type="submit" className="button primary" disabled={busy}>
            {act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
