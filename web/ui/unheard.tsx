import './unheard.css';

import { heardStore } from '../live/session-link.ts';
import { useWords } from '../words/words.ts';

import { useStore } from './use-live.ts';

/** On a page that is somebody's: that nothing is heard from the server, so what is shown may be out of date. */
export function Unheard() {
  const { words } = useWords();
  const isHeard = useStore(heardStore, (s) => s.isHeard);
  return (
    <p className="unheard" role="status">
      {isHeard ? '' : words.accounts.unheard}
    </p>
  );
}
