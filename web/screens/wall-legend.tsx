import type { ReactNode } from 'react';

import { SEVERITIES, type Severity } from '#data/incidents/incident.ts';
import type { HeatPeriod } from '#data/wire/heat-packed.ts';

import { captainSymbol } from '../buildings/captain-symbol.ts';
import { useHeatRows } from '../incidents/heat-rows.tsx';
import { alarmSign } from '../incidents/incident-symbols.ts';
import { SeveritySymbol } from '../incidents/severity-symbol.tsx';
import { alarmStore, unanswered } from '../live/alarms.ts';
import {
  cameraForm,
  CAPTAINS_FROM,
  designZoom,
  incidentForm,
  POINTS_FROM,
  singlesFrom,
  STATIONS_FROM,
  unitForm,
  type UnitForm,
} from '../map/lod.ts';
import type { LayerKey } from '../map/scene.ts';
import { Symbol } from '../map/symbol.tsx';
import { SITE_SYMBOLS } from '../sites/site-symbols.ts';
import { useStore } from '../ui/use-live.ts';
import { SQUAD_HUE_FROM } from '../units/draw-unit-icons.ts';
import { UNIT_SYMBOLS } from '../units/unit-symbols.ts';
import { useWords } from '../words/words.ts';

import { legendTops, TOP_PX } from './wall-layout.ts';

type Mark =
  | Severity
  | 'alarm'
  | 'incident-count'
  | 'dot'
  | 'bust'
  | 'squad'
  | 'unit-count'
  | 'camera-share'
  | 'camera-dot'
  | 'camera-icon'
  | 'station'
  | 'point'
  | 'captain-count'
  | 'captain';

const UNIT_MARKS = {
  count: ['unit-count'],
  dot: ['dot', 'squad'],
  bust: ['bust', 'squad'],
} as const satisfies Record<UnitForm, readonly Mark[]>;

/**
 * What stands on a wall's map at a zoom of the design: nobody looks for the meaning of what is not there. `alarms`: some
 * are drawn in brackets.
 */
export function marksOnWall(shown: readonly LayerKey[], zoom: number, alarms: boolean): Mark[] {
  const marks: Mark[] = [];
  if (alarms) marks.push('alarm');
  if (shown.includes('incidents')) {
    const forms = SEVERITIES.map((severity) => incidentForm(severity, zoom, true));
    marks.push(...SEVERITIES.filter((_, i) => forms[i] === 'symbol' || forms[i] === 'quiet'));
    if (forms.includes('count')) marks.push('incident-count');
  }
  if (shown.includes('units')) marks.push(...UNIT_MARKS[unitForm(zoom, true)]);
  const cameras = shown.includes('cameras') ? cameraForm(zoom) : 'none';
  if (cameras !== 'none') marks.push(`camera-${cameras}`);
  if (shown.includes('stations') && zoom >= STATIONS_FROM) marks.push('station');
  if (shown.includes('points') && zoom >= POINTS_FROM) marks.push('point');
  if (shown.includes('captains')) {
    if (zoom >= CAPTAINS_FROM) marks.push('captain');
    else if (zoom < singlesFrom(true)) marks.push('captain-count');
  }
  return marks;
}

/** At the lower left of a wall's map, outside the district, row by row off the seams. */
export function WallLegend(props: {
  shown: readonly LayerKey[];
  /** MapLibre's; null until the map looks somewhere. */
  zoom: number | null;
  /** Over which period heat is shown; null: none is. */
  heat: HeatPeriod | null;
  /** Per cent. */
  heatOpacity: number;
  k: number;
  /** Where its last row ends, design px. */
  bottom: number;
  seams: readonly number[];
  /** It does not stand beside the district, but on some of it. */
  onCity: boolean;
}) {
  const { words } = useWords();
  const { k, zoom } = props;
  const incidents = props.shown.includes('incidents');
  // One that is answered keeps its brackets where incidents are shown.
  const alarms = useStore(alarmStore, ({ byId }) => (incidents ? byId.size : unanswered(byId).length) > 0); // prettier-ignore
  const design = zoom === null ? null : designZoom(zoom, { scale: k });
  const heat = useHeatRows(props.heat, { opacity: props.heatOpacity, zoom: design });
  if (design === null) return null;
  const { byArea, names } = words.layers;
  const unit = (name: string): ReactNode => <Symbol painter={UNIT_SYMBOLS[name]!} size={16 * k} />;
  const site = (name: string): ReactNode => <Symbol painter={SITE_SYMBOLS[name]!} size={18 * k} />;
  const rows: Record<Exclude<Mark, Severity>, [symbol: ReactNode, text: string]> = {
    alarm: [<Symbol painter={alarmSign} size={13 * k} whole />, words.alarm.marked],
    'incident-count': ['▲', byArea.incidents],
    dot: [<i className="dot" />, words.feeds.fixes],
    bust: [unit('worker'), words.feeds.fixes],
    squad: [unit(design < SQUAD_HUE_FROM ? 'squad-plain' : 'squad'), words.units.kinds.squad],
    'unit-count': ['●', byArea.units],
    'camera-share': ['◉', byArea.cameras],
    'camera-dot': [<i className="dot camera" />, names.cameras],
    'camera-icon': [site('fixed-online'), names.cameras],
    station: [site('station-service'), names.stations],
    point: [<i className="dot point" />, names.points],
    'captain-count': ['■', byArea.captains],
    captain: [<Symbol painter={captainSymbol} size={18 * k} />, names.captains],
  };
  const rowOf = (mark: Mark): [symbol: ReactNode, text: string] =>
    typeof mark === 'number'
      ? [<SeveritySymbol severity={mark} size={22 * k} />, words.severity[mark]]
      : rows[mark];
  const marks = marksOnWall(props.shown, design, alarms);
  const tops = legendTops(marks.length + heat.length, props.bottom, props.seams);
  const styleOf = (row: number) => ({ top: `calc(${tops[row]! - TOP_PX}px * var(--k))` });
  return (
    <ul className={`wall-legend${props.onCity ? ' on-city' : ''}`} aria-label={words.wall.legend}>
      {marks.map((mark, i) => {
        const [symbol, text] = rowOf(mark);
        return (
          <li key={mark} data-over-map style={styleOf(i)}>
            <span className="sign">{symbol}</span>
            {text}
          </li>
        );
      })}
      {heat.map((row, i) => (
        <li
          key={`heat-${i}`}
          data-over-map
          data-heat={props.heat}
          style={styleOf(marks.length + i)}
        >
          {row}
        </li>
      ))}
    </ul>
  );
}
