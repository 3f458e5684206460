import type { ReactNode } from 'react';

/** What a form about accounts ends in: why it was refused, what came of it, and the button. */
export function FormEnd(props: {
  refusal: string | null;
  isBusy: boolean;
  /** The one thing that the page is for. */
  isMain: boolean;
  label: string;
  children?: ReactNode;
}) {
  return (
    <>
      <p className="refused" role="alert">
        {props.refusal}
      </p>
      <div className="form-end">
        {props.children}
        <button
          type="submit"
          className={props.isMain ? 'button primary' : 'button'}
          // Not `disabled`, which takes the focus away, nor does Enter send it twice: that is a click, too.
          aria-disabled={props.isBusy}
          onClick={(event) => props.isBusy && event.preventDefault()}
        >
          {props.label}
        </button>
      </div>
    </>
  );
}
