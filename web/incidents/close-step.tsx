import { useEffect, useRef, useState } from 'react';

import { StepRequest, type Incident } from '#data/incidents/incident.ts';

import { askServer } from '../live/ask-server.ts';
import { onEscape } from '../ui/on-escape.ts';
import { useToast } from '../ui/toast.tsx';
import { useWords } from '../words/words.ts';

const NOTE_MAX = (StepRequest.properties.note as { maxLength?: number }).maxLength!;

/** Closes an incident with a note, at the revision that is seen here. */
export function CloseStep(props: {
  incident: Incident;
  done: () => void;
  /** A "no" (null: it is tried again). The card says it, for the step may be gone with what it is about. */
  refused: (reason: string | null) => void;
  cancel: () => void;
}) {
  const { words } = useWords();
  const say = useToast();
  const [note, setNote] = useState('');
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const send = async (): Promise<void> => {
    setSending(true);
    props.refused(null);
    const body: StepRequest = {
      step: 'close',
      expects: props.incident.revision,
      ...(note.trim() ? { note: note.trim() } : {}),
    };
    const answer = await askServer<Incident>(`/api/incidents/${props.incident.id}/steps`, { body });
    setSending(false);
    if (answer.ok) {
      say(words.incidents.closed(props.incident.no));
      props.done();
      return;
    }
    props.refused(answer.reason);
  };
  return (
    <form
      className="close-step"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={onEscape(props.cancel)}
    >
      <textarea
        ref={field}
        rows={2}
        maxLength={NOTE_MAX}
        aria-label={words.incidents.closeNote}
        placeholder={words.incidents.closeNote}
        value={note}
        disabled={sending}
        onChange={(event) => setNote(event.target.value)}
      />
      <p>
        {/* First, under the pointer that has just pressed "close": a double click closes nothing. */}
        <button type="button" className="button" disabled={sending} onClick={props.cancel}>
          {words.report.cancel}
        </button>
        <button type="submit" className="button primary" disabled={sending}>
          {sending ? words.incidents.closing : words.incidents.closeConfirm}
        </button>
      </p>
    </form>
  );
}
