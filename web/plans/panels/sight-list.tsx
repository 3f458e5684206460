import './sight-list.css';

import { DEVICE_ROLES, type DeviceRole } from '#data/access/held-posts.ts';
import type { Plan } from '#data/plans/plan.ts';
import type { SightGains, SightLine } from '#data/plans/sight-gained.ts';

import { useAnswer } from '../../ui/use-answer.ts';
import { formatCount, formatList } from '../../words/format.ts';
import { langOf, refusalSentence, useWords } from '../../words/words.ts';

/** Who would come to see more were a plan published: by name, as what, and which areas. */
export function SightList({ plan }: { plan: Plan }) {
  const { words } = useWords();
  const says = words.panels.sight;
  const { value, reason } = useAnswer<SightGains>(`/api/plans/${plan.id}/sight`, plan.revision);
  if (value?.count === 0) return <p>{says.nobody}</p>;
  if (!value)
    return (
      <p role="status">
        {reason === null
          ? says.working
          : `${says.failed}${words.panels.colon}${refusalSentence(words, reason)}`}
      </p>
    );
  const { count, lines } = value;
  return (
    <>
      {/* Longer than the dialog is tall it scrolls, by keys too. */}
      <ul className="sight-list" tabIndex={0} aria-label={says.title}>
        {lines.map((line, i) => (
          <Line key={i} {...line} />
        ))}
      </ul>
      <p>
        {lines.length < count
          ? says.some(formatCount(count), formatCount(lines.length))
          : says.all(formatCount(count))}
      </p>{' '}
      {/* prettier-ignore */}
    </>
  );
}

const isDevice = (role: SightLine['role']): role is DeviceRole =>
  DEVICE_ROLES.some((one) => one === role);

function Line({ noun, name, role, areas, areaCount }: SightLine) {
  const { language, words } = useWords();
  const says = words.panels.sight;
  const as = noun === 'devices' || isDevice(role) ? words.devices.kinds.wall : words.people.roles[role]; // prettier-ignore
  const named = areas.map(({ name, nameEn, whole }) => {
    const said = language === 'en' ? (nameEn ?? name) : name;
    return whole ? said : says.part(said);
  });
  return (
    <li>
      <span className="who">
        <b lang={langOf(name)}>{name}</b> {as}
      </span>
      <span className="areas">
        {formatList(named, language)}
        {areaCount > areas.length && says.more(formatCount(areaCount))}
      </span>
    </li>
  );
}
