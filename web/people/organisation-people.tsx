import { useState } from 'react';

import { AskedState } from '../ui/asked-state.tsx';
import { formatCount } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

import { PostsInWords } from './posts-in-words.tsx';
import { EVERYBODY, useDirectory } from './use-directory.ts';

/** Who holds a post of an organisation or of one below it: the post, and the area or house that it is for. */
export function OrganisationPeople({ id }: { id: number }) {
  const { words } = useWords();
  const says = words.organisations;
  const [filter] = useState({ ...EVERYBODY, organisationId: id });
  const list = useDirectory(filter);
  const { people = null, count = 0 } = list.value ?? {};
  return (
    <section aria-label={says.people}>
      <h3>{people && people.length > 0 ? says.peopleOf(formatCount(count)) : says.people}</h3>
      <AskedState asked={list} />
      {people?.length === 0 && <p>{says.nobody}</p>}
      <ul className="member-list">
        {people?.map((person) => (
          <li key={person.id}>
            <a href={`/people?person=${person.id}`} lang={langOf(person.name)}>
              {person.name}
            </a>
            <span>
              <PostsInWords posts={person.posts} others={person.others} />
            </span>
          </li>
        ))}
      </ul>
      {list.mayAskMore && (
        <button type="button" className="button small" onClick={() => void list.showMore()}>
          {words.managing.more}
        </button>
      )}
    </section>
  );
}
