import type { Feed } from '#data/wire/messages.ts';

import type { LayerKey } from '../map/scene.ts';
import { tallyStore } from '../map/tally.ts';
import { formatCount, formatSilence, formatSpan } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { useFeedAges } from './feed-bar.tsx';
import { useStore } from './use-live.ts';

/** How many of a layer are drawn of how many are in the map's frame: `312 / 1,725`, or one number where all are. */
export function LayerCount({ of, on }: { of: LayerKey; on: boolean }) {
  const { words } = useWords();
  const tally = useStore(tallyStore, (tallies) => tallies[of]);
  if (!tally) return null;
  const [shown, inView] = [formatCount(tally.shown), formatCount(tally.inView)];
  if (!on || tally.shown === tally.inView)
    return <span title={words.layers.counted(shown, inView)}>{inView}</span>;
  return (
    <span title={words.layers.counted(shown, inView)}>
      {`${shown} / ${inView}`}
      {tally.shown === 0 && <small>{words.layers.closer}</small>}
    </span>
  );
}

/** How old a layer that reports is; loud when its report is overdue. Nothing where it never reported. */
export function LayerAge({ feed }: { feed: Feed['key'] }) {
  const { words, language } = useWords();
  const age = useFeedAges().find((a) => a.key === feed);
  if (!age || age.kind === 'never') return null;
  const silent = age.kind === 'silent';
  const span = silent ? formatSilence(age.ageMs, language) : formatSpan(age.ageMs, language);
  return (
    <span
      className={`layer-age${silent ? ' silent' : ''}`}
      title={silent ? words.layers.silent(span) : words.layers.age(span)}
    >
      {span}
    </span>
  );
}
