import { useSyncExternalStore } from 'react';

const SMALL = '(max-width: 1023px)';

function listen(tell: () => void): () => void {
  const query = window.matchMedia(SMALL);
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
}

/** Whether the screen is too small to draw borders on, as the stylesheet has it. */
export function useIsSmall(): boolean {
  return useSyncExternalStore(listen, () => window.matchMedia(SMALL).matches);
}
