import { useCallback, useEffect, useState, type RefObject } from 'react';

import type { MapView } from '../map/map-view.ts';
import { metresPerPxAt } from '../plans/hands/hand-input.ts';
import type { MapPicture } from '../plans/compare/print-sheet.tsx';

/** Printing: it is asked for, the map is drawn for it, its picture is there, and it is printed. */
export function usePrinting(view: RefObject<MapView | null>): {
  printing: 'asked' | MapPicture | null;
  print: () => void;
  printed: () => void;
} {
  const [printing, setPrinting] = useState<'asked' | MapPicture | null>(null);
  useEffect(() => {
    if (printing !== 'asked') return;
    let isOver = false;
    // Without a picture nothing is printed.
    const taken = view.current?.snapshot() ?? Promise.resolve(null);
    void taken
      .catch(() => null)
      .then((picture) => {
        const map = view.current;
        const metresPerPx = map && picture && metresPerPxAt(map, picture.width / 2, picture.height / 2); // prettier-ignore
        if (!isOver) setPrinting(picture && metresPerPx ? { ...picture, metresPerPx } : null);
      });
    return () => {
      isOver = true;
    };
  }, [printing, view]);
  const print = useCallback(() => setPrinting('asked'), []);
  const printed = useCallback(() => setPrinting(null), []);
  return { printing, print, printed };
}
