import type { FormEvent, ReactNode } from 'react';

import { useWords } from '../words/words.ts';

import { FormEnd } from './form-end.tsx';

/** A form that was opened for one act: sent, or left by its button or Escape. */
export function ActForm(props: {
  className?: string;
  /** What it is for. */
  label: string;
  /** That stands above the fields, too. */
  heading?: 'h2' | 'h3';
  /** What is sent says. */
  go: string;
  refusal: string | null;
  isBusy: boolean;
  onSubmit: () => void;
  onCancel: () => void;
  /** Another way to end it. */
  other?: ReactNode;
  children: ReactNode;
}) {
  const { words } = useWords();
  const Heading = props.heading;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <form
      className={props.className ? `account-form ${props.className}` : 'account-form'}
      aria-label={props.label}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
    >
      {Heading && <Heading>{props.label}</Heading>}
      {props.children}
      <FormEnd refusal={props.refusal} isBusy={props.isBusy} isMain label={props.go}>
        {props.other}
        <button type="button" className="button" onClick={props.onCancel}>
          {words.accounts.cancel}
        </button>
      </FormEnd>
    </form>
  );
}
