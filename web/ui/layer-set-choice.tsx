import './layer-set-choice.css';

import { useEffect, useRef, useState } from 'react';

import { useWords } from '../words/words.ts';

import { keepSets, layerSetStore, putSet, renameSet, SET_NAME_MAX, SETS_MAX, tidyName, watchSets, type LayerSet } from './layer-sets.ts'; // prettier-ignore
import { onEscape } from './on-escape.ts';
import { useStore } from './use-live.ts';

/**
 * Sets of layers by name, to choose, save, rename and delete. A set that the address brought, or that was deleted,
 * is shown as not saved until it is: so a deletion is undone by saving.
 */
export function LayerSetChoice(props: {
  /** The set that is shown, if it has a name. */
  name: string | undefined;
  /** What is shown now, as `writeSet` says it. */
  view: string;
  /** null: what is shown has no name any more. */
  onChoose: (set: LayerSet | null) => void;
}) {
  const { words } = useWords();
  const { name, view, onChoose } = props;
  const sets = useStore(layerSetStore, (s) => s.sets);
  const [naming, setNaming] = useState<'save' | 'rename' | null>(null);
  useEffect(() => watchSets(), []);
  const saved = sets.find((s) => s.name === name);
  const full = sets.length >= SETS_MAX;
  const choice = useRef<HTMLSelectElement>(null);
  /** What was pressed goes away: the focus goes on to the choice. */
  const backToChoice = (): void => choice.current?.focus();
  const close = (): void => {
    setNaming(null);
    backToChoice();
  };
  /** Keeps what is shown under a name; otherwise why that cannot be. */
  const keep = (next: readonly LayerSet[] | null, as: string, why: string): string | null => {
    if (!next) return why;
    keepSets(next);
    onChoose({ name: as, view });
    return null;
  };
  const save = (as: string): string | null =>
    keep(putSet(sets, { name: as, view }), as, words.sets.full(String(SETS_MAX)));
  const saveAs = (as: string): string | null =>
    sets.some((s) => s.name === as) ? words.sets.taken : save(as);
  const rename = (to: string): string | null =>
    keep(renameSet(sets, name!, to), to, words.sets.taken);
  const saveAsButton = (
    <button
      type="button"
      className="button bare small"
      disabled={full}
      title={full ? words.sets.full(String(SETS_MAX)) : undefined}
      onClick={() => setNaming('save')}
    >
      {words.sets.saveAs}
    </button>
  );
  const differs = name !== undefined && saved?.view !== view;
  return (
    <section className="layer-group layer-sets" data-layer="sets">
      <h3>
        <label htmlFor="layer-set">{words.sets.title}</label>
        <select
          ref={choice}
          id="layer-set"
          value={name ?? ''}
          onChange={(event) => onChoose(sets.find((s) => s.name === event.target.value) ?? null)}
        >
          <option value="">{words.sets.none}</option>
          {sets.map((set) => (
            <option key={set.name}>{set.name}</option>
          ))}
          {name !== undefined && !saved && <option value={name}>{words.sets.unsaved(name)}</option>}
        </select>
        {name === undefined && saveAsButton}
      </h3>
      {naming ? (
        <SetName
          first={naming === 'rename' ? name! : ''}
          onName={naming === 'rename' ? rename : saveAs}
          close={close}
        />
      ) : (
        name !== undefined && (
          <p className="ways">
            {differs && (saved || !full) && (
              <button
                type="button"
                className="button small"
                onClick={() => {
                  save(tidyName(name));
                  backToChoice();
                }}
              >
                {saved ? words.sets.saveChanged : words.sets.save}
              </button>
            )}
            {saveAsButton}
            {saved && (
              <>
                <button
                  type="button"
                  className="button bare small"
                  onClick={() => setNaming('rename')}
                >
                  {words.sets.rename}
                </button>
                <button
                  type="button"
                  className="button bare small"
                  title={words.sets.deleteTitle}
                  onClick={() => {
                    keepSets(sets.filter((s) => s !== saved));
                    backToChoice();
                  }}
                >
                  {words.sets.delete}
                </button>
              </>
            )}
          </p>
        )
      )}
    </section>
  );
}

/** Asks for a name; Enter takes it, Escape leaves. `onName` answers why a name cannot be. */
function SetName(props: {
  first: string;
  onName: (name: string) => string | null;
  close: () => void;
}) {
  const { words } = useWords();
  const [text, setText] = useState(props.first);
  const [fault, setFault] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const name = tidyName(text);
  return (
    <form
      className="set-name"
      onSubmit={(event) => {
        event.preventDefault();
        if (!name) return;
        const why = props.onName(name);
        setFault(why);
        if (why === null) props.close();
      }}
      onKeyDown={onEscape(props.close)}
    >
      <input
        ref={field}
        aria-label={words.sets.name}
        placeholder={words.sets.name}
        maxLength={SET_NAME_MAX}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setFault(null);
        }}
      />
      <button type="submit" className="button small" disabled={!name}>
        {words.sets.save}
      </button>
      <button type="button" className="button bare small" onClick={props.close}>
        {words.sets.cancel}
      </button>
      {fault && <p role="alert">{fault}</p>}
    </form>
  );
}
