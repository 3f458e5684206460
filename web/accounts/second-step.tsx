import { useState } from 'react';

import type { CodeState, NewCode } from '#data/accounts/second-step.ts';

import { serverNow } from '../live/stores.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { useZone } from '../ui/use-zone.ts';
import { formatMoment } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { NewSecondStep } from './new-second-step.tsx';
import { NotAnswered } from './not-answered.tsx';
import { PasswordFirst } from './password-first.tsx';
import { RecoveryList } from './recovery-list.tsx';

/** Where setting up or switching off has come to. */
type At =
  | { step: 'idle'; isBack?: boolean }
  | { step: 'password' | 'off' }
  | { step: 'phone'; made: NewCode }
  | { step: 'recovery'; codes: string[] };

/** The second step of one's own account: how it stands, setting it up with a phone, and switching it off. */
export function SecondStep({ name }: { name: string }) {
  const { words, language } = useWords();
  const says = words.accounts.code;
  const asked = useAnswer<CodeState>('/api/accounts/me/code');
  const zone = useZone();
  const [at, setAt] = useState<At>({ step: 'idle' });
  const state = asked.value;
  const end = (): void => {
    setAt({ step: 'idle', isBack: true });
    asked.again();
  };
  const since = state?.since ?? null;
  return (
    <section aria-label={says.title}>
      <h2>{says.title}</h2>
      <NotAnswered asked={asked} />
      {state && at.step !== 'phone' && at.step !== 'recovery' && (
        <p>
          {since === null
            ? says.about
            : says.isOn(
                formatMoment(Date.parse(since), serverNow(), zone, language),
                state.recoveryLeft,
              )}
        </p>
      )}
      {state && at.step === 'idle' && (
        <button
          type="button"
          className="button small"
          autoFocus={at.isBack ?? false}
          onClick={() => setAt({ step: since === null ? 'password' : 'off' })}
        >
          {since === null ? says.turnOn : says.turnOff}
        </button>
      )}
      {at.step === 'password' && (
        // Whoever finds a desk unlocked shuts nobody out.
        <PasswordFirst<NewCode>
          path="/api/accounts/me/code"
          label={says.next}
          onBack={end}
          onDone={(made) => setAt({ step: 'phone', made })}
        />
      )}
      {at.step === 'phone' && (
        <NewSecondStep
          made={at.made}
          onBack={end}
          onDone={(codes) => setAt({ step: 'recovery', codes })}
        />
      )}
      {at.step === 'recovery' && <RecoveryList name={name} codes={at.codes} onDone={end} />}
      {at.step === 'off' && (
        <PasswordFirst<CodeState>
          path="/api/accounts/me/code/off"
          label={says.turnOffNow}
          asksCode
          onBack={end}
          onDone={end}
        />
      )}
    </section>
  );
}
