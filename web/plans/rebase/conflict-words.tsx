import type { AreaKind } from '#data/areas/area.ts';
import type { Conflict } from '#data/plans/rebase/conflict.ts';

import { areaStore } from '../../live/stores.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { useStore } from '../../ui/use-live.ts';
import { formatCount } from '../../words/format.ts';
import { nameIn, useWords } from '../../words/words.ts';
import type { PlanRow } from '../desk/desk.ts';

type Clash = Conflict['clashes'][number];

/** What the plan and the edition in force say of an area, each otherwise. */
export function ConflictWords({
  clashes,
  rows,
}: {
  clashes: Conflict['clashes'];
  rows: ReadonlyMap<number, PlanRow>;
}) {
  const { words } = useWords();
  const says = words.panels.rebase;
  if (clashes.length === 0) return null;
  return (
    <dl className="clashes">
      {clashes.map(({ key, was, mine, theirs, isGone }) => (
        <div key={key}>
          <dt>{says.keys[key]}</dt>
          {(['mine', 'theirs', 'base'] as const).map((whose) => (
            <dd key={whose} className={whose}>
              <i aria-hidden /> <span>{says[whose]}</span>{' '}
              {whose === 'theirs' && isGone ? (
                says.gone
              ) : (
                <Said of={key} value={{ mine, theirs, base: was }[whose]} rows={rows} />
              )}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function Said(props: { of: Clash['key']; value: unknown; rows: ReadonlyMap<number, PlanRow> }) {
  const { words, language } = useWords();
  const { of, value, rows } = props;
  const inForce = useStore(areaStore, (s) => s.byId);
  const says = words.panels.rebase;
  if (value === null || value === '') return <>{says.nothing}</>;
  switch (of) {
    case 'leaderId':
      return <NameOf path="/api/people" list="people" id={Number(value)} />;
    case 'ownerId':
      return <NameOf path="/api/organisations" list="organisations" id={Number(value)} />;
    case 'parentId': {
      // What only the edition in force has is no row of the plan.
      const area = rows.get(Number(value))?.area ?? inForce.get(Number(value));
      return <>{area ? nameIn(language, area) || words.plan.table.unnamed : String(value)}</>;
    }
    case 'kind':
      return <>{words.areas.kinds[value as AreaKind]}</>;
    case 'locked':
      return <>{value === true ? words.plan.details.locked : says.nothing}</>;
    case 'band': {
      const { households } = value as { households: { from: number; to: number } };
      return <>{`${formatCount(households.from)}–${formatCount(households.to)}`}</>;
    }
    default:
      return <>{String(value)}</>;
  }
}

/** Somebody, or an organisation, by name. */
function NameOf({ path, list, id }: { path: string; list: string; id: number }) {
  const asked = useAnswer<Record<string, { name: string }[]>>(`${path}?ids=${id}`);
  if (asked.reason !== null) return <>{String(id)}</>;
  return <>{asked.value ? (asked.value[list]?.[0]?.name ?? String(id)) : '…'}</>;
}
