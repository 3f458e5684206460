import type { KeyboardEvent } from 'react';

/** For a form that opens within something that Escape closes as well: the key leaves this one alone. */
export const onEscape =
  (leave: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  };
