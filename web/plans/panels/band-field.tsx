import { useState } from 'react';

import type { AreaWords } from '#data/plans/plan-act.ts';

import { useWords } from '../../words/words.ts';

type Band = NonNullable<AreaWords['band']>;
const KEYS = ['households', 'residents'] as const;
const ENDS = ['from', 'to'] as const;
/** As an act takes them. */
const MOST = 10_000_000;

/** A band of an area's own, in place of its level's: two ranges, or none. */
export function BandField(props: {
  /** null: its level's. */
  value: Band | null;
  /** What is shown first when one is given. */
  usual: Band;
  isReadOnly: boolean;
  onSay: (band: Band | null) => void;
}) {
  const { words } = useWords();
  const { value } = props;
  const [typed, setTyped] = useState<Band | null>(null);
  const says = words.plan.details;
  const shown = typed ?? value;
  const done = (): void => {
    if (typed && JSON.stringify(typed) !== JSON.stringify(value)) props.onSay(typed);
    setTyped(null);
  };
  const set = (key: (typeof KEYS)[number], end: (typeof ENDS)[number], text: string): void => {
    const n = Math.max(0, Math.min(MOST, Math.trunc(Number(text)) || 0));
    setTyped({ ...shown!, [key]: { ...shown![key], [end]: n } });
  };
  return (
    <fieldset className="band-field" disabled={props.isReadOnly}>
      <legend>{says.band}</legend>
      <label className="own">
        <input
          type="checkbox"
          checked={value !== null}
          onChange={(event) => props.onSay(event.target.checked ? props.usual : null)}
        />
        {says.bandOwn}
      </label>
      {shown &&
        KEYS.map((key) => (
          <span key={key} className="range">
            {words.panels.figures[key]}
            {ENDS.map((end) => (
              <input
                key={end}
                type="number"
                inputMode="numeric"
                min={0}
                max={MOST}
                aria-label={`${words.panels.figures[key]} ${says.bandEnds[end]}`}
                value={shown[key][end]}
                onChange={(event) => set(key, end, event.target.value)}
                onBlur={done}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') done();
                  if (event.key !== 'Escape' || !typed) return;
                  event.stopPropagation();
                  setTyped(null);
                }}
              />
            ))}
          </span>
        ))}
    </fieldset>
  );
}
