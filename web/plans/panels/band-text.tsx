import { formatCount } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';

/** How far an area is out of its band: a tick within, a dash where it has none. */
export function BandText({ deviation }: { deviation: number | null }) {
  const { words } = useWords();
  const { table } = words.plan;
  if (deviation === null) return '—';
  if (deviation === 0) return '✓';
  return (
    <span className="out">
      {deviation < 0
        ? `▼ ${table.less(formatCount(-deviation))}`
        : `▲ ${table.more(formatCount(deviation))}`}
    </span>
  );
}
