import './card.css';

import type { ReactNode } from 'react';

import { langOf, refusalSentence, useWords } from '../words/words.ts';

import { CardHead, type CardHeadProps } from './card-head.tsx';
import { CopyLink } from './copy-link.tsx';
import type { Asked } from './use-answer.ts';

/** The frame of a card: how it begins, its lines, what may be done. */
export function Card(
  props: CardHeadProps & {
    children: ReactNode;
    /** Beside copying its address; left out while there is nothing to link to. */
    foot?: ReactNode;
    /** For tests: noun and id. */
    about: string;
    /** What its lines were asked by: when a later asking fails they stay, and it says so. */
    asked?: Pick<Asked<unknown>, 'reason' | 'again'>;
  },
) {
  const { asked, about, children, foot, ...head } = props;
  return (
    <section className="card" aria-label={head.title} data-card={about}>
      <CardHead {...head} />
      {asked && asked.reason !== null && <Stale reason={asked.reason} again={asked.again} />}
      <div className="card-body">{children}</div>
      {foot !== undefined && (
        <footer>
          {foot}
          <CopyLink />
        </footer>
      )}
    </section>
  );
}

/** What is shown is as it was: it could not be asked again. */
function Stale({ reason, again }: { reason: string; again: () => void }) {
  const { words } = useWords();
  return (
    <p className="card-stale" role="status">
      <span>
        {words.card.stale} {refusalSentence(words, reason)}
      </span>
      <button type="button" className="button bare small" onClick={again}>
        {words.card.retry}
      </button>
    </p>
  );
}

/** A card whose thing is still on its way, or could not be fetched. */
export function CardWaiting(props: {
  kind: string;
  about: string;
  asked: Pick<Asked<unknown>, 'reason' | 'again'>;
  close: () => void;
}) {
  const { words } = useWords();
  const { reason, again } = props.asked;
  return (
    <Card
      symbol={null}
      kind={props.kind}
      title={reason !== null ? words.card.failed : words.card.loading}
      code={null}
      close={props.close}
      about={props.about}
    >
      {reason !== null ? (
        <div role="alert">
          <p className="card-note">{refusalSentence(words, reason)}</p>
          <button type="button" className="button small" onClick={again}>
            {words.card.retry}
          </button>
        </div>
      ) : (
        <div className="card-shapes" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      )}
    </Card>
  );
}

/** A label and its value. */
export type Fact = readonly [string, ReactNode];

/** Label and value, a line each; what is null is left out. */
export function Facts({ lines }: { lines: readonly Fact[] }) {
  return (
    <dl className="facts">
      {lines.map(([label, value]) =>
        value === null || value === '' || value === undefined ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd lang={typeof value === 'string' ? langOf(value) : undefined}>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
