import '../accounts/account.css';

import { useEffect, useState } from 'react';

import { CodeForm } from '../accounts/code-form.tsx';
import { DemoAccounts } from '../accounts/demo-accounts.tsx';
import { LinkForm } from '../accounts/link-form.tsx';
import { nextPath } from '../accounts/next-path.ts';
import { SignInForm } from '../accounts/sign-in-form.tsx';
import { askServer } from '../live/ask-server.ts';
import type { Here } from '../live/who-is-here.ts';
import { Switches } from '../ui/top-bar.tsx';
import { useWords } from '../words/words.ts';

/** After #: no server is told, and no log has it. */
const SECRET = /^#([A-Za-z0-9_-]{43})$/;

/**
 * Signing in; with a link that was handed out, what it is for: the first administrator, or a password anew. Who is signed in
 * already goes on, unless something was refused.
 */
export default function SignInScreen() {
  const { words } = useWords();
  const { search, hash } = window.location;
  const [secret] = useState(() => SECRET.exec(hash)?.[1] ?? null);
  const [isCode, setCode] = useState(false);
  const isReset = new URLSearchParams(search).has('reset');
  const next = nextPath(search);
  // Back from there comes to what was before the door, not to the door.
  const go = (): void => window.location.replace(next);
  const isPlain = secret === null && !new URLSearchParams(search).has('refused');
  useEffect(() => {
    if (!isPlain) return;
    const goOn = async (): Promise<void> => {
      const here = await askServer<Here>('/api/accounts/here');
      if (here.ok && here.value.me) window.location.replace(next);
    };
    void goOn();
  }, [isPlain, next]);
  return (
    <div className="account-page">
      <header>
        <h1>
          {words.product}
          <small>{words.accounts.signIn.title}</small>
        </h1>
        <Switches />
      </header>
      <main>
        {isCode ? (
          <CodeForm onDone={go} onBack={() => window.location.assign(`/sign-in${search}`)} />
        ) : secret === null ? (
          <SignInForm next={next} onDone={go} onCode={() => setCode(true)} />
        ) : (
          <LinkForm secret={secret} isReset={isReset} onDone={go} onCode={() => setCode(true)} />
        )}
        {secret === null && !isCode && <DemoAccounts onDone={go} />}
      </main>
    </div>
  );
}
