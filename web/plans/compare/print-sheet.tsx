import './print-sheet.css';

import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

import type { MapSnapshot } from '../../map/map-view.ts';
import { serverNow } from '../../live/stores.ts';
import { useDistrict, useStore } from '../../ui/use-live.ts';
import { formatCount, formatMoment } from '../../words/format.ts';
import { nameIn, useWords } from '../../words/words.ts';
import { deskStore } from '../desk/desk.ts';
import { BaseEdition } from '../panels/base-edition.tsx';
import { PlanLegend } from '../map/plan-legend.tsx';

import { CompareTable } from './compare-panel.tsx';
import { useComparison } from './use-comparison.ts';

/** What is printed of a map: its picture, and how it lies. */
export interface MapPicture extends MapSnapshot {
  metresPerPx: number;
}

/** mm that the map has on an A3 sheet. */
const MAP_MM = { width: 396, height: 238 } as const;
/** A scale bar is at most so long, mm. */
const BAR_MM = 60;

/** The longest of 1, 2, 5 × 10ⁿ metres that a bar of so many mm holds. */
export function barMetres(metresPerMm: number): number {
  const most = metresPerMm * BAR_MM;
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].map((n) => n * power).find((m) => m <= most) ?? power;
}

/** A plan's map and what it changes on A3: printed as soon as the picture is there, then away. */
export function PrintSheet(props: { picture: MapPicture; level: number; close: () => void }) {
  const { words, language } = useWords();
  const { picture, level, close } = props;
  const comparison = useComparison(level);
  const district = useDistrict();
  const plan = useStore(deskStore, (s) => s.plan);
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const done = (): void => close();
    window.addEventListener('afterprint', done);
    if (!comparison) return;
    void image.current
      ?.decode()
      .then(() => window.print())
      .catch(done);
    return () => window.removeEventListener('afterprint', done);
  }, [close, comparison]);
  if (!comparison) return null;
  const says = words.panels;
  const mmPerPx = Math.min(MAP_MM.width / picture.width, MAP_MM.height / picture.height);
  const metresPerMm = picture.metresPerPx / mmPerPx;
  const bar = barMetres(metresPerMm);
  const { rows: compared, sum, nameOf } = comparison;
  const now = serverNow();
  return createPortal(
    <div className="print-sheet" data-theme="light">
      <section className="page">
        <header>
          <h1>
            {[district && nameIn(language, district), plan?.name].filter(Boolean).join(' · ')}
          </h1>
          {plan && (
            <p>
              <BaseEdition plan={plan} />
            </p>
          )}
          <p>{says.print.madeAt(formatMoment(now, now, district?.timeZone ?? 'UTC', language))}</p>
        </header>
        <figure
          style={{ width: `${picture.width * mmPerPx}mm`, height: `${picture.height * mmPerPx}mm` }}
        >
          <img ref={image} src={picture.url} alt={words.map.label} />
          <div className="north" style={{ transform: `rotate(${-picture.bearing}deg)` }}>
            <svg viewBox="0 0 20 28" width="20" height="28" aria-hidden="true">
              <path d="M10 1 17 26 10 21 3 26Z" />
            </svg>
            <b>{says.print.north}</b>
          </div>
          <div className="scale" style={{ width: `${bar / metresPerMm}mm` }}>
            {says.print.metres(formatCount(bar))}
          </div>
          <PlanLegend />
        </figure>
        <p>
          {words.tools.scale(formatCount(Math.round(metresPerMm * 1000)))} ·{' '}
          {says.compare.changed(formatCount(compared.length))} ·{' '}
          {says.compare.moved(
            formatCount(sum.buildings),
            formatCount(sum.households),
            formatCount(sum.residents),
          )}
        </p>
      </section>
      {compared.length > 0 && (
        <section className="page">
          <h2>{says.compare.title}</h2>
          <CompareTable rows={compared} nameOf={nameOf} onChoose={null} />
        </section>
      )}
    </div>,
    document.body,
  );
}
