import { alarmStore, heardLately } from '../live/alarms.ts';
import { useServerSecond, useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

/** In a flood of alarms: how many there were, and whether the list is grouped by community for them. */
export function FloodLine(props: { grouped: boolean; onGroup: (on: boolean) => void }) {
  const { words } = useWords();
  const alarms = useStore(alarmStore, (s) => s.byId);
  const now = useServerSecond();
  return (
    <p className="flood-line">
      <b>{words.alarm.flood(formatCount(heardLately(alarms, now)))}</b>
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
