import './compare.css';

import { Fragment, useEffect } from 'react';

import { fileName, saveText } from '../../ui/save-file.ts';
import { useStore } from '../../ui/use-live.ts';
import { formatCount } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import { deskStore, type MovedGround } from '../desk/desk.ts';
import { BeforeAfter, FigureTable } from '../panels/figure-table.tsx';
import { selectAreas } from '../tools/tool-store.ts';

import { compareCsv, type CompareRow } from './compare-rows.ts';
import { compareStore } from './compare-store.ts';
import { useComparison, type ComparedName, type Comparison } from './use-comparison.ts';

/** What is compared of an area. */
const COUNTED = ['households', 'residents', 'incidents'] as const;
/** So many ways are listed. */
const FLOWS_MAX = 200;

/** A plan against the edition that it is drawn on: areas before and after, who goes where, and dots on the map. */
export function ComparePanel(props: {
  level: number;
  onShow: (at: [number, number]) => void;
  /** null: it is being prepared. */
  onPrint: (() => void) | null;
}) {
  const { words } = useWords();
  const { level } = props;
  const ground = useStore(deskStore, (s) => s.ground);
  const plan = useStore(deskStore, (s) => s.plan);
  const held = useComparison(level);
  useEffect(() => {
    compareStore.setState({ at: held?.moved.flatMap(({ at }) => at) ?? [] });
    return () => compareStore.setState({ at: [] });
  }, [held]);
  const says = words.panels.compare;
  if (!held) return <p className="note">{says.working}</p>;
  const { rows: compared, sum, nameOf } = held;
  const save = (): void => {
    const { columns } = says;
    const both = [columns.households, columns.residents, columns.incidents].flatMap((head) => [`${head} (${words.panels.rebase.base})`, `${head} (${words.panels.rebase.mine})`]); // prettier-ignore
    const text = compareCsv(compared, [words.plan.table.code, columns.area, ...both], (id) => {
      const name = nameOf(id);
      return [name?.within, name?.name].filter(Boolean).join(' ');
    });
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
      {held.moved.length > 0 && <FlowTable moved={held.moved} nameOf={nameOf} />}
    </div>
  );
}

/** Areas before and after. */
export function CompareTable(props: {
  rows: readonly CompareRow[];
  nameOf: Comparison['nameOf'];
  onChoose: ((row: CompareRow) => void) | null;
}) {
  const { words } = useWords();
  const { columns, retired } = words.panels.compare;
  const { onChoose, nameOf } = props;
  return (
    <FigureTable
      columns={{ heads: [columns.area], cells: COUNTED.map((key) => columns[key]) }}
      rows={props.rows.map((row) => {
        const { id, was, is } = row;
        const mark = !is ? retired : !was ? words.plan.table.changed.new : null;
        return {
          key: String(id),
          area: id,
          heads: [
            <Fragment key={id}>
              <span className="named">
                {onChoose ? (
                  <button type="button" className="link" onClick={() => onChoose(row)}>
                    {nameOf(id)?.name}
                  </button>
                ) : (
                  <span>{nameOf(id)?.name}</span>
                )}
                {mark && <i>{mark}</i>}
              </span>
              <Within name={nameOf(id)} />
            </Fragment>,
          ],
          cells: COUNTED.map((key) => (
            <BeforeAfter
              key={key}
              was={was?.figures?.[key] ?? null}
              is={is?.figures?.[key] ?? null}
              difference
            />
          )),
        };
      })}
    />
  );
}

/** What it lies in, below its name. */
function Within({ name }: { name: ComparedName | null }) {
  if (!name?.within) return null;
  return (
    <small className="who" title={name.within}>
      {name.within}
    </small>
  );
}

/** Who goes where, the most people first. */
function FlowTable(props: { moved: readonly MovedGround[]; nameOf: Comparison['nameOf'] }) {
  const { words } = useWords();
  const { columns, flows, outside } = words.panels.compare;
  const headOf = (id: number) => {
    const name = props.nameOf(id);
    return (
      <Fragment key={id}>
        {name?.name ?? outside}
        <Within name={name} />
      </Fragment>
    );
  };
  return (
    <FigureTable
      caption={flows}
      columns={{
        heads: [columns.from, columns.to],
        cells: [columns.buildings, columns.households, columns.residents],
      }}
      rows={props.moved.slice(0, FLOWS_MAX).map(({ from, to, at, households, residents }) => ({
        key: `${from} ${to}`,
        heads: [headOf(from), headOf(to)],
        cells: [at.length, households, residents].map(formatCount),
      }))}
    />
  );
}
