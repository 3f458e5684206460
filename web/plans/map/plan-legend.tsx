import '../../ui/map-legend.css';
import '../../areas/shade-legend.css';
import './plan-map.css';

import { ShadeRamp } from '../../areas/shade-legend.tsx';
import { drawnAreas } from '../../areas/drawn-areas.ts';
import { useDistrict, useStore } from '../../ui/use-live.ts';
import { useMayAll } from '../../ui/use-may.ts';
import { formatCount } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import { compareStore } from '../compare/compare-store.ts';
import { deskStore } from '../desk/desk.ts';

import { planShade } from './plan-shade.ts';

/** What colours and lines of a plan's map mean. */
export function PlanLegend() {
  const { words } = useWords();
  const levels = useDistrict()?.levels ?? [];
  const ground = useStore(deskStore, (s) => s.ground);
  const rows = useStore(deskStore, (s) => s.rows);
  const plan = useStore(deskStore, (s) => s.plan);
  const hasLocked = useStore(deskStore, (s) => s.locked.length > 0);
  const hasMoved = useStore(compareStore, (s) => s.at.length > 0);
  const hasErased = useStore(deskStore, (s) => s.erased.length > 0);
  useStore(deskStore, (s) => s.packed);
  const { packed } = drawnAreas();
  const { legend } = words.tools;
  // What is counted of is given to who may see plans; to the others nothing is being counted.
  const isShaded = useMayAll('see-plans');
  const shade = ground === 'ready' && packed ? planShade(packed, rows, levels) : null;
  const [from, to] = shade ? [shade.breaks[2]!, shade.breaks[3]!] : [0, 0];
  return (
    <section
      className="map-legend shade-legend plan-legend"
      data-over-map
      aria-label={legend.title}
    >
      {isShaded && (
        <h3>{shade ? legend.titleOf(formatCount(from), formatCount(to)) : legend.title}</h3>
      )}
      {shade && <ShadeRamp shade={shade} thousands={false} />}
      {isShaded && !shade && (
        <p role="status">{ground === 'failed' ? legend.failed : legend.counting}</p>
      )}
      <ul className="lines">
        <Line className="in-force" name={legend.inForce} />
        {plan && <Line className="draft" name={legend.draft} />}
        {plan && <Line className="drawing" name={legend.drawing} />}
        {hasErased && <Line className="erased" name={legend.erased} />}
        {shade && shade.exempt > 0 && <Line className="dedicated" name={legend.dedicated} />}
        {hasMoved && <Line className="moved" name={words.panels.compare.dots} />}
        {hasLocked && <Line className="locked" name={legend.locked} />}
      </ul>
    </section>
  );
}

function Line({ className, name }: { className: string; name: string }) {
  return (
    <li>
      <i className={className} aria-hidden="true" />
      {name}
    </li>
  );
}
