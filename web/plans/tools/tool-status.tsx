import './tool-status.css';

import { ringAreaM2 } from '#data/geo/area-m2.ts';
import { distanceM } from '#data/geo/distance-m.ts';

import { useStore } from '../../ui/use-live.ts';
import { formatArea, formatCount, formatDistance } from '../../words/format.ts';
import { refusalSentence, useWords, type Language, type Words } from '../../words/words.ts';
import { deskStore, type Place } from '../desk/desk.ts';

import { contextNow } from './context-now.ts';
import { CutBuildings } from './cut-buildings.tsx';
import { cornersOf } from './drawn.ts';
import type { ToolKey, ToolState, Want } from './tool.ts';
import { refusalOf, toolStore } from './tool-store.ts';
import { toolOf } from './tools.ts';
import { useIsTouched } from './use-is-touched.ts';

/** px of a screen are so many metres (0.28 mm, OGC): what a scale as a fraction is by. */
const PIXEL_M = 0.00028;

/** Tools that change nothing but the selected areas, where some are. */
const WITHIN: ReadonlySet<ToolKey> = new Set(['split']);

/** What the tool waits for, or why the last thing was not done; where the hand is. */
export function ToolStatus({ metresPerPx }: { metresPerPx: number | null }) {
  const { words, language } = useWords();
  const tool = useStore(toolStore, (s) => s);
  // What is locked says what the tool waits for.
  useStore(deskStore, (s) => s.locked);
  const { tools } = words;
  const { keys } = useIsTouched();
  const refused = refusalOf(tool);
  const want = toolOf(tool.state.tool).want(tool.state, contextNow());
  return (
    <footer className="tool-status" aria-label={tools.status}>
      <p className={refused || tool.unusable ? 'refused' : undefined} role="status">
        <b>{tools.names[tool.state.tool]}</b>
        {tool.unusable
          ? tools.whyNot[tool.unusable]
          : refused
            ? refusalSentence(words, refused)
            : tool.isMaking
              ? tools.making
              : wantIn(words, want, keys)}
      </p>
      {WITHIN.has(tool.state.tool) && tool.selection.length > 0 && (
        <span>{tools.withinSelection(formatCount(tool.selection.length))}</span>
      )}
      <CutBuildings />
      <Extra state={tool.state} words={words} language={language} />
      <span className="gap" />
      <Seams />
      <span className="at">{tool.at && placeText(tool.at)}</span>
      {metresPerPx !== null && <span>{tools.scale(formatCount(scaleOf(metresPerPx)))}</span>}
    </footer>
  );
}

/** Whether all cells lie seam to seam, as the check of all of them found. */
function Seams() {
  const { words } = useWords();
  const seams = useStore(deskStore, (s) => s.seams);
  const phase = useStore(deskStore, (s) => s.phase);
  if (phase !== 'ready') return null;
  const says = words.tools.seams;
  if (!seams) return <span className="seams">{says.checking}</span>;
  const { gaps, overlaps, others } = seams;
  const isSound = gaps + overlaps + others === 0;
  return (
    <span className={isSound ? 'seams' : 'seams refused'}>
      {isSound ? says.sound : says.faulty} · {says.gaps(formatCount(gaps))} ·{' '}
      {says.overlaps(formatCount(overlaps))}
      {others > 0 && ` · ${says.others(formatCount(others))}`}
    </span>
  );
}

/** What the tool waits for, without keys where none is at hand. */
function wantIn({ tools }: Words, want: Want, keys: boolean): string {
  const ofFingers: Partial<Record<Want, string>> = tools.wantsOfFingers;
  return (keys ? undefined : ofFingers[want]) ?? tools.wants[want];
}

/** Rounded to two figures: a screen's pixels are not known better. */
function scaleOf(metresPerPx: number): number {
  const n = metresPerPx / PIXEL_M;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1);
  return Math.round(n / step) * step;
}

const placeText = ([lng, lat]: Place): string => `${lng.toFixed(5)}, ${lat.toFixed(5)}`;

/** What a tool has to say besides: lengths and land, buildings chosen, a tolerance. */
function Extra({ state, words, language }: { state: ToolState; words: Words; language: Language }) {
  const { tools } = words;
  if (state.tool === 'give' && state.buildings.length > 0)
    return <span>{tools.chosenBuildings(formatCount(state.buildings.length))}</span>;
  if (state.tool === 'simplify')
    return <span>{tools.tolerance(`${state.toleranceM} ${words.map.metre}`)}</span>;
  if (state.tool !== 'measure') return null;
  const line = cornersOf(state);
  if (line.length < 2) return null;
  const m = line.slice(1).reduce((sum, at, i) => sum + distanceM(line[i]!, at), 0);
  const m2 = line.length > 2 ? Math.abs(ringAreaM2([...line, line[0]!])) : null;
  return (
    <span>
      {tools.length(formatDistance(m, language))}
      {m2 !== null && ` · ${tools.land(formatArea(m2, language))}`}
    </span>
  );
}
