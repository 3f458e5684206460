import { useCallback } from 'react';

import { serverNow } from '../../live/stores.ts';
import { useDistrict } from '../../ui/use-live.ts';
import { formatMoment } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';

/** Writes a moment (ISO 8601) in the district's zone and the screen's language: with the year where it is not this one. */
export function useMoment(): (iso: string) => string {
  const { language } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  return useCallback(
    (iso) => formatMoment(Date.parse(iso), serverNow(), zone, language),
    [zone, language],
  );
}
