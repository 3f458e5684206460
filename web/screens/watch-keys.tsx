import { KeyHelp } from '../ui/key-help.tsx';
import { useWords } from '../words/words.ts';

/** What keys do on this screen. */
export function WatchKeys({ close }: { close: () => void }) {
  const { words } = useWords();
  const { keys } = words;
  return (
    <KeyHelp
      close={close}
      lines={[
        ['/ · Ctrl K', words.search.key],
        ['N', keys.report],
        [keys.rightClick, keys.report],
        ['L', keys.list],
        [keys.names.arrows, keys.move],
        [keys.names.enter, keys.pick],
        [keys.names.digits, keys.filter],
        ['M', keys.layers],
        ['S', keys.sets],
        ['C', keys.shade],
        ['A', keys.table],
        ['P', words.plots.key],
        [keys.names.sides, words.plots.inside],
        ['H', keys.heat],
        [keys.names.space, keys.still],
        [keys.names.escape, keys.escape],
        ['T', keys.theme],
        ['G', keys.language],
        ['?', keys.help],
      ]}
    />
  );
}
