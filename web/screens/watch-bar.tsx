import type { SearchAnswer } from '#data/wire/search.ts';

import { SearchBox } from '../search/search-box.tsx';
import { TopBar } from '../ui/top-bar.tsx';
import { useMay } from '../ui/use-may.ts';
import { useWords } from '../words/words.ts';

/** The desk's top bar: search, report, the keys. */
export function WatchBar(props: {
  centre: () => [number, number] | null;
  onFound: (answer: SearchAnswer) => void;
  onReport: () => void;
  onHelp: () => void;
}) {
  const { words } = useWords();
  const mayReport = useMay('report-incident');
  return (
    <TopBar screen="watch" onHelp={props.onHelp}>
      <SearchBox near={props.centre} onChoose={props.onFound} />
      {mayReport && (
        <button
          type="button"
          className="button primary small"
          title={`${words.bar.report} (N)`}
          onClick={props.onReport}
        >
          {words.bar.report}
        </button>
      )}
    </TopBar>
  );
}
