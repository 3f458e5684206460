import './key-help.css';

import { useEffect, useRef } from 'react';

import { useWords } from '../words/words.ts';

/** Lines of keys and what they do, in a dialog. */
export function KeyHelp({
  lines,
  close,
}: {
  lines: readonly (readonly [key: string, what: string])[];
  close: () => void;
}) {
  const { words } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="key-help"
      aria-label={words.keys.title}
      onCancel={close}
      onClick={(event) => event.target === dialog.current && close()}
      onKeyDown={(event) => {
        if (event.key === '?') close();
        event.stopPropagation();
      }}
    >
      <h2>{words.keys.title}</h2>
      <dl>
        {lines.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="button" onClick={close}>
        {words.keys.close}
      </button>
    </dialog>
  );
}
