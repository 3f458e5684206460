import { useEffect, useState } from 'react';

import { useWords } from '../words/words.ts';

const SAID_MS = 4_000;

/** Copies the address of the view with what is selected, and says on itself whether that went well. */
export function CopyLink() {
  const { words } = useWords();
  const { copyLink, linkCopied, linkNotCopied } = words.card;
  return <CopyButton text={() => window.location.href} label={copyLink} done={linkCopied} failed={linkNotCopied} />; // prettier-ignore
}

/** Copies a text, and says on itself whether that went well. */
export function CopyButton(props: {
  text: () => string;
  label: string;
  done: string;
  failed: string;
  /** What is copied, where the label alone does not say it. */
  of?: string;
}) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (): Promise<void> => {
    setSaid((await copyText(props.text())) ? props.done : props.failed);
  };
  return (
    <button
      type="button"
      className="button"
      aria-live="polite"
      aria-label={props.of === undefined ? undefined : `${said ?? props.label}: ${props.of}`}
      onClick={() => void copy()}
    >
      {said ?? props.label}
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
