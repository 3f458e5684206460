import { useState } from 'react';

import type { PersonPage } from '#data/people/managing.ts';

import { AskedState } from '../ui/asked-state.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { langOf, useWords } from '../words/words.ts';

import { GivePost } from './give-post.tsx';
import { PersonAccount } from './person-account.tsx';
import { PersonPosts } from './person-posts.tsx';
import { RenameForm } from './rename-form.tsx';

/** Somebody: posts, and the account; what may not be done is not there. */
export function PersonView({ id, zone }: { id: number; zone: string }) {
  const { words } = useWords();
  const asked = useAnswer<PersonPage>(`/api/people/${id}`);
  const page = asked.value;
  const [isRenaming, setRenaming] = useState(false);
  return (
    <div className="person-view">
      <a className="link" href="/people">
        {words.managing.back}
      </a>
      <AskedState asked={asked} />
      {page && (
        <>
          <div className="person-head">
            <h2 className="who" lang={langOf(page.person.name)}>
              {page.person.name}
            </h2>
            {page.mayChange && (
              <button
                type="button"
                className="button small"
                hidden={isRenaming}
                onClick={() => setRenaming(true)}
              >
                {words.managing.rename}
              </button>
            )}
          </div>
          {isRenaming && (
            <div className="panel-box">
              <RenameForm
                label={words.managing.name}
                name={page.person.name}
                most={100}
                path={`/api/people/${id}/name`}
                onDone={() => {
                  setRenaming(false);
                  asked.again();
                }}
                onCancel={() => setRenaming(false)}
              />
            </div>
          )}
          <div className="person-side">
            <PersonPosts page={page} zone={zone} onChanged={asked.again} />
            {page.mayChange && <PersonAccount personId={id} />}
          </div>
          <GivePost personId={id} zone={zone} onGiven={asked.again} />
        </>
      )}
    </div>
  );
}
