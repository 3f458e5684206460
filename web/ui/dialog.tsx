import './dialog.css';

import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

/**
 * What is answered before anything else: the keys are its own, Escape closes it, and the focus goes back to where it was. It
 * begins at what is marked `data-first`, else at the first that can have it.
 */
export function Dialog(props: {
  className: string;
  label: string;
  close: () => void;
  /** A press beside it closes it: nothing is lost by that. */
  lightly?: boolean;
  onKey?: (event: KeyboardEvent) => void;
  children: ReactNode;
}) {
  const { close, lightly = false } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  // Closed while it is in the page still: else the browser gives the focus back to nobody.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${props.className}`}
      aria-label={props.label}
      onCancel={close}
      onClick={(event) => lightly && event.target === dialog.current && close()}
      onKeyDown={(event) => {
        props.onKey?.(event);
        event.stopPropagation();
      }}
    >
      {props.children}
    </dialog>
  );
}
