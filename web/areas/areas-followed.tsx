import './areas-followed.css';

import { serverNow } from '../live/stores.ts';
import { useDistrict } from '../ui/use-live.ts';
import { formatDay, formatList } from '../words/format.ts';
import { nameIn, useWords } from '../words/words.ts';

import type { Followed } from './use-followed-areas.ts';

/** Says that what an address named is no more, and what is shown instead. */
export function AreasFollowed(props: { followed: Followed | null; onClose: () => void }) {
  const { words, language } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const { followed } = props;
  if (!followed) return null;
  const { from, to, at } = followed;
  // Parts are called as the whole was: their codes tell them apart.
  const all = [...from, ...to].map((area) => nameIn(language, area));
  const nameOf = (area: Followed['to'][number]): string => {
    const name = nameIn(language, area);
    return all.indexOf(name) === all.lastIndexOf(name) ? name : `${name} (${area.code})`;
  };
  const namesOf = (some: Followed['to']): string => formatList(some.map(nameOf), language);
  return (
    <p className="areas-followed" role="status">
      <span>
        {from.length === 0
          ? words.areas.isUnknown
          : to.length === 0
            ? words.areas.wentNowhere(
                namesOf(from),
                formatDay(Date.parse(at!), serverNow(), zone, language),
              )
            : words.areas.followed(
                namesOf(from),
                formatDay(Date.parse(at!), serverNow(), zone, language),
                namesOf(to),
              )}
      </span>
      <button type="button" className="link" onClick={props.onClose}>
        {words.panels.rebase.close}
      </button>
    </p>
  );
}
