import './search-box.css';

import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import { SEARCH_QUERY_MAX, type SearchNoun } from '#data/search/thing.ts';
import type { SearchAnswer } from '#data/wire/search.ts';

import { useDistrict } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { refusalSentence, useWords } from '../words/words.ts';

import { AnswerLine, titleOf } from './answer-line.tsx';
import { forgetChoices, keepChoice, recallChoices } from './recent-choices.ts';
import { useSearch } from './use-search.ts';

/**
 * Find anything by name, number, sound or place: a combobox that Ctrl-K and / open from anywhere on the page. What is
 * chosen is handed on, and kept among the recent.
 */
export function SearchBox({
  near,
  onChoose,
}: {
  /** Where the map looks: of equal answers the nearer come first. */
  near: () => [number, number] | null;
  onChoose: (answer: SearchAnswer) => void;
}) {
  const { words, language } = useWords();
  const district = useDistrict();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const cameFrom = useRef<Element | null>(null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [recent, setRecent] = useState<SearchAnswer[]>([]);
  const [said, setSaid] = useState('');
  /** Enter came before the answer: the text whose first answer is wanted. */
  const [awaited, setAwaited] = useState<string | null>(null);
  const search = useSearch(open ? text : '', near);

  const isRecent = text.trim() === '';
  const answers = isRecent ? recent : search.answers;
  // A list that changes under the arrows begins anew.
  useEffect(() => setActive(-1), [search.answered, isRecent]);
  const groups = useMemo(() => groupAnswers(answers, isRecent), [answers, isRecent]);
  const isEmpty =
    !isRecent && search.answered !== '' && answers.length === 0 && search.reason === null;
  const optionId = (i: number): string => `${id}-${i}`;
  const shows = open && (answers.length > 0 || isEmpty || search.waiting || search.reason !== null);

  const begin = (): void => {
    if (document.activeElement !== field.current) cameFrom.current = document.activeElement;
    field.current?.focus();
    field.current?.select();
  };
  useOpeningKeys(begin);
  useEffect(() => {
    if (!open) return;
    const away = (event: PointerEvent): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);
  useEffect(() => {
    if (active >= 0)
      document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);

  const show = (): void => {
    setRecent(recallChoices());
    setOpen(true);
    setSaid('');
  };
  /** Back to where the keys went before: the screen's own keys work again. */
  const leave = (): void => {
    setOpen(false);
    setActive(-1);
    const before = cameFrom.current;
    if (before instanceof HTMLElement && before !== document.body && before.isConnected)
      before.focus();
    else field.current?.blur();
  };
  const choose = (answer: SearchAnswer): void => {
    keepChoice(answer);
    setText('');
    setSaid(words.search.chosen(titleOf(answer, language)));
    leave();
    onChoose(answer);
  };
  const chooseNow = useRef(choose);
  useEffect(() => {
    chooseNow.current = choose;
  });
  useEffect(() => {
    if (awaited === null) return;
    if (awaited === text.trim() && search.answered !== awaited) return;
    setAwaited(null);
    if (awaited === text.trim() && search.answers[0]) chooseNow.current(search.answers[0]);
  }, [awaited, text, search.answered, search.answers]);
  const keys = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const last = answers.length - 1;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        if (!open) return show();
        if (last < 0) return;
        const step = event.key === 'ArrowDown' ? 1 : -1;
        // Beyond either end is the text itself, from where the list begins again.
        setActive(active + step > last ? -1 : active + step < -1 ? last : active + step);
        return;
      }
      case 'Enter': {
        event.preventDefault();
        if (!open) return show();
        const isAnswered = isRecent || search.answered === text.trim();
        const answer = answers[active] ?? (isRecent || !isAnswered ? undefined : answers[0]);
        if (answer) choose(answer);
        else if (!isAnswered) setAwaited(text.trim());
        return;
      }
      case 'Escape':
        // Not the screen's: it would close a card.
        event.preventDefault();
        if (text !== '') {
          setText('');
          setActive(-1);
        } else leave();
        return;
      case 'Tab':
        setOpen(false);
        return;
    }
  };

  return (
    <div className="search" ref={box} role="search">
      <svg className="lens" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <path d="M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9ZM9.4 9.4 13 13" />
      </svg>
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={words.search.label}
        aria-autocomplete="list"
        aria-expanded={shows && answers.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={shows && active >= 0 ? optionId(active) : undefined}
        aria-keyshortcuts="Control+K /"
        title={`${words.search.label} (Ctrl K, /)`}
        placeholder={words.search.hint}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        maxLength={SEARCH_QUERY_MAX}
        value={text}
        onFocus={show}
        onClick={() => !open && show()}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
        }}
        onKeyDown={keys}
      />
      <kbd aria-hidden="true">/</kbd>
      <span className="unseen" role="status">
        {said !== ''
          ? said
          : shows && !isRecent && answers.length > 0
            ? words.search.count(formatCount(answers.length))
            : ''}
      </span>
      <div className="search-panel" hidden={!shows}>
        {search.reason !== null && (
          <div className="note bad" role="alert">
            <p>
              {words.search.failed} · {refusalSentence(words, search.reason)}
            </p>
            <button type="button" className="button small" onClick={search.again}>
              {words.search.retry}
            </button>
          </div>
        )}
        {search.waiting && answers.length === 0 && <p className="note">{words.search.searching}</p>}
        {isEmpty && (
          <div className="note" role="status">
            <p>{words.search.none(search.answered)}</p>
            <p className="next">{words.search.noneNext}</p>
          </div>
        )}
        <div id={`${id}-list`} role="listbox" aria-label={words.search.results}>
          {groups.map(({ noun, from, list }) => (
            <div key={noun} role="group" aria-labelledby={`${id}-${noun}`}>
              <div className="head" id={`${id}-${noun}`} role="presentation">
                {noun === 'recent' ? words.search.recent : words.search.nouns[noun]}
              </div>
              {list.map((answer, k) => (
                <div
                  key={`${answer.noun}:${answer.id}`}
                  id={optionId(from + k)}
                  role="option"
                  aria-selected={from + k === active}
                  data-found={`${answer.noun}:${answer.id}`}
                  className="option"
                  onPointerMove={() => setActive(from + k)}
                  // Before the field loses the keys.
                  onPointerDown={(event) => event.preventDefault()}
                  onClick={() => choose(answer)}
                >
                  <AnswerLine answer={answer} district={district} />
                </div>
              ))}
            </div>
          ))}
        </div>
        {isRecent && recent.length > 0 && (
          <button
            type="button"
            className="button bare small forget"
            onClick={() => {
              forgetChoices();
              setRecent([]);
              field.current?.focus();
            }}
          >
            {words.search.forget}
          </button>
        )}
      </div>
    </div>
  );
}

/** Answers in groups of one noun each, in the order in which they came; the recent are one. */
function groupAnswers(
  answers: readonly SearchAnswer[],
  isRecent: boolean,
): { noun: SearchNoun | 'recent'; from: number; list: SearchAnswer[] }[] {
  const groups: { noun: SearchNoun | 'recent'; from: number; list: SearchAnswer[] }[] = [];
  answers.forEach((answer, i) => {
    const noun = isRecent ? 'recent' : answer.noun;
    const last = groups.at(-1);
    if (last?.noun === noun) last.list.push(answer);
    else groups.push({ noun, from: i, list: [answer] });
  });
  return groups;
}

/** Ctrl-K (or ⌘K) wherever the keys go, / where nothing is typed. */
function useOpeningKeys(begin: () => void): void {
  const latest = useRef(begin);
  useEffect(() => {
    latest.current = begin;
  });
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent): void => {
      const isTyping =
        event.target instanceof HTMLElement &&
        (event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName));
      const isCtrlK =
        event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey;
      const isSlash =
        event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.defaultPrevented || (!isCtrlK && !isSlash)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
