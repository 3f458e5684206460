import { useEffect, useState, type RefObject } from 'react';

export interface Box {
  width: number;
  height: number;
}

/** The inner size of an element in whole px, kept as it changes; null before it is known, or where it has none. */
export function useBox(ref: RefObject<HTMLElement | null>): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const [width, height] = [Math.floor(entry!.contentRect.width), Math.floor(entry!.contentRect.height)]; // prettier-ignore
      setBox((was) => {
        if (width === 0 || height === 0) return null;
        return was?.width === width && was.height === height ? was : { width, height };
      });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return box;
}
