import { reportedLately } from '../live/alarm-flood.ts';
import { alarmStore } from '../live/alarms.ts';
import { useServerSecond, useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

/** In a flood of alarms: how many there were, and whether the list is grouped by community for them. */
export function FloodLine(props: { grouped: boolean; onGroup: (on: boolean) => void }) {
  const { words } = useWords();
  const reports = useStore(alarmStore, (s) => s.reports);
  const now = useServerSecond();
  return (
    <p className="flood-line">
      <b>{words.alarm.flood(formatCount(reportedLately(reports, now)))}</b>
      <button
        type="button"
        className="button bare small"
        aria-pressed={props.grouped}
        onClick={() => props.onGroup(!props.grouped)}
      >
        {words.alarm.byCommunity}
      </button>
    </p>
  );
}
