import { useEffect, useState } from 'react';

import { useWords } from '../words/words.ts';

const SAID_MS = 4_000;

/** Copies the address of the view with what is selected, and says on itself whether that went well. */
export function CopyLink() {
  const { words } = useWords();
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (): Promise<void> => {
    const done = await copyText(window.location.href);
    setSaid(done ? words.card.linkCopied : words.card.linkNotCopied);
  };
  return (
    <button type="button" className="button" aria-live="polite" onClick={() => void copy()}>
      {said ?? words.card.copyLink}
    </button>
  );
}

/** Over plain HTTP from another machine there is no clipboard API: the old way is tried then. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const held = document.activeElement;
    const field = document.createElement('textarea');
    field.value = text;
    field.style.position = 'fixed';
    field.style.opacity = '0';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    if (held instanceof HTMLElement) held.focus();
    return done;
  }
}
