import './compare.css';

import { useEffect, useState } from 'react';

import { fileName, saveText } from '../../ui/save-file.ts';
import { useStore } from '../../ui/use-live.ts';
import { formatCount } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import { desk } from '../desk/desk-link.ts';
import { deskStore, type MovedGround, type PlanRow } from '../desk/desk.ts';
import { nameWithin } from '../panels/plan-rows.ts';
import { selectAreas } from '../tools/tool-store.ts';

import { compareCsv, compareRows, movedSum, type CompareRow } from './compare-rows.ts';
import { compareStore } from './compare-store.ts';

type Rows = ReadonlyMap<number, PlanRow>;

/** What of a plan is other than in its edition, looked at anew after each edit. */
export function useComparison(
  level: number,
): { before: Rows; moved: readonly MovedGround[] } | null {
  const packed = useStore(deskStore, (s) => s.packed);
  const ground = useStore(deskStore, (s) => s.ground);
  const [held, setHeld] = useState<{ before: Rows; moved: readonly MovedGround[] } | null>(null);
  useEffect(() => {
    let isOver = false;
    void Promise.all([desk.before(), desk.moved(level)]).then(
      ([before, moved]) => !isOver && setHeld({ before, moved: moved ?? [] }),
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [packed, ground, level]);
  return held;
}

/** A plan against the edition that it is drawn on: areas before and after, who goes where, and dots on the map. */
export function ComparePanel(props: {
  level: number;
  onShow: (at: [number, number]) => void;
  /** null: it is being prepared. */
  onPrint: (() => void) | null;
}) {
  const { words, language } = useWords();
  const { level } = props;
  const rows = useStore(deskStore, (s) => s.rows);
  const ground = useStore(deskStore, (s) => s.ground);
  const plan = useStore(deskStore, (s) => s.plan);
  const held = useComparison(level);
  useEffect(() => {
    compareStore.setState({ at: held?.moved.flatMap(({ at }) => at) ?? [] });
    return () => compareStore.setState({ at: [] });
  }, [held]);
  const says = words.panels.compare;
  if (!held) return <p className="note">{says.working}</p>;
  const compared = compareRows(held.before, rows, level, held.moved);
  const sum = movedSum(held.moved);
  const nameOf = (row: PlanRow): string =>
    nameWithin(row, rows.has(row.area.id) ? rows : held.before, language) || words.plan.table.unnamed; // prettier-ignore
  const save = (): void => {
    const { columns } = says;
    const both = [columns.households, columns.residents, columns.incidents].flatMap((head) => [`${head} (${words.panels.rebase.base})`, `${head} (${words.panels.rebase.mine})`]); // prettier-ignore
    const text = compareCsv(compared, [words.plan.table.code, columns.area, ...both], nameOf);
    saveText(fileName([plan?.name ?? '', says.title], 'csv'), 'text/csv;charset=utf-8', text);
  };
  return (
    <div className="compare-panel">
      <p>
        {says.changed(formatCount(compared.length))}
        {ground === 'ready' && sum.buildings > 0 && (
          <>
            {' · '}
            {says.moved(
              formatCount(sum.buildings),
              formatCount(sum.households),
              formatCount(sum.residents),
            )}
            {' · '}
            {says.incidents(formatCount(sum.incidents))}
          </>
        )}
      </p>
      {ground !== 'ready' && <p>{says.counting}</p>}
      {sum.buildings > 0 && <p className="dots">{says.dots}</p>}
      <div className="acts">
        <button
          type="button"
          className="button small"
          disabled={compared.length === 0}
          onClick={save}
        >
          {says.csv}
        </button>
        <button
          type="button"
          className="button small"
          disabled={!props.onPrint}
          onClick={() => props.onPrint?.()}
        >
          {props.onPrint ? says.print : says.printing}
        </button>
      </div>
      {compared.length === 0 ? (
        <p>{says.none}</p>
      ) : (
        <CompareTable
          rows={compared}
          nameOf={nameOf}
          onChoose={({ id, is, was }) => {
            if (is) selectAreas([id]);
            props.onShow((is ?? was)!.labelAt);
          }}
        />
      )}
      {held.moved.length > 0 && <FlowTable moved={held.moved} before={held.before} rows={rows} />}
    </div>
  );
}

/** Areas before and after. */
export function CompareTable(props: {
  rows: readonly CompareRow[];
  nameOf: (row: PlanRow) => string;
  onChoose: ((row: CompareRow) => void) | null;
}) {
  const { words } = useWords();
  const says = words.panels.compare;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{says.columns.area}</th>
          <th scope="col">{says.columns.households}</th>
          <th scope="col">{says.columns.residents}</th>
          <th scope="col">{says.columns.incidents}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => {
          const { id, was, is } = row;
          const name = props.nameOf((is ?? was)!);
          return (
            <tr key={id} data-area={id}>
              <th scope="row">
                {props.onChoose ? (
                  <button type="button" className="link" onClick={() => props.onChoose?.(row)}>
                    {name}
                  </button>
                ) : (
                  name
                )}
                {!is && <i>{says.retired}</i>}
                {!was && <i>{words.plan.table.changed.new}</i>}
              </th>
              {(['households', 'residents', 'incidents'] as const).map((key) => (
                <td key={key}>
                  <BeforeAfter was={was?.figures?.[key] ?? null} is={is?.figures?.[key] ?? null} />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function BeforeAfter({ was, is }: { was: number | null; is: number | null }) {
  const text = (n: number | null): string => (n === null ? '—' : formatCount(n));
  if (was === is) return text(is);
  const more = was !== null && is !== null ? is - was : null;
  return (
    <>
      {text(was)} → {text(is)}
      {more !== null && (
        <small> {more > 0 ? `+${formatCount(more)}` : `−${formatCount(-more)}`}</small>
      )}
    </>
  );
}

/** Who goes where, the most people first. */
function FlowTable({
  moved,
  before,
  rows,
}: {
  moved: readonly MovedGround[];
  before: Rows;
  rows: Rows;
}) {
  const { words, language } = useWords();
  const says = words.panels.compare;
  const nameOf = (id: number): string => {
    const row = rows.get(id) ?? before.get(id);
    return row ? nameWithin(row, rows.has(id) ? rows : before, language) || words.plan.table.unnamed : says.outside; // prettier-ignore
  };
  return (
    <table>
      <caption>{says.flows}</caption>
      <thead>
        <tr>
          <th scope="col">{says.columns.from}</th>
          <th scope="col">{says.columns.to}</th>
          <th scope="col">{says.columns.buildings}</th>
          <th scope="col">{says.columns.households}</th>
          <th scope="col">{says.columns.residents}</th>
        </tr>
      </thead>
      <tbody>
        {moved.slice(0, 200).map(({ from, to, at, households, residents }) => (
          <tr key={`${from} ${to}`}>
            <th scope="row">{nameOf(from)}</th>
            <th scope="row">{nameOf(to)}</th>
            <td>{formatCount(at.length)}</td>
            <td>{formatCount(households)}</td>
            <td>{formatCount(residents)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
