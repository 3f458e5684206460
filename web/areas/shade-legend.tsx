import '../ui/map-legend.css';
import './shade-legend.css';

import { useState } from 'react';

import { MEASURES, type Measure } from '#data/areas/area-standing.ts';

import { pictureStore } from '../map/picture.ts';
import type { ColourToken } from '../ui/tokens.ts';
import { LayerAge, LayerCount, type LayerSource } from '../ui/layer-state.tsx';
import { OpacityButton, OpacitySlider } from '../ui/opacity-slider.tsx';
import { useDistrict, useStore } from '../ui/use-live.ts';
import { useSees } from '../ui/use-sees.ts';
import { formatCount } from '../words/format.ts';
import { nameIn, useWords } from '../words/words.ts';

import { classText, formatBreak, measureText } from './measure-words.ts';
import { shadedLevel, shadedSpans, shadeNow, type Shade } from './shade.ts';
import { standingsNow, useStandings } from './standings.ts';

/** A colour's variable in the page: `seq.1` → `--seq-1`, `div.-3` → `--div-m3`. */
function variableOf(token: ColourToken): string {
  return `--${token.replace('.+', '-p').replace('.-', '-m').replaceAll('.', '-')}`;
}

/** What tells how old each measure is. Residents and households are counted with the areas. */
const SOURCES: Record<Measure, LayerSource> = {
  open: { feed: 'intake', noun: 'incidents' },
  rate: { feed: 'intake', noun: 'incidents' },
  duty: { feed: 'fixes', noun: 'units' },
  down: { feed: 'cameras', noun: 'sites' },
  households: { noun: 'areas' },
  residents: { noun: 'areas' },
  band: { noun: 'areas' },
};

/** What areas are coloured by, to choose among the layers. */
export function ShadeChoice(props: {
  shade: Measure | null;
  onShade: (measure: Measure | null) => void;
  tableOpen: boolean;
  onTable: () => void;
  opacity: number;
  fade: (percent: number) => void;
}) {
  const { words } = useWords();
  const levels = useDistrict()?.levels ?? [];
  const { shade, onShade } = props;
  const [fading, setFading] = useState(false);
  const sees = useSees();
  const offered = MEASURES.filter((m) => sees.measure(m) && (m === shade || shadedSpans(m, levels).length > 0)); // prettier-ignore
  return (
    <section className="layer-group shade-choice" data-layer="shade">
      <h3>
        <label className="unseen" htmlFor="shade-by">
          {words.shade.title}
        </label>
        <select
          id="shade-by"
          value={shade ?? ''}
          onChange={(event) => onShade(MEASURES.find((m) => m === event.target.value) ?? null)}
        >
          <option value="">{words.shade.none}</option>
          {offered.map((measure) => (
            <option key={measure} value={measure}>
              {words.shade.measures[measure]}
            </option>
          ))}
        </select>
        {shade && (
          <OpacityButton
            name={words.shade.title}
            percent={props.opacity}
            open={fading}
            onOpen={setFading}
          />
        )}
        <button
          type="button"
          className="button bare small"
          aria-expanded={props.tableOpen}
          title={`${props.tableOpen ? words.table.close : words.table.open} (A)`}
          onClick={props.onTable}
        >
          {words.table.short}
        </button>
      </h3>
      {shade && fading && (
        <OpacitySlider
          name={words.shade.title}
          percent={props.opacity}
          onChange={props.fade}
          close={() => setFading(false)}
        />
      )}
      {shade && (
        <p className="shade-facts">
          <LayerAge {...SOURCES[shade]} />
          <span className="count">
            <LayerCount of="shade" on hint={false} />
          </span>
        </p>
      )}
    </section>
  );
}

