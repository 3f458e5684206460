import './opacity-slider.css';

import { useEffect, useRef } from 'react';

import { LEAST_OPACITY } from '../map/opacity.ts';
import { useWords } from '../words/words.ts';

const STEP = 5;

/** Opens a layer's slider. Seen when its row is looked at, and while the layer is not plain. */
export function OpacityButton(props: {
  name: string;
  percent: number;
  open: boolean;
  onOpen: (open: boolean) => void;
}) {
  const { words } = useWords();
  const faint = props.percent < 100;
  const label = `${words.layers.opacityOf(props.name)} ${props.percent}%`;
  return (
    <button
      type="button"
      className={`opacity-button${faint || props.open ? ' kept' : ''}`}
      aria-expanded={props.open}
      aria-label={label}
      title={label}
      onClick={() => props.onOpen(!props.open)}
    >
      {faint ? (
        `${props.percent}%`
      ) : (
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <circle cx="7" cy="7" r="5.25" />
          <path d="M7 1.75a5.25 5.25 0 0 1 0 10.5Z" />
        </svg>
      )}
    </button>
  );
}

/** How plain a layer is drawn; arrows move it, Escape shuts it. */
export function OpacitySlider(props: {
  name: string;
  percent: number;
  onChange: (percent: number) => void;
  close: () => void;
}) {
  const { words } = useWords();
  const slider = useRef<HTMLInputElement>(null);
  useEffect(() => slider.current?.focus(), []);
  return (
    <label
      className="opacity-slider"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        // Of a part of a layer its own line, not the layer's.
        const row = event.currentTarget.closest('.part-row, section');
        props.close();
        row?.querySelector<HTMLElement>('.opacity-button')?.focus();
      }}
    >
      <span>{words.layers.opacity}</span>
      <input
        ref={slider}
        type="range"
        min={LEAST_OPACITY}
        max={100}
        step={STEP}
        value={props.percent}
        aria-label={words.layers.opacityOf(props.name)}
        aria-valuetext={`${props.percent}%`}
        onChange={(event) => props.onChange(Number(event.target.value))}
      />
      <output>{props.percent}%</output>
    </label>
  );
}
