import '../accounts/account.css';

import { useState } from 'react';

import { CodeForm } from '../accounts/code-form.tsx';
import { DemoAccounts } from '../accounts/demo-accounts.tsx';
import { LinkForm } from '../accounts/link-form.tsx';
import { nextPath } from '../accounts/next-path.ts';
import { SignInForm } from '../accounts/sign-in-form.tsx';
import { Switches } from '../ui/top-bar.tsx';
import { useWords } from '../words/words.ts';

/** After #: no server is told, and no log has it. */
const SECRET = /^#([A-Za-z0-9_-]{43})$/;

/** Signing in; with a link that was handed out, what it is for: the first administrator, or a password anew. */
export default function SignInScreen() {
  const { words } = useWords();
  const { search, hash } = window.location;
  const [secret] = useState(() => SECRET.exec(hash)?.[1] ?? null);
  const [isCode, setCode] = useState(false);
  const isReset = new URLSearchParams(search).has('reset');
  const next = nextPath(search);
  const go = (): void => window.location.assign(next);
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
