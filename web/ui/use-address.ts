import { useCallback, useState } from 'react';

import { readAddress, writeAddress, type ViewAddress } from './view-address.ts';

/** What an address may hold besides the view: kept as it was. */
const KEPT = ['probe'] as const;

/**
 * The view as the page's address says it, and how to change a part of it (undefined takes it out).
 * The address is replaced, not added to: going back leaves the screen, not the last thing looked at.
 */
export function useAddress(): [ViewAddress, (part: Partial<ViewAddress>) => void] {
  const [address, setAddress] = useState(() => readAddress(window.location.search));
  const change = useCallback((part: Partial<ViewAddress>) => {
    setAddress((was) => {
      const next = { ...was, ...part };
      const query = writeAddress(next);
      const old = new URLSearchParams(window.location.search);
      const kept = KEPT.filter((key) => old.has(key)).join('&');
      const search = kept ? `${query || '?'}${query ? '&' : ''}${kept}` : query;
      if (search !== window.location.search)
        window.history.replaceState(null, '', `${window.location.pathname}${search}`);
      return next;
    });
  }, []);
  return [address, change];
}
