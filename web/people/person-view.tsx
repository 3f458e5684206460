import type { PersonPage } from '#data/people/managing.ts';

import { useAnswer } from '../ui/use-answer.ts';
import { refusalSentence, useWords } from '../words/words.ts';

import { GivePost } from './give-post.tsx';
import { PersonAccount } from './person-account.tsx';
import { PersonPosts } from './person-posts.tsx';

/** Somebody: posts, and the account; what may not be done is not there. */
export function PersonView({ id, zone }: { id: number; zone: string }) {
  const { words } = useWords();
  const asked = useAnswer<PersonPage>(`/api/people/${id}`);
  const page = asked.value;
  return (
    <div className="person-view">
      <a className="link" href="/people">
        {words.managing.back}
      </a>
      {asked.reason !== null && (
        <p className="refused" role="alert">
          {refusalSentence(words, asked.reason)}
        </p>
      )}
      {!page && asked.reason === null && <p role="status">{words.card.loading}</p>}
      {page && (
        <>
          <h2 className="who">{page.person.name}</h2>
          <PersonPosts page={page} zone={zone} onChanged={asked.again} />
          {page.mayChange && <PersonAccount personId={id} />}
          <GivePost personId={id} zone={zone} onGiven={asked.again} />
        </>
      )}
    </div>
  );
}
