import './key-help.css';

import { useWords } from '../words/words.ts';

import { Dialog } from './dialog.tsx';

/** Lines of keys and what they do, in a dialog. */
export function KeyHelp({
  lines,
  close,
}: {
  lines: readonly (readonly [key: string, what: string])[];
  close: () => void;
}) {
  const { words } = useWords();
  return (
    <Dialog
      className="key-help"
      label={words.keys.title}
      close={close}
      lightly
      onKey={({ key }) => key === '?' && close()}
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
    </Dialog>
  );
}
