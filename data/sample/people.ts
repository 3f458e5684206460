import type {
  Organisation,
  OrganisationKind,
  Person,
  Post,
  PostRole,
} from '#data/people/person.ts';
import type { Site } from '#data/sites/site.ts';
import type { Unit, UnitKind } from '#data/units/unit.ts';

import { apportion } from './apportion.ts';
import type { Tree } from './areas.ts';
import type { Built } from './buildings.ts';
import type { CommunityPlan, Division, GridPlan, Purpose, StreetPlan } from './divide.ts';
import { between, createDraw, shuffled } from './draw.ts';
import type { Figures } from './figures.ts';
import { groupBy } from './group-by.ts';
import { DISTRICT, spell } from './lexicon.ts';
import type { PlaceNames } from './name-places.ts';
import { createPersonNames, type Cohort } from './person-names.ts';
import { midnightBefore } from './sample-end.ts';

export interface Staff {
  organisations: Organisation[];
  people: Person[];
  posts: Post[];
  units: Unit[];
}

/** Old houses next to each other that share a building captain. */
const HOUSES_A_CAPTAIN = 9;
const DAY_MS = 86_400_000;
/** What answers for a dedicated grid, by what that is for. */
const OWNERS: Partial<Record<Purpose, string>> = {
  riverside: '管理所', park: '管理所', lake: '管理所', hill: '管理所', campus: '保卫处', school: '总务处', hospital: '保卫科',
  mall: '物业服务中心', works: '安全管理部', station: '综合管理办公室',
}; // prettier-ignore
/** Who does what: captains and volunteers have retired, squads are young men, most grid workers are women. */
const COHORTS = {
  leader: { born: [8, 44, 44, 4], women: 0.58 },
  assistant: { born: [0, 15, 60, 25], women: 0.72 },
  mediator: { born: [45, 45, 10, 0], women: 0.45 },
  police: { born: [5, 40, 45, 10], women: 0.15 },
  worker: { born: [2, 25, 48, 25], women: 0.66 },
  volunteer: { born: [55, 25, 12, 8], women: 0.68 },
  squad: { born: [0, 10, 50, 40], women: 0.06 },
  captain: { born: [48, 34, 15, 3], women: 0.6 },
} satisfies Partial<Record<PostRole, Cohort>>;
type FieldRole = keyof typeof COHORTS;

