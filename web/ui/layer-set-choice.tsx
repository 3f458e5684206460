import './layer-set-choice.css';

import { useEffect, useRef, useState } from 'react';

import { useWords } from '../words/words.ts';

import { keepSets, layerSetStore, putSet, renameSet, SET_NAME_MAX, SETS_MAX, tidyName, watchSets, type LayerSet } from './layer-sets.ts'; // prettier-ignore
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
  const keep = (next: readonly LayerSet[] | null, chosen: string): boolean => {
    if (!next) return false;
    keepSets(next);
    onChoose({ name: chosen, view });
    return true;
  };
  const save = (as: string): boolean => keep(putSet(sets, { name: as, view }), as);
  const rename = (to: string): boolean => {
    const next = renameSet(sets, name!, to);
    if (!next) return false;
    keepSets(next);
    onChoose({ name: to, view });
    return true;
  };
  const differs = name !== undefined && saved?.view !== view;
  return (
    <section className="layer-group layer-sets" data-layer="sets">
      <h3>
        <label htmlFor="layer-set">{words.sets.title}</label>
        <select
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
      </h3>
      {naming ? (
        <SetName
          first={naming === 'rename' ? name! : ''}
          onName={(to) => (naming === 'rename' ? rename(to) : save(to))}
          fault={naming === 'rename' ? words.sets.taken : words.sets.full(String(SETS_MAX))}
          close={() => setNaming(null)}
        />
      ) : (
        <p className="ways">
          {differs && (saved || !full) && (
            <button type="button" className="button small" onClick={() => save(name)}>
              {saved ? words.sets.saveChanged : words.sets.save}
            </button>
          )}
          <button
            type="button"
            className="button bare small"
            disabled={full}
            title={full ? words.sets.full(String(SETS_MAX)) : undefined}
            onClick={() => setNaming('save')}
          >
            {words.sets.saveAs}
          </button>
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
                onClick={() => keepSets(sets.filter((s) => s !== saved))}
              >
                {words.sets.delete}
              </button>
            </>
          )}
        </p>
      )}
    </section>
  );
}

/** Asks for a name; Enter takes it, Escape leaves. `onName` false: it cannot be, and `fault` says why. */
function SetName(props: {
  first: string;
  onName: (name: string) => boolean;
  fault: string;
  close: () => void;
}) {
  const { words } = useWords();
  const [text, setText] = useState(props.first);
  const [refused, setRefused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const name = tidyName(text);
  return (
    <form
      className="set-name"
      onSubmit={(event) => {
        event.preventDefault();
        if (!name) return;
        if (props.onName(name)) props.close();
        else setRefused(true);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        props.close();
      }}
    >
      <input
        ref={field}
        aria-label={words.sets.name}
        placeholder={words.sets.name}
        maxLength={SET_NAME_MAX}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setRefused(false);
        }}
      />
      <button type="submit" className="button small" disabled={!name}>
        {words.sets.save}
      </button>
      <button type="button" className="button bare small" onClick={props.close}>
        {words.sets.cancel}
      </button>
      {refused && <p role="alert">{props.fault}</p>}
    </form>
  );
}
