import { useCallback, useState } from 'react';

import { replaceAddress } from './page-address.ts';
import { readAddress, type ViewAddress } from './view-address.ts';

/**
 * The view as the page's address says it, and how to change a part of it (undefined takes it out).
 * The address is replaced, not added to: going back leaves the screen, not the last thing looked at.
 */
export function useAddress(): [ViewAddress, (part: Partial<ViewAddress>) => void] {
  const [address, setAddress] = useState(() => readAddress(window.location.search));
  const change = useCallback((part: Partial<ViewAddress>) => {
    replaceAddress(part);
    setAddress((was) => ({ ...was, ...part }));
  }, []);
  return [address, change];
}
