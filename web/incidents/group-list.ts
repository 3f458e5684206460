import type { Incident } from '#data/incidents/incident.ts';

/** Incidents of one community, as the list has them in order. */
export interface Group {
  key: string;
  /** The community, or what of the areas above it is the finest; null: in no area. */
  areaId: number | null;
  incidents: Incident[];
  /** New Ⅰ among them, answered or not. */
  alarms: number;
}

/** A line of a grouped list: a group's own, or of one of its incidents. */
export type GroupedRow = { group: Group; at: number; of: number } & (
  { incident: null; open: boolean } | { incident: Incident }
);

/** How many of each severity, after the new Ⅰ: what comes first weighs more than all that follows. */
function weightsOf({ alarms, incidents }: Group): number[] {
  const weights = [alarms, 0, 0, 0, 0];
  for (const { severity } of incidents) weights[severity]!++;
  return weights;
}

/**
 * A list parted by community, that with the most new Ⅰ first, then that with the most Ⅰ, with the most Ⅱ and so on;
 * within each as the list was. Answering an alarm moves nothing.
 *
 * @param communityOf of an area id
 */
export function groupList(
  rows: readonly Incident[],
  communityOf: (areaId: number) => number | null,
  alarms: { has: (incidentId: string) => boolean },
): Group[] {
  const groups = new Map<string, Group>();
  for (const incident of rows) {
    const areaId = incident.areaId === null ? null : communityOf(incident.areaId);
    const key = `group-${areaId ?? 'none'}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { key, areaId, incidents: [], alarms: 0 }));
    group.incidents.push(incident);
    if (alarms.has(incident.id)) group.alarms++;
  }
  const heavier = ([a, ...as]: number[], [b, ...bs]: number[]): number =>
    a === undefined || b === undefined ? 0 : b - a || heavier(as, bs);
  return [...groups.values()]
    .map((group) => ({ group, weights: weightsOf(group) }))
    .sort(
      (a, b) =>
        heavier(a.weights, b.weights) ||
        (a.group.areaId ?? Infinity) - (b.group.areaId ?? Infinity),
    )
    .map(({ group }) => group);
}

/**
 * The lines of groups: each group's own, and below it those of its incidents while it is open.
 *
 * @param folded by the reader, by the group's key: open or not; else those with new Ⅰ are, and that of what is selected
 */
export function groupedRows(
  groups: readonly Group[],
  folded: ReadonlyMap<string, boolean>,
  selectedId: string | null,
): GroupedRow[] {
  return groups.flatMap((group, i): GroupedRow[] => {
    const open =
      folded.get(group.key) ??
      (group.alarms > 0 || group.incidents.some((one) => one.id === selectedId));
    const own: GroupedRow = { group, incident: null, open, at: i + 1, of: groups.length };
    if (!open) return [own];
    const of = group.incidents.length;
    return [own, ...group.incidents.map((incident, n) => ({ group, incident, at: n + 1, of }))];
  });
}
