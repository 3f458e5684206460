import { Fragment, useMemo } from 'react';

import { useDistrict, useStore } from '../../ui/use-live.ts';
import { formatCount } from '../../words/format.ts';
import { nameIn, useWords } from '../../words/words.ts';
import { deskStore, type PlanRow, type Preview, type PreviewRow } from '../desk/desk.ts';
import { previewNames } from '../tools/preview-names.ts';
import { toolStore } from '../tools/tool-store.ts';

import type { AnswersFor } from './answers-for.ts';
import { BandText } from './band-text.tsx';
import { BeforeAfter, FigureTable } from './figure-table.tsx';
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
  const levels = useDistrict()?.levels ?? [];
  const answers = useAnswersFor(useMemo(() => listed.map(({ area }) => area), [listed]));
  if (!preview || preview.refused !== null) return null;
  const says = words.panels.preview;
  const levelOf = (rank: number): string => {
    const level = levels.find((one) => one.rank === rank);
    return level ? nameIn(language, level) : '';
  };
  const { retired, buildingsMoved, buildingsCut } = preview;
  const fresh = preview.rows.filter(({ isNew }) => isNew).length;
  // A lock changes nothing that is counted.
  if (listed.length + retired.length + (buildingsMoved ?? 0) + (buildingsCut ?? 0) === 0)
    return null;
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
        <FigureTable
          columns={{
            heads: [says.columns.name],
            cells: [says.columns.households, says.columns.residents, says.columns.band],
          }}
          rows={listed.map(({ id, area, figures, isNew }) => ({
            key: String(id),
            heads: [
              <Fragment key={id}>
                {names.get(id) ||
                  (isNew ? words.tools.freshOf(levelOf(area.level)) : words.plan.table.unnamed)}
                <Who said={answers.get(id)} />
              </Fragment>,
            ],
            cells: [
              ...(['households', 'residents'] as const).map((key) => {
                const is = figures?.[key] ?? null;
                // Nothing was there, or was counted, before.
                const was = isNew ? null : (before(id)?.[key] ?? null);
                return <BeforeAfter key={key} was={was ?? is} is={is} />;
              }),
              <BandText key="band" deviation={figures?.deviation ?? null} />,
            ],
          }))}
        />
      )}
      {preview.rows.length > LISTED_MAX && (
        <p>{says.more(formatCount(preview.rows.length - LISTED_MAX))}</p>
      )}
    </section>
  );
}

/** What is new first, then cells: what lies above them follows. */
function listedOf(preview: Preview | null): readonly PreviewRow[] {
  if (!preview || preview.refused !== null) return [];
  return [...preview.rows]
    .sort((a, b) => Number(b.isNew) - Number(a.isNew) || b.area.level - a.area.level || a.id - b.id)
    .slice(0, LISTED_MAX);
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
