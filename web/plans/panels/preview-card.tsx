import { useMemo } from 'react';

import { useStore } from '../../ui/use-live.ts';
import { formatCount } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import { deskStore, type PlanRow, type Preview, type PreviewRow } from '../desk/desk.ts';
import { previewNames } from '../tools/preview-names.ts';
import { toolStore } from '../tools/tool-store.ts';

import type { AnswersFor } from './answers-for.ts';
import { BandText } from './band-text.tsx';
import { useAnswersFor } from './use-answers-for.ts';

/** So many areas are listed. */
const LISTED_MAX = 6;

/** What the act in hand would come to, before the click that does it. */
export function PreviewCard() {
  const { words, language } = useWords();
  const preview = useStore(toolStore, (s) => s.preview);
  const tool = useStore(toolStore, (s) => s.state.tool);
  const rows = useStore(deskStore, (s) => s.rows);
  const listed = useMemo(() => listedOf(preview), [preview]);
  const answers = useAnswersFor(useMemo(() => listed.map(({ area }) => area), [listed]));
  if (!preview || preview.refused !== null) return null;
  const says = words.panels.preview;
  const { retired, buildingsMoved, buildingsCut } = preview;
  const fresh = preview.rows.filter(({ isNew }) => isNew).length;
  const names = previewNames(preview, rows, language);
  const before = (id: number): PlanRow['figures'] => rows.get(id)?.figures ?? null;
  return (
    <section className="preview-card" aria-label={says.title(words.tools.names[tool])}>
      <h2>{says.title(words.tools.names[tool])}</h2>
      <dl>
        {retired.length > 0 && (
          <Fact name={says.retired} text={says.areas(formatCount(retired.length))} />
        )}
        {fresh > 0 && <Fact name={says.fresh} text={says.areas(formatCount(fresh))} />}
        {buildingsMoved !== null && (
          <Fact name={says.moved} text={says.buildings(formatCount(buildingsMoved))} />
        )}
        {!!buildingsCut && (
          <Fact name={says.cut} text={says.buildings(formatCount(buildingsCut))} isBad />
        )}
      </dl>
      {listed.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{says.columns.name}</th>
              <th scope="col">{says.columns.households}</th>
              <th scope="col">{says.columns.residents}</th>
              <th scope="col">{says.columns.band}</th>
            </tr>
          </thead>
          <tbody>
            {listed.map(({ id, figures, isNew }) => (
              <tr key={id}>
                <th scope="row">
                  {names.get(id) || (isNew ? words.tools.fresh : words.plan.table.unnamed)}
                  <Who said={answers.get(id)} />
                </th>
                <td>
                  <Change
                    was={before(id)?.households ?? null}
                    is={figures?.households ?? null}
                    isNew={isNew}
                  />
                </td>
                <td>
                  <Change
                    was={before(id)?.residents ?? null}
                    is={figures?.residents ?? null}
                    isNew={isNew}
                  />
                </td>
                <td>
                  <BandText deviation={figures?.deviation ?? null} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {preview.rows.length > LISTED_MAX && (
        <p>{says.more(formatCount(preview.rows.length - LISTED_MAX))}</p>
      )}
    </section>
  );
}

/** The cells first: what lies above them follows. */
function listedOf(preview: Preview | null): readonly PreviewRow[] {
  if (!preview || preview.refused !== null) return [];
  return preview.rows.toReversed().slice(0, LISTED_MAX);
}

/** Who would answer for it. */
function Who({ said }: { said: AnswersFor | undefined }) {
  const { words } = useWords();
  if (said === undefined || said === 'nobody-need') return null;
  if (said === 'nobody') return <small className="who out">{words.panels.figures.nobody}</small>;
  return (
    <small className="who">{typeof said === 'object' && 'name' in said ? said.name : '—'}</small>
  );
}

function Fact({ name, text, isBad = false }: { name: string; text: string; isBad?: boolean }) {
  return (
    <div className={isBad ? 'bad-fact' : undefined}>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function Change({ was, is, isNew }: { was: number | null; is: number | null; isNew: boolean }) {
  if (is === null) return '—';
  if (isNew || was === null || was === is) return formatCount(is);
  return (
    <>
      <small>{formatCount(was)} → </small>
      {formatCount(is)}
    </>
  );
}