/** What the colours of areas mean at the zoom of the map: on the map itself, where they are looked at. */
export function ShadeLegend(props: {
  measure: Measure;
  zoom: number | null;
  /** Per cent: swatches are as plain as the map. */
  opacity: number;
}) {
  const { measure, zoom } = props;
  const { words } = useWords();
  const drawing = useStore(pictureStore, ({ lacking }) => lacking.includes('shade'));
  return (
    <section
      className="map-legend shade-legend"
      data-over-map
      aria-label={words.shade.title}
      aria-busy={drawing}
      style={{ '--faded': props.opacity / 100 } as never}
    >
      <h3>
        {words.shade.measures[measure]}
        {drawing && <span className="drawing">{words.layers.loading}</span>}
      </h3>
      <Classes measure={measure} zoom={zoom} />
    </section>
  );
}

function Classes({ measure, zoom }: { measure: Measure; zoom: number | null }) {
  const { words, language } = useWords();
  const levels = useDistrict()?.levels ?? [];
  useStandings();
  const rank = shadedLevel(measure, zoom ?? 12, levels);
  if (shadedSpans(measure, levels).length === 0) return <p>{words.shade.noBand}</p>;
  if (rank === null) return <p>{words.shade.near}</p>;
  const level = levels.find((l) => l.rank === rank);
  const shade = shadeNow(measure, rank);
  if (!shade) return <p aria-busy="true">{words.layers.loading}</p>;
  const thousands = measure !== 'band' && (shade.breaks.at(-1) ?? 0) >= 1000;
  const unit = words.shade.units[measure];
  return (
    <div data-shade={measure} data-level={rank}>
      <p className="shade-unit">
        {words.shade.by(
          level ? nameIn(language, level) : '',
          thousands ? words.shade.thousands(unit) : unit,
        )}
      </p>
      <ShadeRamp shade={shade} thousands={thousands} />
      <ul>
        {shade.exempt > 0 && (
          <Row className="exempt" name={words.shade.exempt} count={shade.exempt} />
        )}
        {shade.unknown > 0 && (
          <Row className="unknown" name={words.shade.unknown} count={shade.unknown} />
        )}
      </ul>
      {shade.estimated > 0 && <p>{words.shade.estimated(formatCount(shade.estimated))}</p>}
    </div>
  );
}

/** Swatches side by side: above each how many areas are of its class, at their edges where classes end. */
export function ShadeRamp({ shade, thousands }: { shade: Shade; thousands: boolean }) {
  const { words } = useWords();
  const { swatches, breaks, measure } = shade;
  if (swatches.length === 0) return null;
  const spoken = (c: number): string =>
    measure === 'band'
      ? words.shade.steps[c]!
      : breaks.length > 0
        ? classText(breaks, c, words)
        : words.shade.alike(firstText(shade, words));
  return (
    <div className="shade-ramp">
      <ol>
        {swatches.map(({ class: c, token, count }) => (
          <li key={c} title={`${spoken(c)} · ${words.shade.count(formatCount(count))}`}>
            <span className="unseen">{spoken(c)}</span>
            <span className="count">{formatCount(count)}</span>
            <i
              className={token ? undefined : 'bare'}
              style={token ? ({ '--class': `var(${variableOf(token)})` } as never) : undefined}
            />
          </li>
        ))}
      </ol>
      <div className="breaks" aria-hidden="true">
        {breaks.length === 0 && <span style={{ left: '50%' }}>{firstText(shade, words)}</span>}
        {breaks.map((edge, i) => (
          <span key={edge} style={{ left: `${(100 * (i + 1)) / swatches.length}%` }}>
            {formatBreak(edge, thousands)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** What all areas of a shade without breaks have. */
function firstText(shade: Shade, words: ReturnType<typeof useWords>['words']): string {
  const first = shade.areas.find((_, i) => shade.classes[i] === 0);
  const standing = first && standingsNow().get(first.id);
  return standing ? measureText(standing, shade.measure, words) : '';
}

function Row({ className, name, count }: { className: string; name: string; count: number }) {
  return (
    <li className="legend-row">
      <span className="legend-symbol">
        <i className={className} />
      </span>
      <span className="legend-name">{name}</span>
      <span className="count">{formatCount(count)}</span>
    </li>
  );
}
