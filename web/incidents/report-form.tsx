import './report-form.css';

import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

import {
  INCIDENT_ORIGINS,
  SEVERITIES,
  type Incident,
  type IncidentOrigin,
} from '#data/incidents/incident.ts';

import { labelOf } from '../areas/area-label.ts';
import { askServer } from '../live/ask-server.ts';
import { areaStore } from '../live/stores.ts';
import { newUuid } from '../live/new-uuid.ts';
import { useToast } from '../ui/toast.tsx';
import { useConnection, useDistrict, useStore } from '../ui/use-live.ts';
import { nameIn, refusalSentence, useWords } from '../words/words.ts';

import {
  faultsOf,
  isFilled,
  maxLengthOf,
  reportOf,
  type ReportDraft,
  type ReportField,
} from './report-draft.ts';

/** Why a report did not come through where the way was cut; and that it is whole again. */
const WAY_CUT = ['unreachable', 'timed-out'];
const BACK = 'way-back';

/**
 * Reports an incident. The draft is held by the screen, which puts its pin on the map; its id goes
 * with each try, so that a report whose answer was lost is taken once.
 */
export function ReportForm(props: {
  draft: ReportDraft;
  onChange: (part: Partial<ReportDraft>) => void;
  /** Where the map looks, for a place without a mouse. */
  centre: () => [number, number] | null;
  restored: boolean;
  onSent: (incident: Incident) => void;
  onCancel: () => void;
}) {
  const { words, language } = useWords();
  const say = useToast();
  const district = useDistrict();
  const { draft, onChange } = props;
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [no, setNo] = useState<{ reason: string; detail: string } | null>(null);
  const [leaving, setLeaving] = useState(false);
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  // What was said of the way to the server is over once it is there again.
  const connection = useConnection();
  useEffect(() => {
    if (connection === 'live')
      setNo((was) => (was && WAY_CUT.includes(was.reason) ? { ...was, reason: BACK } : was));
  }, [connection]);

  const faults = tried ? faultsOf(draft) : [];
  const send = async (): Promise<void> => {
    setTried(true);
    setNo(null);
    const missing = faultsOf(draft)[0];
    if (missing) {
      document.getElementById(`report-${missing}`)?.focus();
      return;
    }
    setSending(true);
    const answer = await askServer<Incident>('/api/incidents', { body: reportOf(draft) });
    setSending(false);
    if (answer.ok) {
      say(words.report.sent(answer.value.no));
      props.onSent(answer.value);
      return;
    }
    setNo({ reason: answer.reason, detail: answer.detail });
    // The id is spent on what was sent before: what is in the form now is another report.
    if (answer.reason === 'id-already-used') onChange({ id: newUuid() });
  };
  const cancel = (): void => {
    if (isFilled(draft) && !leaving) setLeaving(true);
    else props.onCancel();
  };
  const categories = district?.categories ?? [];
  return (
    <form
      className="report-form"
      aria-label={words.report.title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          if (leaving) setLeaving(false);
          else cancel();
        }
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
      }}
    >
      <h2>{words.report.title}</h2>
      {props.restored && <p className="card-note">{words.report.draftBack}</p>}
      <div className="fields">
        <Place {...props} />
        <Field name="category" label={words.report.category} faults={faults}>
          {(field) => (
            <select
              {...field}
              ref={first}
              value={draft.category}
              onChange={(event) => onChange({ category: event.target.value })}
            >
              <option value="">
                {categories.length > 0 ? words.report.chooseCategory : words.report.noCategories}
              </option>
              {SEVERITIES.map((severity) => (
                <optgroup key={severity} label={words.severityLong[severity]}>
                  {categories
                    .filter((c) => c.severity === severity)
                    .map((c) => (
                      <option key={c.key} value={c.key}>
                        {nameIn(language, c)}
                      </option>
                    ))}
                </optgroup>
              ))}
            </select>
          )}
        </Field>
        <Field name="title" label={words.report.titleField} faults={faults}>
          {(field) => (
            <input
              {...field}
              maxLength={maxLengthOf('title')}
              placeholder={words.report.titleHint}
              value={draft.title}
              onChange={(event) => onChange({ title: event.target.value })}
            />
          )}
        </Field>
        <Field name="description" label={words.report.description} faults={faults} optional>
          {(field) => (
            <textarea
              {...field}
              rows={3}
              maxLength={maxLengthOf('description')}
              value={draft.description}
              onChange={(event) => onChange({ description: event.target.value })}
            />
          )}
        </Field>
        <Field name="address" label={words.report.address} faults={faults} optional>
          {(field) => (
            <input
              {...field}
              maxLength={maxLengthOf('address')}
              value={draft.address}
              onChange={(event) => onChange({ address: event.target.value })}
            />
          )}
        </Field>
        <Field name="origin" label={words.incidents.origin} faults={faults}>
          {(field) => (
            <select
              {...field}
              value={draft.origin}
              onChange={(event) => onChange({ origin: event.target.value as IncidentOrigin })}
            >
              {INCIDENT_ORIGINS.filter((o) => o !== 'import').map((origin) => (
                <option key={origin} value={origin}>
                  {words.incidents.origins[origin]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {no && (
        <p className={no.reason === BACK ? 'card-note' : 'card-note bad'} role="alert">
          {no.reason === BACK ? words.report.wayBack : refusalSentence(words, no.reason)}
          {no.reason === 'bad-request' && no.detail && ` (${no.detail})`}
          {no.reason !== 'id-already-used' && ` ${words.report.kept}`}
        </p>
      )}
      {leaving ? (
        <p className="ways" role="alert">
          <span>{words.report.discard}</span>
          <button type="button" className="button" onClick={props.onCancel}>
            {words.report.discardYes}
          </button>
          <button
            type="button"
            className="button primary"
            autoFocus
            onClick={() => setLeaving(false)}
          >
            {words.report.discardNo}
          </button>
        </p>
      ) : (
        <p className="ways">
          <button type="submit" className="button primary" disabled={sending}>
            {sending ? words.report.sending : no ? words.report.again : words.report.send}
          </button>
          <button type="button" className="button" disabled={sending} onClick={cancel}>
            {words.report.cancel}
          </button>
        </p>
      )}
    </form>
  );
}

interface FieldProps {
  id: string;
  'aria-invalid'?: true;
  'aria-describedby'?: string;
}

/** A label, a control and, where it does not do, why. */
function Field(props: {
  name: ReportField | 'origin';
  label: string;
  faults: readonly ReportField[];
  optional?: boolean;
  children: (field: FieldProps) => ReactNode;
}) {
  const { words } = useWords();
  const id = useId();
  const bad = (props.faults as readonly string[]).includes(props.name);
  const why =
    props.name === 'category'
      ? words.report.chooseCategory
      : props.name === 'title'
        ? words.report.titleMissing
        : words.refusals['bad-request'];
  return (
    <div className="field">
      <label htmlFor={`report-${props.name}`}>
        {props.label}
        {props.optional && <small> {words.report.optional}</small>}
      </label>
      {props.children({
        id: `report-${props.name}`,
        ...(bad ? { 'aria-invalid': true as const, 'aria-describedby': id } : {}),
      })}
      {bad && (
        <p id={id} className="card-note bad">
          {why}
        </p>
      )}
    </div>
  );
}

/** Where: a click on the map, or its centre; whose ground that is, in words. */
function Place(props: {
  draft: ReportDraft;
  onChange: (part: Partial<ReportDraft>) => void;
  centre: () => [number, number] | null;
}) {
  const { words, language } = useWords();
  const { cellAt, chainOf } = useStore(areaStore);
  const { at } = props.draft;
  const chain = at ? chainOf(cellAt(at[0], at[1])) : [];
  const inWords = (area: (typeof chain)[number]) => ({
    level: area.level,
    name: nameIn(language, area),
  });
  const where = chain
    .slice(1)
    .map((a, i) => labelOf(inWords(a), i > 0 ? inWords(chain[i]!) : undefined))
    .join(' › ');
  return (
    <div className="field place" role="group" aria-label={words.incidents.where}>
      <span className="label">
        {words.incidents.where}
        <small> {words.report.optional}</small>
      </span>
      <p className={at ? 'where' : 'where none'}>
        {at ? where || words.report.outside : words.report.placing}
      </p>
      {at && (
        <p className="where-exact">
          {at[0].toFixed(6)}, {at[1].toFixed(6)}
        </p>
      )}
      <p className="ways">
        <button
          type="button"
          id="report-at"
          className="button small"
          onClick={() => {
            const centre = props.centre();
            if (centre) props.onChange({ at: centre });
          }}
        >
          {words.report.useCentre}
        </button>
        {at && (
          <button
            type="button"
            className="button small"
            onClick={() => props.onChange({ at: null })}
          >
            {words.report.clearPlace}
          </button>
        )}
      </p>
    </div>
  );
}
