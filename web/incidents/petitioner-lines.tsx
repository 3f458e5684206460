import './petitioner-lines.css';

import { useEffect, useRef, useState } from 'react';

import type { ShownPetitioner } from '#data/incidents/petitioner.ts';

import { askServer } from '../live/ask-server.ts';
import { hereStore } from '../live/who-is-here.ts';
import { onEscape } from '../ui/on-escape.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { useStore } from '../ui/use-live.ts';
import { langOf, refusalSentence, useWords } from '../words/words.ts';

interface Shown {
  petitioner: ShownPetitioner | null;
}

/** What is opened closes by itself after so many seconds: a desk is left, and a screen is seen by who stands behind it. */
const OPEN_S = 60;
/** As the server has it. */
const REASON = { least: 5, most: 200 };

/**
 * Who told of an incident: masked, and opened for a stated reason by who may. Nothing is there where nobody is named. What
 * is opened is in no store and no address; give it the incident's id as its key.
 */
export function PetitionerLines({ incidentId }: { incidentId: string }) {
  const { words } = useWords();
  const path = `/api/incidents/${incidentId}/petitioner`;
  const masked = useAnswer<Shown>(path).value?.petitioner ?? null;
  const mayOpen = useStore(hereStore, ({ me }) => me?.acts.includes('see-residents') ?? false);
  const [opened, setOpened] = useState<ShownPetitioner | null>(null);
  const [asking, setAsking] = useState(false);
  const open = useRef<HTMLButtonElement>(null);
  const back = useRef(false);
  // Whoever opened it by keys goes on from the button.
  useEffect(() => {
    if (back.current && !asking && !opened) open.current?.focus();
    back.current = asking || opened !== null;
  }, [asking, opened]);
  if (!masked) return null;
  const shown = opened ?? masked;
  return (
    <section className="petitioner" aria-label={words.petitioner.title}>
      <dl className="facts">
        <div>
          <dt>{words.petitioner.title}</dt>
          <dd>
            <span className="petitioner-who" data-opened={opened !== null || undefined}>
              {shown.name !== null && <b lang={langOf(shown.name)}>{shown.name}</b>}
              {shown.phone !== null && <span className="petitioner-phone">{shown.phone}</span>}
            </span>
            {opened ? (
              <Closing close={() => setOpened(null)} />
            ) : (
              mayOpen &&
              !asking && (
                <button
                  ref={open}
                  type="button"
                  className="button small"
                  onClick={() => setAsking(true)}
                >
                  {words.petitioner.open}
                </button>
              )
            )}
          </dd>
        </div>
      </dl>
      {asking && (
        <WhyForm
          path={`${path}/open`}
          done={(petitioner) => {
            setOpened(petitioner);
            setAsking(false);
          }}
          cancel={() => setAsking(false)}
        />
      )}
    </section>
  );
}

function WhyForm(props: {
  path: string;
  done: (petitioner: ShownPetitioner) => void;
  cancel: () => void;
}) {
  const { words } = useWords();
  const [reason, setReason] = useState('');
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    // Down to what is said of the reason and the buttons, not to the field alone.
    field.current?.form?.scrollIntoView?.({ block: 'nearest' });
  }, []);
  const isLong = reason.replaceAll(/\s/g, '').length >= REASON.least;
  const send = async (): Promise<void> => {
    if (!isLong || sending) return;
    setSending(true);
    setRefusal(null);
    const answer = await askServer<{ petitioner: ShownPetitioner }>(props.path, { body: { reason: reason.trim() } }); // prettier-ignore
    setSending(false);
    if (answer.ok) props.done(answer.value.petitioner);
    else setRefusal(answer.reason);
  };
  return (
    <form
      className="petitioner-why"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={onEscape(props.cancel)}
    >
      <label>
        <span>{words.petitioner.why}</span>
        <input
          ref={field}
          type="text"
          required
          maxLength={REASON.most}
          autoComplete="off"
          value={reason}
          readOnly={sending}
          aria-describedby="petitioner-kept"
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <p id="petitioner-kept" className="petitioner-kept">
        {words.petitioner.kept}
      </p>
      {refusal !== null && (
        <p className="card-note bad" role="alert">
          {refusalSentence(words, refusal)}
        </p>
      )}
      <p className="petitioner-buttons">
        <button type="button" className="button small" onClick={props.cancel}>
          {words.report.cancel}
        </button>
        <button type="submit" className="button primary small" disabled={!isLong || sending}>
          {sending ? words.petitioner.opening : words.petitioner.open}
        </button>
      </p>
    </form>
  );
}

/** How long it stays open, and the button that closes it before. */
function Closing({ close }: { close: () => void }) {
  const { words } = useWords();
  const [left, setLeft] = useState(OPEN_S);
  const button = useRef<HTMLButtonElement>(null);
  const closes = useRef(close);
  closes.current = close;
  useEffect(() => {
    button.current?.focus();
    const end = Date.now() + OPEN_S * 1000;
    const timer = setInterval(() => {
      const seconds = Math.ceil((end - Date.now()) / 1000);
      if (seconds <= 0) closes.current();
      else setLeft(seconds);
    }, 250);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className="petitioner-closing">
      <button ref={button} type="button" className="button small" onClick={close}>
        {words.petitioner.close}
      </button>
      <span role="timer">{words.petitioner.closesIn(String(left))}</span>
    </span>
  );
}
