import type { SearchAnswer } from '#data/wire/search.ts';

import { SearchBox } from '../search/search-box.tsx';
import { TopBar } from '../ui/top-bar.tsx';
import { useWords } from '../words/words.ts';

/** The desk's top bar: search, report, the keys. */
export function WatchBar(props: {
  centre: () => [number, number] | null;
  onFound: (answer: SearchAnswer) => void;
  onReport: () => void;
  onHelp: () => void;
}) {
  const { words } = useWords();
  return (
    <TopBar screen="watch">
      <SearchBox near={props.centre} onChoose={props.onFound} />
      <button
        type="button"
        className="button primary small"
        title={`${words.bar.report} (N)`}
        onClick={props.onReport}
      >
        {words.bar.report}
      </button>
      <button
        type="button"
        className="button bare small help"
        aria-label={words.bar.help}
        title={`${words.bar.help} (?)`}
        onClick={props.onHelp}
      >
        ?
      </button>
    </TopBar>
  );
}
