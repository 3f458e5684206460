import { Type, type Static } from 'typebox';

import { Petitioner } from './petitioner.ts';

export const INCIDENT_STATES = ['open', 'closed'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];
export const INCIDENT_ORIGINS = [
  'patrol',
  'resident',
  'hotline',
  'camera',
  'iot',
  'superior',
  'import',
] as const;
export type IncidentOrigin = (typeof INCIDENT_ORIGINS)[number];
export const STEPS = ['report', 'close'] as const;
export type Step = (typeof STEPS)[number];

/** Ⅰ 特别重大 1, Ⅱ 重大 2, Ⅲ 较大 3, Ⅳ 一般 4. */
export const SEVERITIES = [1, 2, 3, 4] as const;
export type Severity = (typeof SEVERITIES)[number];

export const Category = Type.Object({
  key: Type.String({ minLength: 1 }),
  nameZh: Type.String(),
  nameEn: Type.String(),
  severity: Type.Integer({ minimum: 1, maximum: 4 }),
});
export type Category = Static<typeof Category>;

/** An incident as every screen and the API see it. */
export const Incident = Type.Object({
  id: Type.String({ format: 'uuid' }),
  no: Type.String(),
  category: Type.String(),
  severity: Type.Integer({ minimum: 1, maximum: 4 }),
  title: Type.String(),
  description: Type.String(),
  address: Type.Union([Type.String(), Type.Null()]),
  /** [lng, lat], null when unplaced. */
  at: Type.Union([Type.Tuple([Type.Number(), Type.Number()]), Type.Null()]),
  areaId: Type.Union([Type.Integer(), Type.Null()]),
  editionId: Type.Union([Type.Integer(), Type.Null()]),
  origin: Type.Enum([...INCIDENT_ORIGINS]),
  reportedAt: Type.String({ format: 'date-time' }),
  state: Type.Enum([...INCIDENT_STATES]),
  revision: Type.Integer({ minimum: 1 }),
  closedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});
export type Incident = Static<typeof Incident>;

/** The line a step leaves in the log. */
export const Entry = Type.Object({
  revision: Type.Integer({ minimum: 1 }),
  step: Type.Enum([...STEPS]),
  at: Type.String({ format: 'date-time' }),
  actor: Type.String(),
  note: Type.String(),
});
export type Entry = Static<typeof Entry>;

/** What a reporter hands in; the id is made by the client, so that a retry is harmless. */
export const IncidentReport = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    category: Type.String({ minLength: 1, maxLength: 64 }),
    /** Blanks alone say nothing on a list or a wall. */
    title: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    description: Type.Optional(Type.String({ maxLength: 4000 })),
    address: Type.Optional(Type.String({ maxLength: 200 })),
    at: Type.Optional(
      Type.Tuple([
        Type.Number({ minimum: -180, maximum: 180 }),
        Type.Number({ minimum: -90, maximum: 90 }),
      ]),
    ),
    origin: Type.Optional(Type.Enum([...INCIDENT_ORIGINS])),
    actor: Type.Optional(Type.String({ maxLength: 100 })),
    /** Kept apart, and in no answer but to whoever opens it: see `petitioner`. */
    petitioner: Type.Optional(Petitioner),
  },
  { additionalProperties: false },
);
export type IncidentReport = Static<typeof IncidentReport>;

/** A step carries the revision it expects: a second sender learns that the world has moved on. */
export const StepRequest = Type.Object(
  {
    step: Type.Enum(STEPS.filter((s) => s !== 'report')),
    expects: Type.Integer({ minimum: 1 }),
    note: Type.Optional(Type.String({ maxLength: 4000 })),
    actor: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);
export type StepRequest = Static<typeof StepRequest>;

/** Why a step may not be taken. */
export const STEP_REFUSALS = ['already-closed', 'revision-moved-on', 'unknown-incident'] as const;
export type StepRefusal = (typeof STEP_REFUSALS)[number];
/** Why a report is not taken. */
export const REPORT_REFUSALS = ['unknown-category', 'id-already-used'] as const;
export type ReportRefusal = (typeof REPORT_REFUSALS)[number];
