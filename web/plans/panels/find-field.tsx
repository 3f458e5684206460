import './find-field.css';

import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';

import { useAnswer } from '../../ui/use-answer.ts';
import { useWords } from '../../words/words.ts';

/** Somebody or something that can be chosen. */
export interface Found {
  id: number;
  name: string;
  /** What tells it from another of the same name. */
  more: string;
}

/** After the last letter, before it is looked for. */
const TYPED_MS = 250;

/**
 * One of many that is found by its name: typed, gone to by arrows, taken by Enter; ✕ takes it away.
 *
 * @param props.path of the list: `?q=` and `?ids=` are added
 */
export function FindField<T>(props: {
  label: string;
  path: string;
  listOf: (answer: T) => readonly Found[];
  /** null: none; undefined: of several not the same. */
  value: number | null | undefined;
  isReadOnly: boolean;
  onChoose: (id: number | null) => void;
}) {
  const { words } = useWords();
  const { path, listOf, value } = props;
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [asked, setAsked] = useState('');
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      setAsked(typed?.trim() ?? '');
      setActive(0);
    }, TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const held = useAnswer<T>(typeof value === 'number' ? `${path}?ids=${value}` : null);
  const isOpen = typed !== null;
  const answer = useAnswer<T>(isOpen ? `${path}?limit=8&q=${encodeURIComponent(asked)}` : null);
  const found = answer.value ? listOf(answer.value) : [];
  const name = held.value ? listOf(held.value)[0]?.name : undefined;
  const shown = value === null ? '' : value === undefined ? '' : (name ?? '…');
  const says = words.plan.details;
  const choose = (one: Found | undefined): void => {
    if (!one) return;
    setTyped(null);
    props.onChoose(one.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOpen) {
      if (event.key === 'ArrowDown' && !props.isReadOnly) setTyped('');
      return;
    }
    const acts: Record<string, () => void> = {
      ArrowDown: () => setActive(Math.min(found.length - 1, active + 1)),
      ArrowUp: () => setActive(Math.max(0, active - 1)),
      Enter: () => choose(found[active]),
      Escape: () => setTyped(null),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <div className="find-field">
      <label htmlFor={id}>
        <span>{props.label}</span>
      </label>
      <span className="box">
        <input
          ref={input}
          id={id}
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && found[active] ? `${id}-${active}` : undefined}
          autoComplete="off"
          maxLength={100}
          value={typed ?? shown}
          placeholder={value === undefined ? says.several : says.find}
          readOnly={props.isReadOnly}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => setTyped(null)}
          onKeyDown={onKeyDown}
        />
        {!props.isReadOnly && value !== null && (
          <button
            type="button"
            className="button bare small"
            aria-label={`${says.none} · ${props.label}`}
            title={says.none}
            onClick={() => {
              props.onChoose(null);
              input.current?.focus();
            }}
          >
            ✕
          </button>
        )}
        {isOpen && (
          <ul role="listbox" id={`${id}-list`} aria-label={props.label}>
            {found.map((one, i) => (
              <li
                key={one.id}
                id={`${id}-${i}`}
                role="option"
                aria-selected={i === active}
                // Before the field loses the focus and the list is away.
                onPointerDown={(event) => {
                  event.preventDefault();
                  choose(one);
                }}
              >
                {one.name} <small>{one.more}</small>
              </li>
            ))}
            {found.length === 0 && (
              <li className="none" role="presentation">
                {answer.loading ? says.looking : says.notFound}
              </li>
            )}
          </ul>
        )}
      </span>
    </div>
  );
}
