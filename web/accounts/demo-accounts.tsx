import type { Me } from '#data/accounts/account.ts';
import type { PostRole } from '#data/people/person.ts';

import { useAnswer } from '../ui/use-answer.ts';
import { useWords } from '../words/words.ts';

import { useSending } from './use-sending.ts';

/** A sample district on this machine has an account for each role; nothing where there are none. */
export function DemoAccounts({ onDone }: { onDone: () => void }) {
  const { words } = useWords();
  const says = words.accounts.demo;
  const demo = useAnswer<{ names: PostRole[]; password: string | null }>('/api/accounts/demo');
  const { isBusy, refusal, send } = useSending();
  const { names = [], password = null } = demo.value ?? {};
  if (names.length === 0 || password === null) return null;
  const enter = async (name: string): Promise<void> => {
    if (await send<Me>('/api/sessions', { body: { name, password } })) onDone();
  };
  return (
    <section className="demo-accounts" aria-label={says.title}>
      <h2>{says.title}</h2>
      <p>{says.about(password)}</p>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <button
              type="button"
              className="button small"
              disabled={isBusy}
              onClick={() => void enter(name)}
            >
              {words.people.roles[name]}
            </button>
          </li>
        ))}
      </ul>
      <p className="refused" role="alert">
        {refusal}
      </p>
    </section>
  );
}
