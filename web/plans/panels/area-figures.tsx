import { useMemo } from 'react';

import type { PlanAreaFigures } from '#data/plans/figures/area-figures.ts';

import { formatArea, formatCount, formatDistance, formatList } from '../../words/format.ts';
import { nameIn, useWords } from '../../words/words.ts';
import type { PlanRow } from '../desk/desk.ts';

import { useAnswersFor } from './use-answers-for.ts';

const percent = (share: number): string => `${Math.round(100 * share)}%`;
/** Figures that areas have together by adding them up. */
const ADDED = ['households', 'residents', 'buildings', 'managementPoints', 'members', 'incidents'] as const; // prettier-ignore

/** Of so many chosen areas it is asked who answers for them. */
const ASKED_MAX = 30;
/** So many are named. */
const NAMED_MAX = 3;

interface FigureLine {
  name: string;
  text: string;
  isWide?: boolean;
  /** How many have nobody. */
  nobody?: number;
}

/** The figures of the selected area, and who answers for it; of several those that add up. */
export function AreaFigures({ chosen }: { chosen: readonly PlanRow[] }) {
  const { words, language } = useWords();
  const answers = useAnswersOf(chosen);
  const says = words.panels.figures;
  const all = chosen.flatMap(({ figures }) => figures ?? []);
  if (all.length < chosen.length || all.length === 0) return null;
  const sum = (of: (figures: PlanAreaFigures) => number | null): number | null =>
    all.reduce<number | null>((n, figures) => {
      const more = of(figures);
      return n === null || more === null ? null : n + more;
    }, 0);
  const [only] = all.length === 1 ? all : [];
  const lines: FigureLine[] = ADDED.map((key) => {
    const n = sum((figures) => figures[key]);
    return { name: says[key], text: n === null ? '—' : formatCount(n) };
  });
  lines.push({ name: says.area, text: formatArea(sum(({ areaM2 }) => areaM2) ?? 0, language) });
  if (only) {
    lines.push({ name: says.border, text: formatDistance(only.borderM, language) });
    lines.push({ name: says.compactness, text: only.compactness.toFixed(2) });
    const along = says.alongText(percent(only.onRoads), percent(only.onWater), percent(only.onWalls)); // prettier-ignore
    lines.push({ name: says.along, text: along, isWide: true });
    const { deviation } = only;
    const band = deviation === null ? says.none : deviation === 0 ? says.within : deviation < 0 ? says.less(formatCount(-deviation)) : says.more(formatCount(deviation)); // prettier-ignore
    lines.push({ name: says.band, text: band, isWide: true });
  }
  return (
    <section className="area-figures" aria-label={says.title}>
      {all.length > 1 && <h2>{says.several(formatCount(all.length))}</h2>}
      <dl>
        {[...answers, ...lines].map(({ name, text, isWide, nobody = 0 }) => (
          <div key={name} className={isWide ? 'wide' : undefined}>
            <dt>{name}</dt>
            <dd>
              {text}
              {nobody > 0 && (
                <span className="out">
                  {text && ' · '}
                  {all.length > 1 ? says.nobodyOf(formatCount(nobody)) : says.nobody}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {all.some(({ estimated }) => estimated) && <p>{says.estimated}</p>}
    </section>
  );
}

/** A line that says who answers for the chosen areas; none where nobody need, or where they are too many to be asked for. */
function useAnswersOf(chosen: readonly PlanRow[]): FigureLine[] {
  const { words, language } = useWords();
  const areas = useMemo(() => (chosen.length > ASKED_MAX ? [] : chosen.map(({ area }) => area)), [chosen]); // prettier-ignore
  const told = [...useAnswersFor(areas).entries()];
  const says = words.panels.figures;
  const nobody = told.filter(([, said]) => said === 'nobody').length;
  const names = new Set(
    told.flatMap(([id, said]) => {
      if (typeof said === 'string' || 'asks' in said) return [];
      return said.of.id === id ? said.name : says.answersFrom(said.name, nameIn(language, said.of));
    }),
  );
  const isOpen = told.some(([, said]) => said === 'unknown' || typeof said === 'object');
  if (nobody === 0 && !isOpen) return [];
  const rest = names.size > NAMED_MAX ? ` ${says.answersMore(formatCount(names.size))}` : '';
  const text = formatList([...names].slice(0, NAMED_MAX), language) + rest;
  return [{ name: says.answers, text: text || (nobody > 0 ? '' : '—'), isWide: true, nobody }];
}
