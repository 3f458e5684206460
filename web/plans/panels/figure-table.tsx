import './figure-table.css';

import type { ReactNode } from 'react';

import { formatCount } from '../../words/format.ts';

/** A line of a table of figures: whose they are, then the figures. */
export interface FigureRow {
  key: string;
  heads: readonly ReactNode[];
  cells: readonly ReactNode[];
  /** The area that it is about. */
  area?: number;
}

/** Names and figures of areas in a panel that is narrow. */
export function FigureTable(props: {
  caption?: string;
  /** Titles of the names, then of the figures. */
  columns: { heads: readonly string[]; cells: readonly string[] };
  rows: readonly FigureRow[];
}) {
  const { caption, columns } = props;
  return (
    <table className="figure-table">
      {caption !== undefined && <caption>{caption}</caption>}
      <thead>
        <tr>
          {columns.heads.map((title) => (
            <th key={title} scope="col" className="head">
              {title}
            </th>
          ))}
          {columns.cells.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ key, heads, cells, area }) => (
          <tr key={key} data-area={area}>
            {heads.map((head, i) => (
              <th key={columns.heads[i]} scope="row">
                {head}
              </th>
            ))}
            {cells.map((cell, i) => (
              <td key={columns.cells[i]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A figure before and after; `difference` says how much it is more or less, too. */
export function BeforeAfter(props: {
  was: number | null;
  is: number | null;
  difference?: boolean;
}) {
  const { was, is } = props;
  const text = (n: number | null): string => (n === null ? '—' : formatCount(n));
  if (was === is) return text(is);
  if (!props.difference)
    return (
      <>
        <small>{text(was)} → </small>
        {text(is)}
      </>
    );
  const more = was !== null && is !== null ? is - was : null;
  return (
    <>
      {text(was)} → {text(is)}
      {more !== null && (
        <small className="more">
          {more > 0 ? `+${formatCount(more)}` : `−${formatCount(-more)}`}
        </small>
      )}
    </>
  );
}
