import '../accounts/account.css';
import '../people/people.css';

import { useState } from 'react';

import { POST_ROLES, type PostRole } from '#data/people/person.ts';

import { ActForm } from '../accounts/act-form.tsx';
import { Credential } from '../accounts/credential.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { PersonView } from '../people/person-view.tsx';
import { PostsInWords } from '../people/posts-in-words.tsx';
import { EVERYBODY, useDirectory, type DirectoryFilter } from '../people/use-directory.ts';
import { AskedState } from '../ui/asked-state.tsx';
import { ColumnHeads } from '../ui/column-heads.tsx';
import { ChoiceField, SearchField } from '../ui/labelled-fields.tsx';
import { ListPage } from '../ui/list-page.tsx';
import { useZone } from '../ui/use-zone.ts';
import { formatCount } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

/** Who is there, what posts they hold and what accounts they have: for whoever manages people. `?person=` shows one. */
export default function PeopleScreen() {
  const person = Number(new URLSearchParams(window.location.search).get('person') ?? 0);
  const zone = useZone();
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
        <SearchField
          label={says.find}
          value={filter.q}
          onChange={(q) => setFilter({ ...filter, q })}
        />
        <ChoiceField<PostRole | ''>
          label={says.role}
          value={filter.role}
          all={says.all}
          of={POST_ROLES}
          nameOf={(role) => words.people.roles[role]}
          onChange={(role) => setFilter({ ...filter, role })}
        />
        <ChoiceField<DirectoryFilter['only']>
          label={says.only}
          value={filter.only}
          all={says.all}
          of={['no-post', 'account', 'no-account']}
          nameOf={(kind) => says.onlyKinds[kind]}
          onChange={(only) => setFilter({ ...filter, only })}
        />
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
          <ColumnHeads
            names={(['name', 'posts', 'account'] as const).map((key) => says.columns[key])}
          />
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
  const submit = async (): Promise<void> => {
    const made = await send<{ id: number }>('/api/people', { body: { name } });
    if (made) window.location.assign(`/people?person=${made.id}`);
  };
  return (
    <ActForm
      className="panel-box add-person"
      label={says.add}
      go={says.add}
      refusal={refusal}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onCancel={onCancel}
    >
      <Credential
        label={says.name}
        value={name}
        most={100}
        autoComplete="off"
        isFirst
        onChange={setName}
      />
    </ActForm>
  );
}
