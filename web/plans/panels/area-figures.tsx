import type { PlanAreaFigures } from '#data/plans/figures/area-figures.ts';

import { formatArea, formatCount, formatDistance } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import type { PlanRow } from '../desk/desk.ts';

const percent = (share: number): string => `${Math.round(100 * share)}%`;
/** Figures that areas have together by adding them up. */
const ADDED = ['households', 'residents', 'buildings', 'managementPoints', 'members', 'incidents'] as const; // prettier-ignore

/** The figures of the selected area; of several those that add up. */
export function AreaFigures({ chosen }: { chosen: readonly PlanRow[] }) {
  const { words, language } = useWords();
  const says = words.panels.figures;
  const all = chosen.flatMap(({ figures }) => figures ?? []);
  if (all.length < chosen.length || all.length === 0) return null;
  const sum = (of: (figures: PlanAreaFigures) => number | null): number | null =>
    all.reduce<number | null>((n, figures) => {
      const more = of(figures);
      return n === null || more === null ? null : n + more;
    }, 0);
  const [only] = all.length === 1 ? all : [];
  const lines: (readonly [string, string])[] = ADDED.map((key) => {
    const n = sum((figures) => figures[key]);
    return [says[key], n === null ? '—' : formatCount(n)] as const;
  });
  lines.push([says.area, formatArea(sum(({ areaM2 }) => areaM2) ?? 0, language)]);
  if (only) {
    lines.push([says.border, formatDistance(only.borderM, language)]);
    lines.push([says.compactness, only.compactness.toFixed(2)]);
    lines.push([
      says.along,
      says.alongText(percent(only.onRoads), percent(only.onWater), percent(only.onWalls)),
    ]);
    const { deviation } = only;
    const band = deviation === null ? says.none : deviation === 0 ? says.within : deviation < 0 ? says.less(formatCount(-deviation)) : says.more(formatCount(deviation)); // prettier-ignore
    lines.push([says.band, band]);
  }
  return (
    <section className="area-figures" aria-label={says.title}>
      {all.length > 1 && <h2>{says.several(formatCount(all.length))}</h2>}
      <dl>
        {lines.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {all.some(({ estimated }) => estimated) && <p>{says.estimated}</p>}
    </section>
  );
}