/** The ninth stage: organisations, staff with their posts, and who of them can be sent. Gives management points their owners. */
export function appoint(
  division: Division,
  built: readonly Built[],
  sites: readonly Site[],
  tree: Tree,
  names: PlaceNames,
  figures: Figures,
  endMs: number,
  seed: number,
): Staff {
  const draw = createDraw(seed, 'people');
  const drawName = createPersonNames(createDraw(seed, 'names of people'));
  const midnight = midnightBefore(endMs);
  const staff: Staff = { organisations: [], people: [], posts: [], units: [] };
  const takenIn = new Map<StreetPlan, Set<string>>();

  const found = (
    parentId: number | null,
    name: string,
    nameEn: string,
    kind: OrganisationKind,
  ): number => {
    const id = staff.organisations.length + 1;
    staff.organisations.push({ id, parentId, name, nameEn, kind });
    return id;
  };
  const hire = (street: StreetPlan, as: FieldRole): Person => {
    let taken = takenIn.get(street);
    if (!taken) takenIn.set(street, (taken = new Set()));
    const digits = (n: number): string => String(Math.floor(draw() * 10 ** n)).padStart(n, '0');
    const person: Person = {
      id: staff.people.length + 1,
      name: drawName(COHORTS[as], taken),
      // Masked: no number that could be somebody's.
      phone: `1${3 + Math.floor(draw() * 7)}${digits(1)}****${digits(4)}`,
    };
    staff.people.push(person);
    return person;
  };
  const post = (
    person: Person,
    role: FieldRole,
    where: { areaId?: number; organisationId?: number; buildingId?: number },
  ): void => {
    staff.posts.push({
      id: staff.posts.length + 1,
      personId: person.id,
      role,
      areaId: where.areaId ?? null,
      organisationId: where.organisationId ?? null,
      buildingId: where.buildingId ?? null,
      fromAt: new Date(midnight - Math.floor(between(draw, 95, 700)) * DAY_MS + 9 * 3_600_000).toISOString(), // prettier-ignore
      toAt: null,
    });
  };
  const carry = (kind: UnitKind, person: Person, name: string, homeAreaId: number): void => {
    const id = staff.units.length + 1;
    const code = `QL${kind[0]!.toUpperCase()}${String(id).padStart(5, '0')}`;
    staff.units.push({ id, code, kind, name, personId: person.id, homeAreaId, onDuty: false });
  };

  // Offices, stations and the owners of dedicated grids.
  const word = DISTRICT.name.slice(0, -1);
  const centre = found(null, `${DISTRICT.name}城市运行指挥中心`, `${DISTRICT.nameEn} City Operations Centre`, 'department'); // prettier-ignore
  const police = found(null, `${DISTRICT.name}公安分局`, `${DISTRICT.nameEn} Police`, 'department');
  const offices = new Map<StreetPlan, { office: number; station: number }>();
  for (const street of division.streets) {
    const { zh, en } = names.streets.get(street)!;
    offices.set(street, {
      office: found(centre, `${zh}办事处`, `${en} Office`, 'department'),
      station: found(police, `${zh.replace('街道', '')}派出所`, `${en} Police Station`, 'station'),
    });
  }

  const leaderOf = new Map<GridPlan, Person>();
  const workersOf = new Map<GridPlan, Person[]>();
  const homes = groupBy(built, (one) => one.block.cell.grid);
  const households = (grid: GridPlan): number =>
    (homes.get(grid) ?? []).reduce((sum, one) => sum + (one.building.households ?? 0), 0);
  const second = apportion(
    figures.workers - division.grids.length,
    division.grids.map((grid) => 40 + households(grid)),
  );
  const communityLeaders: { person: Person; community: CommunityPlan }[] = [];
  division.communities.forEach((community) => {
    const areaId = tree.communityId.get(community)!;
    const { office, station } = offices.get(community.street)!;
    const leader = hire(community.street, 'leader');
    communityLeaders.push({ person: leader, community });
    post(leader, 'leader', { areaId, organisationId: office });
    post(hire(community.street, 'assistant'), 'assistant', { areaId, organisationId: office });
    post(hire(community.street, 'mediator'), 'mediator', { areaId, organisationId: office });
    post(hire(community.street, 'police'), 'police', { areaId, organisationId: station });
  });
  division.grids.forEach((grid, i) => {
    const areaId = tree.gridId.get(grid)!;
    const { street } = grid.community;
    const title = names.grids.get(grid);
    const owner = title && found(null, title.zh + (OWNERS[grid.purpose!] ?? '管理处'), `${title.en} Management`, 'company'); // prettier-ignore
    const leader = hire(street, 'leader');
    post(leader, 'leader', { areaId, ...(owner ? { organisationId: owner } : {}) });
    leaderOf.set(grid, leader);
    const workers = Array.from({ length: 1 + second[i]! }, () => hire(street, 'worker'));
    workersOf.set(grid, workers);
    for (const worker of workers) {
      post(worker, 'worker', { areaId, organisationId: offices.get(street)!.office });
      carry('worker', worker, worker.name, areaId);
    }
  });
  const chosen = shuffled(draw, division.grids);
  for (let i = 0; i < figures.leaders; i++) {
    const own = communityLeaders[i];
    if (own) carry('leader', own.person, own.person.name, tree.communityId.get(own.community)!);
    else {
      const grid = chosen[i - communityLeaders.length]!;
      carry('leader', leaderOf.get(grid)!, leaderOf.get(grid)!.name, tree.gridId.get(grid)!);
    }
  }
  for (let i = 0; i < figures.volunteers; i++) {
    const community = division.communities[i % division.communities.length]!;
    const areaId = tree.communityId.get(community)!;
    const person = hire(community.street, 'volunteer');
    post(person, 'volunteer', { areaId });
    carry('volunteer', person, person.name, areaId);
  }
  for (let i = 0; i < figures.squads; i++) {
    const street = division.streets[i % division.streets.length]!;
    const areaId = tree.streetId.get(street)!;
    const name = `${word}机动${i + 1}队`;
    const squad = found(police, `${name}（城警联动）`, `${spell(word)} Squad ${i + 1}`, 'station');
    const team = Array.from({ length: 6 }, () => hire(street, 'squad'));
    for (const person of team) post(person, 'squad', { areaId, organisationId: squad });
    carry('squad', team[0]!, name, areaId);
  }

  // A captain for each stairwell house, one for a few houses of the old lanes.
  for (const [block, own] of groupBy(built, (one) => one.block)) {
    const { street } = block.cell.grid.community;
    let captain: Person | null = null;
    let served = 0;
    for (const { building } of own) {
      if (!building.households) continue;
      if (!captain || block.form !== 'old' || served === HOUSES_A_CAPTAIN) {
        captain = hire(street, 'captain');
        served = 0;
      }
      served++;
      post(captain, 'captain', { buildingId: building.id });
    }
  }

  const gridByCode = new Map(division.grids.map((grid) => [tree.byId.get(tree.gridId.get(grid)!)!.code, grid])); // prettier-ignore
  const turns = new Map<GridPlan, number>();
  for (const site of sites) {
    if (site.kind !== 'management-point') continue;
    const grid = gridByCode.get(site.code.slice(2, 16))!;
    const owners = [leaderOf.get(grid)!, ...workersOf.get(grid)!];
    const turn = turns.get(grid) ?? 0;
    turns.set(grid, turn + 1);
    site.ownerId = owners[turn % owners.length]!.id;
  }
  putOnDuty(staff.units, figures.onDuty, draw);
  return staff;
}

/** Squads always, most leaders, some volunteers, and workers up to the number asked for. */
function putOnDuty(units: readonly Unit[], count: number, draw: () => number): void {
  const often: Record<UnitKind, number> = { squad: 1, leader: 0.7, volunteer: 0.4, worker: 0 };
  let left = count;
  for (const unit of units)
    if (draw() < often[unit.kind] && left > 0) {
      unit.onDuty = true;
      left--;
    }
  for (const unit of shuffled(
    draw,
    units.filter(({ kind }) => kind === 'worker'),
  ).slice(0, left))
    // prettier-ignore
    unit.onDuty = true;
}
