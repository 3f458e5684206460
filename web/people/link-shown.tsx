import { useState } from 'react';

import type { AccountLink } from '#data/accounts/managing.ts';

import { useWords } from '../words/words.ts';

/** A link by which somebody sets their password: told this once, with a button that copies it, which the keys go on from. */
export function LinkShown({ link }: { link: AccountLink }) {
  const { words } = useWords();
  const says = words.managing.account;
  const [said, setSaid] = useState<string | null>(null);
  const address = `${window.location.origin}${link.path}`;
  const copy = async (): Promise<void> => {
    const done = await navigator.clipboard?.writeText(address).then(
      () => true,
      () => false,
    );
    setSaid(done ? says.copied : says.notCopied);
  };
  return (
    <div className="link-shown" role="status">
      <p>{says.linkHint}</p>
      <code>{address}</code>
      <button
        type="button"
        className="button primary"
        autoFocus
        aria-live="polite"
        onClick={() => void copy()}
      >
        {said ?? says.copy}
      </button>
    </div>
  );
}
