import '../accounts/account.css';
import '../people/organisations.css';

import { useMemo, useState } from 'react';

import type { OrganisationTree as Tree } from '#data/people/managing.ts';

import { OrganisationForm } from '../people/organisation-form.tsx';
import { OrganisationTree } from '../people/organisation-tree.tsx';
import { OrganisationView } from '../people/organisation-view.tsx';
import { plantForest } from '../people/tree-rows.ts';
import { AskedState } from '../ui/asked-state.tsx';
import { SearchField, TickField } from '../ui/labelled-fields.tsx';
import { ListPage } from '../ui/list-page.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useZone } from '../ui/use-zone.ts';
import { useWords } from '../words/words.ts';

const NAMED = 'organisation';

const chosenAtFirst = (): number | null => {
  const id = Number(new URLSearchParams(window.location.search).get(NAMED));
  return Number.isInteger(id) && id > 0 ? id : null;
};
/** The address says which one is open; going back leaves the page. */
function nameChosen(id: number | null): void {
  const url = new URL(window.location.href);
  if (id === null) url.searchParams.delete(NAMED);
  else url.searchParams.set(NAMED, String(id));
  window.history.replaceState(null, '', url);
}

/** Departments, companies and stations, for whoever manages people: the tree, and the one that is chosen. */
export default function OrganisationsScreen() {
  const { words } = useWords();
  const says = words.organisations;
  const asked = useAnswer<Tree>('/api/organisations/tree');
  const zone = useZone();
  const [sought, setSought] = useState('');
  const [withClosed, setWithClosed] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const [chosen, setChosen] = useState(chosenAtFirst);
  const organisations = asked.value?.organisations;
  const mayAdd = asked.value?.mayAdd ?? false;
  const all = useMemo(() => plantForest(organisations ?? [], true), [organisations]);
  const open = useMemo(() => plantForest(organisations ?? [], false), [organisations]);
  const entry = chosen === null ? undefined : all.byId.get(chosen);
  const choose = (id: number): void => {
    setAdding(false);
    setChosen(id);
    nameChosen(id);
  };
  return (
    <ListPage page="organisations" fills>
      <AskedState asked={asked} />
      {organisations && (
        <div className="organisations">
          <section className="tree-side" aria-label={says.tree}>
            <form className="filters" onSubmit={(event) => event.preventDefault()}>
              <SearchField label={says.find} value={sought} onChange={setSought} />
              <TickField label={says.withClosed} value={withClosed} onChange={setWithClosed} />
              {mayAdd && (
                <button type="button" className="button" onClick={() => setAdding(true)}>
                  {says.addTop}
                </button>
              )}
            </form>
            <OrganisationTree
              forest={withClosed || (entry && entry.closedAt !== null) ? all : open}
              sought={sought}
              chosen={entry ? chosen : null}
              onChoose={choose}
            />
          </section>
          <div className="panel-box one-side" tabIndex={-1}>
            {isAdding ? (
              <OrganisationForm
                label={says.addTop}
                entry={null}
                parentId={null}
                onDone={(id) => {
                  asked.again();
                  choose(id);
                }}
                onCancel={() => setAdding(false)}
              />
            ) : entry ? (
              <OrganisationView
                key={entry.id}
                entry={entry}
                forest={entry.closedAt === null ? open : all}
                mayBeTop={mayAdd}
                zone={zone}
                onChanged={asked.again}
                onChoose={choose}
              />
            ) : (
              <p>
                {chosen === null || asked.loading
                  ? says.choose
                  : words.refusals['unknown-organisation']}
              </p>
            )}
          </div>
        </div>
      )}
    </ListPage>
  );
}
