import './pick-found.css';

import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';

import { langOf, useWords } from '../words/words.ts';

/** After the last letter. */
const TYPED_MS = 250;

/** What can be chosen. */
export interface Found {
  id: number;
  name: string;
  /** What tells it from another of its name. */
  more: string;
}

/** One thing, found by its name and chosen of what is found; by arrows, Tab and Enter alone, too. */
export function PickFound(props: {
  label: string;
  placeholder: string;
  hint?: string;
  /** What is found of what was typed last. */
  found: readonly Found[];
  /** What was typed and is found no more. */
  isNone: boolean;
  isFirst?: boolean;
  onType: (typed: string) => void;
  onChoose: (found: Found | null) => void;
}) {
  const { words } = useWords();
  const { found, onType, onChoose } = props;
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<Found | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => onType(typed.trim()), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, onType]);
  const choose = (one: Found | null): void => {
    setChosen(one);
    setTyped('');
    onType('');
    onChoose(one);
  };
  const goTo = (at: number): void => {
    const lines = list.current?.querySelectorAll('button') ?? [];
    if (at < 0) document.getElementById(id)?.focus();
    else lines[Math.min(at, lines.length - 1)]?.focus();
  };
  const onListKey = (event: KeyboardEvent): void => {
    const lines = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = lines.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Escape: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(to);
  };
  return (
    <div className="field pick-found">
      <label htmlFor={id}>{props.label}</label>
      {chosen ? (
        <span className="chosen">
          <strong lang={langOf(chosen.name)}>{chosen.name}</strong>
          <small lang={langOf(chosen.more)}>{chosen.more}</small>
          <button
            type="button"
            id={id}
            className="button bare small"
            aria-label={`${props.label} ✕`}
            onClick={() => choose(null)}
          >
            ✕
          </button>
        </span>
      ) : (
        <input
          id={id}
          type="search"
          value={typed}
          maxLength={100}
          autoComplete="off"
          autoFocus={props.isFirst}
          placeholder={props.placeholder}
          aria-describedby={props.hint ? `${id}-hint` : undefined}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' && found.length > 0) {
              event.preventDefault();
              goTo(0);
            }
            if (event.key !== 'Enter' || typed.trim() === '') return;
            // It takes the first that is found, and sends no form.
            event.preventDefault();
            if (found[0]) choose(found[0]);
          }}
        />
      )}
      {props.hint && !chosen && <small id={`${id}-hint`}>{props.hint}</small>}
      {!chosen && props.isNone && <p role="status">{words.managing.noneFound}</p>}
      {!chosen && found.length > 0 && (
        <ul className="found" ref={list} onKeyDown={onListKey}>
          {found.map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => choose(one)}>
                <span lang={langOf(one.name)}>{one.name}</span>{' '}
                <small lang={langOf(one.more)}>{one.more}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
