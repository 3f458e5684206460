import { useState } from 'react';

import { formatArea, formatCount } from '../../words/format.ts';
import { nameIn, useWords } from '../../words/words.ts';
import { useStore } from '../../ui/use-live.ts';
import { deskStore, type FileRead } from '../desk/desk.ts';

/** Metres within which slips are mended. */
const CHOICES = [0.1, 0.5, 1, 2, 5];
/** So many places are told. */
const TOLD_MAX = 10;

/** Asks for the gaps and overlaps of a file to be closed, within so many metres. */
export function RepairAsk(props: {
  /** What was tried last. */
  withinM: number | null;
  isBusy: boolean;
  onAsk: (withinM: number) => void;
}) {
  const { words } = useWords();
  const says = words.panels.importing;
  const next = CHOICES.find((metres) => metres > (props.withinM ?? 0.5)) ?? CHOICES.at(-1)!;
  const [withinM, setWithinM] = useState(next);
  return (
    <div className="repair">
      <label>
        {says.within}
        <select value={withinM} onChange={(event) => setWithinM(Number(event.target.value))}>
          {CHOICES.map((metres) => (
            <option key={metres} value={metres}>{`${metres} m`}</option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="button small"
        disabled={props.isBusy}
        onClick={() => props.onAsk(withinM)}
      >
        {says.repair}
      </button>
      <p>{says.repairHint}</p>
    </div>
  );
}

/** What a repair comes to, before it is taken over: land that lies otherwise than the file has it, and whose it is. */
export function RepairMade(props: {
  read: Extract<FileRead, { acts: unknown }>;
  withinM: number;
  isBusy: boolean;
  onShow: (at: [number, number]) => void;
  onTake: () => void;
  onLeave: () => void;
}) {
  const { words, language } = useWords();
  const rows = useStore(deskStore, (s) => s.rows);
  const { read, withinM } = props;
  const says = words.panels.importing;
  const { slivers = [], moved = [] } = read.repaired ?? {};
  const sum = (of: readonly { areaM2: number }[]): string => formatArea(of.reduce((all, { areaM2 }) => all + areaM2, 0), language); // prettier-ignore
  const nameOf = (id: number): string => {
    const row = rows.get(id);
    return id === 0 ? says.nobody : row ? nameIn(language, row.area) : says.newCell;
  };
  const isSame = read.acts.length === 0;
  return (
    <div className="repair">
      <p role="status">
        {says.repaired({
          slivers: formatCount(slivers.length),
          sliversM2: sum(slivers),
          cells: formatCount(moved.length),
          movedM2: sum(moved),
          within: String(withinM),
        })}{' '}
        {isSame ? says.sameThen : says.then(formatCount(read.redrawn), formatCount(read.described))}
      </p>
      <div className="acts">
        {!isSame && (
          <button
            type="button"
            className="button small primary"
            disabled={props.isBusy}
            onClick={props.onTake}
          >
            {says.take}
          </button>
        )}
        <button type="button" className="button small" onClick={props.onLeave}>
          {isSame ? words.panels.rebase.close : says.leave}
        </button>
      </div>
      <ul>
        {slivers.slice(0, TOLD_MAX).map((sliver, i) => (
          <li key={i}>
            <button
              type="button"
              className="link"
              onClick={() => props.onShow(sliver.at as [number, number])}
            >
              {`${says.kinds[sliver.kind]} ${formatArea(sliver.areaM2, language)} → ${nameOf(sliver.to)}`}
            </button>
          </li>
        ))}
        {moved.slice(0, Math.max(0, TOLD_MAX - slivers.length)).map(({ id, at, areaM2 }) => (
          <li key={id}>
            <button
              type="button"
              className="link"
              onClick={() => props.onShow(at as [number, number])}
            >
              {`${nameOf(id)} ${formatArea(areaM2, language)}`}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
