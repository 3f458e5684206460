import { useCallback } from 'react';

import type { Edition } from '#data/areas/edition.ts';

import { useDistrict } from '../../ui/use-live.ts';
import { formatMoment } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';

/** What an edition is called: its name, or where it has none (it came from an import) since when it holds, with the year. */
export function useEditionName(): (edition: Pick<Edition, 'name' | 'validFrom'>) => string {
  const { words, language } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const { unnamed } = words.panels.editions;
  return useCallback(
    ({ name, validFrom }) =>
      // It may come to stand in another's name, to be read in other years.
      name.trim() || unnamed(formatMoment(Date.parse(validFrom), 0, zone, language)),
    [unnamed, zone, language],
  );
}
