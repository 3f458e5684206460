import { useEffect, useRef } from 'react';

/** What a key does, by `KeyboardEvent.key` in lower case; true = it was for us. */
export type Keys = Partial<Record<string, () => void>>;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** What the space bar works by itself when it has the focus. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('button, a[href], summary, label, [role=option], [role=switch]') !== null
  );
}

/** Keys of the whole screen, without Ctrl, Alt or Meta, and not while something is typed (but for Escape); Space not where a control has the focus. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      const key = event.key.toLowerCase();
      if (key !== 'escape' && isTyping(event.target)) return;
      if (key === ' ' && isControl(event.target)) return;
      const act = latest.current[key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
