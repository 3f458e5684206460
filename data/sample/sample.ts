import type { AreaWithBorder, Level } from '#data/areas/area.ts';
import type { Building } from '#data/buildings/building.ts';
import type { Compound, Feature } from '#data/features/feature.ts';
import type { Category, Entry, Incident } from '#data/incidents/incident.ts';
import type { Petitioner } from '#data/incidents/petitioner.ts';
import type { Organisation, Person, Post } from '#data/people/person.ts';
import type { Site } from '#data/sites/site.ts';
import type { Unit } from '#data/units/unit.ts';

export const SAMPLE_SIZES = ['street', 'district', 'city'] as const;
export type SampleSize = (typeof SAMPLE_SIZES)[number];

/** Same request, same bytes: date and time are handed in, nothing is drawn from a clock. */
export interface SampleRequest {
  size: SampleSize;
  seed: number;
  /** ISO date on which its history ends, at midnight in Asia/Shanghai when nothing else is said. */
  endDate: string;
  /** How many minutes of that date are over, 0 to 1439: a first start at noon shows the morning. */
  endMinute?: number;
}

/** What the stages have made, ready to be stored: plain rows by noun. Attribution to cells (areaId of incidents, buildings, sites) is the storing side's work by `cellAt`, except where given here. */
export interface Sample {
  request: SampleRequest;
  district: { code: string; name: string; nameEn: string };
  levels: Level[];
  areas: AreaWithBorder[];
  features: Feature[];
  compounds: Compound[];
  buildings: Building[];
  sites: Site[];
  organisations: Organisation[];
  people: Person[];
  posts: Post[];
  units: Unit[];
  categories: Category[];
  incidents: Incident[];
  /** By incident id. */
  entries: Map<string, Entry[]>;
  /** Who told of some, by incident id. */
  petitioners: Map<string, Petitioner>;
}

/** Said between stages, for the terminal and the page. done of total stages. */
export interface SampleProgress {
  stage: string;
  done: number;
  total: number;
}
