import '../accounts/account.css';
import '../people/people.css';

import { useState, type FormEvent } from 'react';

import { POST_ROLES, type PostRole } from '#data/people/person.ts';

import { Credential } from '../accounts/credential.tsx';
import { FormEnd } from '../accounts/form-end.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { PersonView } from '../people/person-view.tsx';
import { PostsInWords } from '../people/posts-in-words.tsx';
import { EVERYBODY, useDirectory, type DirectoryFilter } from '../people/use-directory.ts';
import { AskedState } from '../ui/asked-state.tsx';
import { ListPage } from '../ui/list-page.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { formatCount } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

/** Who is there, what posts they hold and what accounts they have: for whoever manages people. `?person=` shows one. */
export default function PeopleScreen() {
  const person = Number(new URLSearchParams(window.location.search).get('person') ?? 0);
  const zone = useAnswer<{ timeZone: string }>('/api/district').value?.timeZone ?? 'UTC';
  return (
    <ListPage page="people">
      {Number.isInteger(person) && person > 0 ? (
        <PersonView id={person} zone={zone} />
      ) : (
        <PeopleList />
      )}
    </ListPage>
  );
}

function PeopleList() {
  const { words } = useWords();
  const says = words.managing;
  const [filter, setFilter] = useState<DirectoryFilter>(EVERYBODY);
  const list = useDirectory(filter);
  const [isAdding, setAdding] = useState(false);
  const state = <AskedState asked={list} />;
  if (!list.value) return state;
  const { people, count } = list.value;
  return (
    <>
      <form className="filters people-filters" onSubmit={(event) => event.preventDefault()}>
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
        <button
          type="button"
          className="button"
          aria-expanded={isAdding}
          onClick={() => setAdding(!isAdding)}
        >
          {says.add}
        </button>
        <p role="status">{people.length === 0 ? says.none : says.count(formatCount(count))}</p>
      </form>
      {isAdding && <AddPerson onCancel={() => setAdding(false)} />}
      {state}
      {people.length > 0 && (
        <table className="rows people-table">
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
            {people.map(({ id, name, posts, others, account }) => (
              <tr key={id}>
                <td>
                  <a href={`/people?person=${id}`} lang={langOf(name)}>
                    {name}
                  </a>
                </td>
                <td>
                  <PostsInWords posts={posts} others={others} />
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
      {list.mayAskMore && (
        <button type="button" className="button small" onClick={() => void list.showMore()}>
          {says.more}
        </button>
      )}
    </>
  );
}

/** Somebody new; leads to their page. */
function AddPerson({ onCancel }: { onCancel: () => void }) {
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
    <form
      className="panel-box account-form add-person"
      aria-label={says.add}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <Credential
        label={says.name}
        value={name}
        most={100}
        autoComplete="off"
        isFirst
        onChange={setName}
      />
      <FormEnd refusal={refusal} isBusy={isBusy} isMain label={says.add}>
        <button type="button" className="button" onClick={onCancel}>
          {says.cancel}
        </button>
      </FormEnd>
    </form>
  );
}
