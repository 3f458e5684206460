import { Type, type Static, type TProperties, type TSchema } from 'typebox';
import Value from 'typebox/value';

import { AREA_KINDS, Level } from '#data/areas/area.ts';
import { BUILDING_USES } from '#data/buildings/building.ts';
import { Category, INCIDENT_ORIGINS, INCIDENT_STATES } from '#data/incidents/incident.ts';
import { CAMERA_STATES } from '#data/sites/site.ts';
import { UNIT_KINDS } from '#data/units/unit.ts';

import { classWords } from './class-words.ts';
import { Choice, closed, Field, File, Lookup, Pick, Text, When } from './picks.ts';

/** What an import reads, and which field says what: GeoJSON (.geojson, .json) and CSV (.csv, first row names, UTF-8). */

/** A manifest has at most so many inputs of a noun. */
const inputs = <T extends TSchema>(one: T) => Type.Optional(Type.Array(one, { maxItems: 100 }));
const Day = Type.String({ format: 'date', pattern: '^(19|20|21)\\d{2}-' });

const Place = closed({ lng: Field, lat: Field });
/** The district's bounds are not known beforehand: a place is longitude and latitude in WGS84 or CGCS2000. */
const input = <T extends TProperties>(properties: T) =>
  closed({
    file: File,
    /** What tells its rows apart, and finds them again in the next import. */
    key: Pick,
    ...properties,
  });

