import { Type, type Static } from 'typebox';

import type { EDIT_REFUSALS } from '#data/coverage/edit.ts';

/** A draft is drawn; a published plan comes into force at its time; one that is withdrawn was thrown away: it never does. */
export const PLAN_STATUSES = ['draft', 'published', 'withdrawn'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** Edits that a plan holds at most, those taken back among them. */
export const PLAN_EDITS_MAX = 20_000;

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Uuid = Type.String({ format: 'uuid' });
const Place = Type.Integer({ minimum: 0, maximum: PLAN_EDITS_MAX });

/** A planner's draft on an edition. */
export const Plan = Type.Object({
  id: Uuid,
  name: Name,
  /** The edition that it is drawn on. */
  editionId: Type.Integer({ minimum: 1 }),
  status: Type.Enum([...PLAN_STATUSES]),
  /** From when its borders hold; null while it is not published. */
  validFrom: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  actor: Type.String(),
  madeAt: Type.String({ format: 'date-time' }),
  /** Grows by one with whatever is done to it. */
  revision: Type.Integer({ minimum: 1 }),
  /** So many of its edits, from the first on, are made; those after them are taken back. */
  position: Place,
  editCount: Place,
});
export type Plan = Static<typeof Plan>;

/** What a planner hands in to begin one; the id is made by the client, so that a retry is harmless. */
export const PlanBeginning = Type.Object(
  {
    id: Uuid,
    name: Name,
    /** The edition that the client shows: another may have come into force. */
    editionId: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    actor: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);
export type PlanBeginning = Static<typeof PlanBeginning>;

/** What a planner hands in to copy one as a draft of this id. */
export const PlanCopying = Type.Object(
  { id: Uuid, name: Name, actor: Type.Optional(Type.String({ maxLength: 100 })) },
  { additionalProperties: false },
);
export type PlanCopying = Static<typeof PlanCopying>;

const Revision = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

/** Undo and redo: from now on the first so many edits are made. */
export const PositionRequest = Type.Object(
  { position: Place, expects: Revision },
  { additionalProperties: false },
);
export type PositionRequest = Static<typeof PositionRequest>;

/** An act on a plan as a whole carries the revision it expects: a second sender learns that it has moved on. */
export const PlanExpectation = Type.Object({ expects: Revision }, { additionalProperties: false });
export type PlanExpectation = Static<typeof PlanExpectation>;

/** From now on, or from a later time, the borders of a plan hold. */
export const PublishRequest = Type.Object(
  {
    expects: Revision,
    /** ISO 8601; left out, from now on. */
    validFrom: Type.Optional(Type.String({ format: 'date-time', pattern: '^(20|21)' })),
  },
  { additionalProperties: false },
);
export type PublishRequest = Static<typeof PublishRequest>;

const Chosen = Type.Array(Type.Integer({ minimum: 1, maximum: 2_147_483_647 }), { maxItems: 5000 });

/** Over to the edition in force. Of areas that both have changed it is said whose each is to be. */
export const RebaseRequest = Type.Object(
  {
    expects: Revision,
    /** The plan's edits are made again over what is in force. */
    mine: Type.Optional(Chosen),
    /** The plan's edits of these are left out. */
    theirs: Type.Optional(Chosen),
  },
  { additionalProperties: false },
);
export type RebaseRequest = Static<typeof RebaseRequest>;

/** Back to the areas of an earlier edition, as a plan of this id; from now on or from a later time. */
export const RestoreRequest = Type.Object(
  {
    id: Uuid,
    name: Name,
    /** The edition in force that the client shows. */
    expects: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    validFrom: Type.Optional(Type.String({ format: 'date-time', pattern: '^(20|21)' })),
    actor: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);
export type RestoreRequest = Static<typeof RestoreRequest>;

/** Why an act makes no edit of a plan; the first are those of the verbs of borders. */
export type PlanEditRefusalReason =
  (typeof EDIT_REFUSALS)[number] | (typeof PLAN_EDIT_REFUSALS)[number];
export const PLAN_EDIT_REFUSALS = [
  /** There is no area of this id. */
  'no-such-area',
  /** New areas get ids above all that are there. */
  'id-in-use',
  /** These are locked: their land stays as it is. */
  'locked',
  /** A border between these is locked: its course stays as it is. */
  'border-locked',
  /** There is no border there. */
  'no-such-border',
  /** A parent must have areas below it: whose land is whose is said by cells. */
  'parent-is-cell',
  /** A parent is of a higher level than what lies below it, and each level is one that the district has. */
  'wrong-level',
  /** A point lies farther from the district than borders can reach. */
  'too-far',
  /** A building would not come to stand in the cell that it is given to. */
  'building-left-out',
  /** A cell would lie in more pieces than before. */
  'would-lie-apart',
  /** A compound that stays whole would be divided: the rest of it stands in these. */
  'compound-would-be-cut',
  /** Other buildings stand between these and the cell. */
  'others-in-between',
  /** There is no building of this id, or too many are named. */
  'no-such-building',
  /** A line that runs to and fro over the borders: it takes too long to work out. */
  'too-many-crossings',
  /** The least of a band is above its most. */
  'band-upside-down',
  /** Another area bears this code. */
  'code-in-use',
  /** This code was another area's: it is never given again. */
  'code-retired',
  /** The code is not of the district's scheme, or the area's parent has none yet. */
  'not-a-code',
  /** Everything that can follow the code of this parent is taken. */
  'codes-used-up',
  /** Codes of this level are another office's to give: they are entered, not allotted. */
  'code-from-outside',
] as const;

/** Why the server does not do with a plan what was asked. */
export const PLAN_REFUSALS = [
  'unknown-plan',
  /** Another edition is in force than that which the plan is drawn on. */
  'edition-moved-on',
  /** There is no edition to draw on. */
  'nothing-in-force',
  /** The plan is not as the sender has seen it. */
  'plan-moved-on',
  /** It is published or withdrawn. */
  'not-a-draft',
  /** What bears this id is another plan or edit. */
  'other-of-this-id',
  'too-many-edits',
  /** It has fewer edits. */
  'no-such-position',
  'unknown-person',
  'unknown-organisation',
  /** Borders hold from now on or from a later time, never from an earlier one. */
  'valid-from-past',
  /** The plan and the edition in force have both changed these areas: somebody chooses whose each is to be. */
  'plan-conflicts',
  /** Another edition waits for its time: it comes first, or is withdrawn. */
  'edition-waits',
  /** The borders of the plan leave a gap or lie on each other. */
  'not-seamless',
  /** It has come into force, and is withdrawn no more: another edition follows it. */
  'in-force-already',
  'unknown-edition',
] as const;
export type PlanRefusalReason = (typeof PLAN_REFUSALS)[number];
