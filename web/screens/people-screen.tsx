import '../accounts/account.css';
import '../people/people.css';

import { useState, type FormEvent } from 'react';

import { POST_ROLES, type PostRole } from '#data/people/person.ts';

import { useSending } from '../accounts/use-sending.ts';
import { PersonView } from '../people/person-view.tsx';
import { placeOfPost } from '../people/place-of-post.ts';
import { EVERYBODY, useDirectory, type DirectoryFilter } from '../people/use-directory.ts';
import { Switches } from '../ui/top-bar.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { formatCount } from '../words/format.ts';
import { refusalSentence, useWords } from '../words/words.ts';

/** Who is there, what posts they hold and what accounts they have: for whoever manages people. `?person=` shows one. */
export default function PeopleScreen() {
  const { words } = useWords();
  const person = Number(new URLSearchParams(window.location.search).get('person') ?? 0);
  const zone = useAnswer<{ timeZone: string }>('/api/district').value?.timeZone ?? 'UTC';
  return (
    <div className="account-page people-page">
      <header>
        <h1>{words.managing.title}</h1>
        <a className="button bare small" href="/account">
          {words.accounts.short}
        </a>
        <Switches />
      </header>
      <main>
        {Number.isInteger(person) && person > 0 ? (
          <PersonView id={person} zone={zone} />
        ) : (
          <PeopleList />
        )}
      </main>
    </div>
  );
}

function PeopleList() {
  const { words } = useWords();
  const says = words.managing;
  const [filter, setFilter] = useState<DirectoryFilter>(EVERYBODY);
  const { people, count, reason, mayAskMore, showMore } = useDirectory(filter);
  if (reason !== null)
    return (
      <p className="refused" role="alert">
        {refusalSentence(words, reason)}{' '}
        {reason === 'signed-out' && <a href="/sign-in?next=/people">{words.accounts.signIn.go}</a>}
      </p>
    );
  // Who may not manage sees none of it for a moment.
  if (!people) return <p role="status">{words.card.loading}</p>;
  return (
    <>
      <form className="people-filters" onSubmit={(event) => event.preventDefault()}>
        <label className="field">
          {says.find}
          <input
            type="search"
            value={filter.q}
            maxLength={100}
            onChange={(event) => setFilter({ ...filter, q: event.target.value })}
          />
        </label>
        <label className="field">
          {says.role}
          <select
            value={filter.role}
            onChange={(event) =>
              setFilter({ ...filter, role: event.target.value as PostRole | '' })
            }
          >
            <option value="">{says.all}</option>
            {POST_ROLES.map((role) => (
              <option key={role} value={role}>
                {words.people.roles[role]}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {says.only}
          <select
            value={filter.only}
            onChange={(event) =>
              setFilter({ ...filter, only: event.target.value as DirectoryFilter['only'] })
            }
          >
            <option value="">{says.all}</option>
            {(['no-post', 'account', 'no-account'] as const).map((kind) => (
              <option key={kind} value={kind}>
                {says.onlyKinds[kind]}
              </option>
            ))}
          </select>
        </label>
        <p role="status">{people.length === 0 ? says.none : says.count(formatCount(count))}</p>
      </form>
      <AddPerson />
      {people.length > 0 && (
        <table className="people-table">
          <thead>
            <tr>
              {(['name', 'posts', 'account'] as const).map((key) => (
                <th key={key} scope="col">
                  {says.columns[key]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map(({ id, name, posts, account }) => (
              <tr key={id}>
                <td>
                  <a href={`/people?person=${id}`}>{name}</a>
                </td>
                <td>
                  {posts.length === 0
                    ? says.noPost
                    : posts
                        .map(
                          (post) => `${words.people.roles[post.role]} ${placeOfPost(words, post)}`,
                        )
                        .join(' · ')}
                </td>
                <td>
                  {account ? account.name : '—'}{' '}
                  {account?.disabled && <span className="chip">{says.disabled}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayAskMore && (
        <button type="button" className="button small" onClick={() => void showMore()}>
          {says.more}
        </button>
      )}
    </>
  );
}

/** Somebody new; leads to their page. */
function AddPerson() {
  const { words } = useWords();
  const says = words.managing;
  const [name, setName] = useState('');
  const { isBusy, refusal, send } = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const made = await send<{ id: number }>('/api/people', { body: { name } });
    if (made) window.location.assign(`/people?person=${made.id}`);
  };
  return (
    <form className="people-filters add-person" onSubmit={(event) => void submit(event)}>
      <label className="field">
        {says.add}
        <input
          value={name}
          required
          maxLength={100}
          autoComplete="off"
          placeholder={says.name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={isBusy || name.trim() === ''}>
        {says.add}
      </button>
      <p className="refused" role="alert">
        {refusal}
      </p>
    </form>
  );
}