const Within = closed({ within: Type.Integer({ minimum: 1, maximum: 7 }) });
const AreaSet = closed({
  level: Type.Integer({ minimum: 1, maximum: 8 }),
  file: File,
  code: Pick,
  name: Pick,
  nameEn: Type.Optional(Pick),
  /** Code of the area above, or the level of which one given shape holds the area's inmost point; not for level 1. */
  parent: Type.Optional(Type.Union([Pick, Within])),
  /** The file's rows only name these areas, many rows one: their border is the dissolve of their cells. */
  gather: Type.Optional(Type.Boolean()),
  kind: Type.Optional(Type.Enum([...AREA_KINDS])),
  /** The areas' own counts, joined by code. */
  figures: Type.Optional(
    closed({
      file: File,
      code: Pick,
      households: Type.Optional(Pick),
      residents: Type.Optional(Pick),
      countedOn: Day,
    }),
  ),
});
const Longitude = Type.Number({ minimum: -180, maximum: 180 });
const Latitude = Type.Number({ minimum: -90, maximum: 90 });
const GivenArea = closed({
  level: Type.Integer({ minimum: 1, maximum: 8 }),
  code: Type.String({ minLength: 1, maxLength: 64 }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  nameEn: Type.Optional(Text),
  parent: Type.Optional(Text),
  /** [west, south, east, north]: the area is this box. */
  box: Type.Tuple([Longitude, Latitude, Longitude, Latitude]),
});

/** Rows with the same key are pieces of one thing (tiles cut them): `join` puts them together; without it the second is refused. */
const Pieces = Type.Optional(Type.Enum(['join']));

export const FeatureInput = input({
  pieces: Pieces,
  lookup: Type.Optional(Lookup),
  /** `kind/class`, as in data/features. */
  class: Choice,
  name: Type.Optional(Pick),
  nameEn: Type.Optional(Pick),
});
export const BuildingInput = input({
  pieces: Pieces,
  code: Type.Optional(Pick),
  name: Type.Optional(Pick),
  address: Type.Optional(Pick),
  use: Choice,
  floors: Type.Optional(Pick),
  heightM: Type.Optional(Pick),
  households: Type.Optional(Pick),
  residents: Type.Optional(Pick),
});
export const SiteInput = input({
  code: Type.Optional(Pick),
  /** `kind/class`, as in data/sites. */
  class: Choice,
  name: Type.Optional(Pick),
  /** For CSV. */
  at: Type.Optional(Place),
  azimuthDeg: Type.Optional(Pick),
  state: Type.Optional(Choice),
  stateAt: Type.Optional(When),
});
export const UnitInput = input({
  code: Type.Optional(Pick),
  kind: Choice,
  name: Pick,
  /** Code of the area that it is responsible for. */
  homeArea: Type.Optional(Pick),
});
export const IncidentInput = input({
  category: Choice,
  title: Pick,
  description: Type.Optional(Pick),
  address: Type.Optional(Pick),
  at: Type.Optional(Place),
  reportedAt: When,
  state: Choice,
  closedAt: Type.Optional(When),
  origin: Type.Optional(Choice),
});
export const PrecinctInput = closed({
  file: File,
  key: Pick,
  code: Type.Optional(Pick),
  name: Pick,
});
export type FeatureInput = Static<typeof FeatureInput>;
export type BuildingInput = Static<typeof BuildingInput>;
export type SiteInput = Static<typeof SiteInput>;
export type UnitInput = Static<typeof UnitInput>;
export type IncidentInput = Static<typeof IncidentInput>;
export type PrecinctInput = Static<typeof PrecinctInput>;
export type AreaSet = Static<typeof AreaSet>;
export type GivenArea = Static<typeof GivenArea>;

export const Manifest = closed({
  /** Names this source: rows are found again by source and key. */
  source: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
  about: Type.Optional(Type.String()),
  district: closed({
    code: Type.String({ maxLength: 64 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    nameEn: Type.Optional(Type.String({ maxLength: 200 })),
    timeZone: Type.String({ minLength: 1 }),
    attribution: Type.String({ maxLength: 500 }),
  }),
  levels: Type.Array(Level, { minItems: 1, maxItems: 8 }),
  areas: Type.Optional(
    closed({
      /** The first edition is valid from the beginning of this day. */
      validFrom: Day,
      sets: Type.Optional(Type.Array(AreaSet, { maxItems: 8 })),
      given: Type.Optional(Type.Array(GivenArea, { maxItems: 100 })),
    }),
  ),
  precincts: Type.Optional(PrecinctInput),
  features: inputs(FeatureInput),
  buildings: inputs(BuildingInput),
  sites: inputs(SiteInput),
  units: inputs(UnitInput),
  categories: Type.Optional(Type.Array(Category, { maxItems: 1000 })),
  incidents: inputs(IncidentInput),
  /** Of what never reports: the day that its data is of, by noun. */
  dataDates: Type.Optional(
    closed({
      areas: Type.Optional(Day),
      features: Type.Optional(Day),
      buildings: Type.Optional(Day),
      sites: Type.Optional(Day),
      units: Type.Optional(Day),
      incidents: Type.Optional(Day),
    }),
  ),
});
export type Manifest = Static<typeof Manifest>;

/** What is wrong with a manifest, one sentence a fault, each naming the key. */
export type ManifestFaults = { faults: string[] };

/** Keys that stand there more than once: the later would be stored over the earlier, in each import anew. */
function twice(list: readonly { key: string }[] | undefined, at: string): string[] {
  const keys = (list ?? []).map((one) => one.key);
  const again = keys.filter((key, i) => keys.indexOf(key) !== i);
  return [...new Set(again)].map((key) => `${at}: key ${key} twice`);
}

/** Sets whose parents are to be found by place, on a level that has no place. */
function outsideAll(areas: Manifest['areas']): string[] {
  const given = [...(areas?.given ?? []), ...(areas?.sets ?? []).filter((set) => !set.gather)];
  return (areas?.sets ?? []).flatMap(({ level, parent }) => {
    if (typeof parent !== 'object' || !('within' in parent)) return [];
    if (parent.within < level && given.some((area) => area.level === parent.within)) return [];
    return [`/areas: no area of level ${parent.within} has a given shape that level ${level} may lie within`]; // prettier-ignore
  });
}

function outOf(words: readonly string[], choice: Choice | undefined, at: string): string[] {
  if (!choice) return [];
  const given = [...choice.rules.map((r) => r.is), ...(choice.otherwise ? [choice.otherwise] : [])];
  return given
    .filter((word) => !words.includes(word))
    .map((word) => `${at}: unknown word ${word} (known: ${words.join(', ')})`);
}

/**
 * A value, read as JSON, as a manifest; or every fault of it. An unknown key is a fault: a misspelt one would
 * otherwise be an import that quietly lacks something.
 */
export function readManifest(value: unknown): Manifest | ManifestFaults {
  if (!Value.Check(Manifest, value)) {
    const faults = new Set<string>();
    for (const error of Value.Errors(Manifest, value)) {
      const at = error.instancePath || 'manifest';
      const unknown = (error.params as { additionalProperties?: string[] }).additionalProperties;
      if (unknown) for (const key of unknown) faults.add(`${at}: unknown key ${key}`);
      else if (!['anyOf', 'boolean', 'not'].includes(error.keyword))
        faults.add(`${at}: ${error.message}`);
    }
    return { faults: faults.size > 0 ? [...faults] : ['the manifest does not fit its schema'] };
  }
  const manifest = value;
  const faults: string[] = [];
  try {
    new Intl.DateTimeFormat('en', { timeZone: manifest.district.timeZone });
  } catch {
    faults.push(`/district/timeZone: unknown time zone ${manifest.district.timeZone}`);
  }
  const ranks = manifest.levels.map((level) => level.rank);
  if (ranks.some((rank, i) => rank !== i + 1))
    faults.push('/levels: ranks must be 1, 2, 3 … in order');
  faults.push(...twice(manifest.levels, '/levels'), ...twice(manifest.categories, '/categories'));
  manifest.areas?.given?.forEach(({ box: [west, south, east, north] }, i) => {
    if (!(west < east && south < north)) {
      faults.push(`/areas/given/${i}/box: it goes from west to east and from south to north`);
    }
  });
  for (const area of [...(manifest.areas?.sets ?? []), ...(manifest.areas?.given ?? [])]) {
    if (!ranks.includes(area.level))
      faults.push(`/areas: level ${area.level} is not among the levels`);
    if ((area.level === 1) !== (area.parent === undefined)) {
      faults.push(
        `/areas: an area of level ${area.level} ${area.level === 1 ? 'has no' : 'needs a'} parent`,
      );
    }
  }
  faults.push(...outsideAll(manifest.areas));
  const classes = classWords();
  manifest.features?.forEach((f, i) =>
    faults.push(...outOf(classes.features, f.class, `/features/${i}/class`)),
  );
  manifest.sites?.forEach((s, i) => {
    faults.push(...outOf(classes.sites, s.class, `/sites/${i}/class`));
    faults.push(...outOf(CAMERA_STATES, s.state, `/sites/${i}/state`));
  });
  manifest.buildings?.forEach((b, i) =>
    faults.push(...outOf(BUILDING_USES, b.use, `/buildings/${i}/use`)),
  );
  manifest.units?.forEach((u, i) => faults.push(...outOf(UNIT_KINDS, u.kind, `/units/${i}/kind`)));
  const categories = (manifest.categories ?? []).map((c) => c.key);
  manifest.incidents?.forEach((incident, i) => {
    faults.push(...outOf(categories, incident.category, `/incidents/${i}/category`));
    faults.push(...outOf(INCIDENT_STATES, incident.state, `/incidents/${i}/state`));
    faults.push(...outOf(INCIDENT_ORIGINS, incident.origin, `/incidents/${i}/origin`));
  });
  return faults.length > 0 ? { faults } : manifest;
}
