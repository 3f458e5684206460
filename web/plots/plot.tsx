import './plots.css';

import {
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';

import { useBox, type Box } from '../ui/use-box.ts';

/** A table of the same figures, for whoever does not see the drawing. */
export interface PlotTable {
  head: readonly string[];
  /** The first cell names the row. */
  rows: readonly (readonly (string | number)[])[];
}

export interface PlotProps {
  name: 'trend' | 'week' | 'categories';
  title: string;
  /** What a mark means that does not say it itself. */
  note?: string | null;
  /** What a reader would make of it, in a sentence; stands beside the title while no mark is read. */
  summary: string;
  table: PlotTable;
  /** How many marks there are to read, and with which the keys begin. */
  count: number;
  first: number;
  /** What a mark says. */
  read: (i: number) => string;
  /** How far a key goes. */
  keys: Partial<Record<string, number>>;
  /** The mark under a pixel of the drawing. */
  indexAt: (box: Box, x: number, y: number) => number;
  children: (box: Box, at: number | null) => ReactNode;
}

/**
 * A quiet chart: its marks speak, in one line beside its title, when the pointer is over them or the keys go through
 * them (a slider to whoever hears the page); its figures are also a table.
 */
export function Plot(props: PlotProps) {
  const { name, title, summary, count, first, read, keys } = props;
  const [chosen, setChosen] = useState<number | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const box = useBox(area);
  const id = useId();
  const at = chosen !== null && chosen < count ? chosen : null;

  const point = (event: PointerEvent): void => {
    if (!box || count === 0) return;
    const { left, top } = area.current!.getBoundingClientRect();
    setChosen(props.indexAt(box, event.clientX - left, event.clientY - top));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || count === 0) return;
    const step = keys[event.key];
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? count - 1
          : step === undefined
            ? null
            : at === null
              ? first
              : at + step;
    if (to === null) return;
    event.preventDefault();
    if (to >= 0 && to < count) setChosen(to);
  };
  return (
    <figure className="plot" data-plot={name}>
      <figcaption>
        <h3 id={`${id}-title`}>{title}</h3>
        {props.note && <p className="note">{props.note}</p>}
        <p className={at === null ? 'summary' : 'read'} aria-hidden="true">
          {at === null ? summary : read(at)}
        </p>
        <p className="unseen" id={`${id}-summary`}>
          {summary}
        </p>
      </figcaption>
      <div
        ref={area}
        className="plot-area"
        role="slider"
        tabIndex={0}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-summary`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count - 1)}
        aria-valuenow={at ?? first}
        aria-valuetext={count > 0 ? read(at ?? first) : summary}
        onKeyDown={press}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={(event) => event.pointerType !== 'touch' && setChosen(null)}
        onBlur={() => setChosen(null)}
      >
        {box && props.children(box, at)}
      </div>
      <Table caption={title} {...props.table} />
    </figure>
  );
}

function Table({ caption, head, rows }: PlotTable & { caption: string }) {
  return (
    <div className="unseen">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([row, ...cells], place) => (
            <tr key={place}>
              <th scope="row">{row}</th>
              {cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A line of the period before, parted from the bars it runs over. */
export function CasedPath({ d }: { d: string }) {
  return (
    <>
      <path className="casing" d={d} />
      <path className="before" d={d} />
    </>
  );
}
