import type { Position } from '#data/geo/geometry.ts';

import type { Measure } from './measure.ts';
import type { Survey } from './survey.ts';

/** Which names are given twice: to two compounds, communities or people of a street, or to two roads of the district. */
export function measureNamesOnce({ sample, byId, level, cellOf, upTo }: Survey): Measure {
  const seen = new Set<string>();
  const twice = new Set<string>();
  const see = (kind: string, place: number | string, name: string): void => {
    const key = `${kind} ${name} @${place}`;
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  };
  for (const street of level(2)) see('street', '', street.name);
  for (const community of level(3)) see('community', community.parentId!, community.name);
  const compoundStreet = new Map<number, number>();
  for (const [{ compoundId }, cell] of cellOf)
    if (compoundId !== null) compoundStreet.set(compoundId, upTo(cell, 2));
  for (const { id, name } of sample.compounds) see('compound', compoundStreet.get(id) ?? '', name);
  for (const [name, pieces] of roadPieces(sample.features)) {
    for (let n = 1; n <= countApart(pieces); n++) see('road', '', name);
  }
  const names = new Map(sample.people.map(({ id, name }) => [id, name]));
  const buildings = new Map(sample.buildings.map((b) => [b.id, b]));
  const posted = new Set<string>();
  for (const { personId, areaId, buildingId } of sample.posts) {
    const building = buildings.get(buildingId!);
    const area = areaId ?? (building && cellOf.get(building));
    if (!area || byId.get(area)!.level < 2) continue;
    const street = upTo(area, 2);
    if (posted.has(`${personId} ${street}`)) continue;
    posted.add(`${personId} ${street}`);
    see('person', street, names.get(personId)!);
  }
  return {
    name: 'names given twice: compounds, communities, people in a street; roads',
    asked: 'none',
    got: `${twice.size} of ${seen.size}${twice.size ? `: ${[...twice].slice(0, 3).join('; ')}` : ''}`,
    met: twice.size === 0 && seen.size > 1000,
  };
}

type Line = readonly Position[];

function roadPieces(features: Survey['sample']['features']): Map<string, Line[]> {
  const pieces = new Map<string, Line[]>();
  for (const { kind, name, geometry } of features)
    if (kind === 'road' && name !== null && geometry.type === 'LineString')
      pieces.set(name, [...(pieces.get(name) ?? []), geometry.coordinates]);
  return pieces;
}

/** How many roads lines are that touch at their ends. */
function countApart(lines: readonly Line[]): number {
  const groups = lines.map((line) => new Set([line[0]!.join(), line.at(-1)!.join()]));
  for (let i = 0; i < groups.length; i++)
    for (let j = i + 1; j < groups.length; j++)
      if ([...groups[j]!].some((end) => groups[i]!.has(end))) {
        for (const end of groups[j]!) groups[i]!.add(end);
        groups.splice(j, 1);
        j = i;
      }
  return groups.length;
}
