import { useId } from 'react';

/** A field of the forms about accounts: its label above it, what to know of it below. */
export function Credential(props: {
  label: string;
  hint?: string;
  value: string;
  isSecret?: boolean;
  /** What a keeper of passwords knows it by. */
  autoComplete: string;
  most: number;
  isFirst?: boolean;
  isOptional?: boolean;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="credential">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type={props.isSecret ? 'password' : 'text'}
        value={props.value}
        required={!props.isOptional}
        maxLength={props.most}
        autoComplete={props.autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={props.isFirst}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {props.hint && <small id={`${id}-hint`}>{props.hint}</small>}
    </div>
  );
}
