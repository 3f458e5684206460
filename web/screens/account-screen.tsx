import '../accounts/account.css';

import { useState } from 'react';

import type { Me } from '#data/accounts/account.ts';

import { NotAnswered } from '../accounts/not-answered.tsx';
import { OwnPosts } from '../accounts/own-posts.tsx';
import { PasswordForm } from '../accounts/password-form.tsx';
import { ProviderLinkSection } from '../accounts/provider-link.tsx';
import { SecondStep } from '../accounts/second-step.tsx';
import { SessionList } from '../accounts/session-list.tsx';
import { signInPath } from '../live/who-is-here.ts';
import { PageLinks } from '../ui/list-page.tsx';
import { SCREENS, Switches } from '../ui/top-bar.tsx';
import { Unheard } from '../ui/unheard.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { langOf, useWords } from '../words/words.ts';

const toSignIn = (): void =>
  window.location.assign(signInPath({ pathname: '/account', search: '' }));

/** One's own account: posts, sessions, password. Who is not signed in comes to the door. */
export default function AccountScreen() {
  const { words } = useWords();
  const asked = useAnswer<Me>('/api/accounts/me');
  const me = asked.value;
  const isOut = asked.reason === 'signed-out';
  // A new password is a new session: the list is another one.
  const [turn, setTurn] = useState(0);
  return (
    <div className="account-page wide">
      <header>
        <h1 lang={me ? langOf(me.person.name) : undefined}>
          {me ? me.person.name : words.accounts.title}
          {me && <small>{me.name}</small>}
        </h1>
        <nav className="screens" aria-label={words.bar.screens}>
          {SCREENS.map((screen) => (
            <a key={screen} className="button bare small" href={`/${screen}`}>
              {words.screens[screen]}
            </a>
          ))}
        </nav>
        <PageLinks />
        <Switches />
      </header>
      <Unheard />
      <main>
        {me?.demo && <p className="chip">{words.accounts.demo.isOne}</p>}
        {!isOut && <NotAnswered asked={asked} />}
        {!me && asked.reason === null && <p role="status">{words.card.loading}</p>}
        {me && (
          <>
            <OwnPosts posts={me.posts} />
            <SessionList key={turn} onEnded={toSignIn} />
            {!me.demo && <SecondStep name={me.name} />}
            {!me.demo && <ProviderLinkSection />}
            {!me.demo && <PasswordForm onDone={() => setTurn(turn + 1)} />}
          </>
        )}
      </main>
    </div>
  );
}
