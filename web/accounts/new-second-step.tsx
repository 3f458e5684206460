import { useState, type FormEvent } from 'react';

import { inFours, type NewCode, type RecoveryCodes } from '#data/accounts/second-step.ts';

import { useWords } from '../words/words.ts';

import { Credential } from './credential.tsx';
import { FormEnd } from './form-end.tsx';
import { QrCode } from './qr-code.tsx';
import { useSending } from './use-sending.ts';

/** A secret for a phone, to be photographed, typed or opened; it counts once the phone's first code is said. */
export function NewSecondStep(props: {
  made: NewCode;
  onBack: () => void;
  onDone: (recovery: string[]) => void;
}) {
  const { words } = useWords();
  const says = words.accounts.code;
  const { key, address } = props.made;
  const [code, setCode] = useState('');
  const { isBusy, refusal, send } = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const done = await send<RecoveryCodes>('/api/accounts/me/code/on', { body: { code } });
    if (done) props.onDone(done.recovery);
    else setCode('');
  };
  return (
    <form className="account-form" onSubmit={(event) => void submit(event)}>
      <p>{says.scan}</p>
      <div className="new-code">
        <QrCode text={address} label={says.qr} />
        <div>
          <p>{says.key}</p>
          <code>{inFours(key, ' ')}</code>
          <a className="link" href={address}>
            {says.open}
          </a>
        </div>
      </div>
      <Credential
        label={says.phoneCode}
        value={code}
        most={40}
        isFirst
        autoComplete="one-time-code"
        onChange={setCode}
      />
      <FormEnd refusal={refusal} isBusy={isBusy} isMain={false} label={says.confirm} />
      <button type="button" className="link" onClick={props.onBack}>
        {words.accounts.cancel}
      </button>
    </form>
  );
}
