import { useEffect, useRef } from 'react';

/** What a key does, by `KeyboardEvent.key` in lower case; true = it was for us. */
export type Keys = Partial<Record<string, () => void>>;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** Keys of the whole screen, without Ctrl, Alt or Meta, and not while something is typed (but for Escape). */
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
      const act = latest.current[key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** Input that takes no text: there a space is no letter. */
const WORDLESS = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit']; // prettier-ignore

/** Whether a letter or Space is written, or opens a choice, where the focus is. */
export function takesText(target: EventTarget | null): boolean {
  return (
    isTyping(target) && !(target instanceof HTMLInputElement && WORDLESS.includes(target.type))
  );
}

/**
 * Space for what cannot wait, before whatever control has the focus: that one has the next. Not while something is
 * written.
 *
 * @param act answers whether there was anything to do; else the space bar is the control's
 */
export function useSpaceFirst(act: () => boolean): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    /** Pressed for us: until it is let go a button must hear nothing of it, or it would take it for a click. */
    let held = false;
    const swallow = (event: KeyboardEvent): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    const press = (event: KeyboardEvent): void => {
      if (event.key !== ' ' || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.repeat) {
        if (held) swallow(event);
        return;
      }
      held = !event.defaultPrevented && !takesText(event.target) && latest.current();
      if (held) swallow(event);
    };
    const release = (event: KeyboardEvent): void => {
      if (event.key !== ' ' || !held) return;
      held = false;
      swallow(event);
    };
    window.addEventListener('keydown', press, { capture: true });
    window.addEventListener('keyup', release, { capture: true });
    return () => {
      window.removeEventListener('keydown', press, { capture: true });
      window.removeEventListener('keyup', release, { capture: true });
    };
  }, []);
}
