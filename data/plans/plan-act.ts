import { Type, type Static, type TSchema } from 'typebox';

import { AREA_KINDS } from '#data/areas/area.ts';

/** Ids of areas that plans make begin here; what is published gets an id of its own. */
export const FIRST_PLAN_AREA_ID = 1_000_000_000;

/** Corners of a line or ring. */
export const LINE_MAX = 1000;
/** Cells that are handed back redrawn, pieces of one, rings of a piece, and corners of a ring. */
export const REDRAWN_MAX = { cells: 500, pieces: 100, rings: 100, corners: 20_000 };
/** Areas that one act names. */
export const ACT_AREAS_MAX = 5000;
/** Bytes of an act as JSON: a request is of 1 MiB at most. */
export const ACT_BYTES_MAX = 1_000_000;

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const strict = { additionalProperties: false } as const;

const AreaId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const NewId = Type.Integer({ minimum: FIRST_PLAN_AREA_ID, maximum: 2_000_000_000 });
/** [lng, lat]; what lies between lattice points goes to the nearest. */
const Point = Type.Tuple([
  Type.Number({ minimum: -180, maximum: 180 }),
  Type.Number({ minimum: -90, maximum: 90 }),
]);
const Line = Type.Array(Point, { minItems: 2, maxItems: LINE_MAX });
const Corners = Type.Array(Point, { minItems: 3, maxItems: LINE_MAX });
const Cells = Type.Array(AreaId, { minItems: 1, maxItems: ACT_AREAS_MAX });

const Count = Type.Integer({ minimum: 0, maximum: 10_000_000 });
const Range = Type.Object({ from: Count, to: Count }, strict);

/** Acts on the tree and on words that come of one file. */
export const IMPORT_ACTS_MAX = 100;

/** Buildings that one act gives. */
export const GIVEN_MAX = 500;

/** What is said of an area without its border. */
export const AreaWords = Type.Object(
  {
    name: Type.String({ maxLength: 200 }),
    nameEn: orNull(Type.String({ maxLength: 200 })),
    /** '' is allotted when the plan is published. */
    code: Type.String({ maxLength: 64 }),
    kind: Type.Enum([...AREA_KINDS]),
    /** The person who is to lead it; null leaves that to its posts. */
    leaderId: orNull(AreaId),
    /** The organisation that a dedicated area is its own matter of. */
    ownerId: orNull(AreaId),
    /** In place of its level's band; null for that. */
    band: orNull(Type.Object({ households: Range, residents: Range }, strict)),
    /** Its land, and that of all below it, stays as it is until it is unlocked. */
    locked: Type.Boolean(),
  },
  strict,
);
export type AreaWords = Static<typeof AreaWords>;
const SomeWords = Type.Partial(AreaWords, strict);

/** An area that an act makes for others to lie below. */
const Found = Type.Object(
  {
    id: NewId,
    level: Type.Integer({ minimum: 2, maximum: 8 }),
    words: Type.Optional(SomeWords),
  },
  strict,
);
export type Found = Static<typeof Found>;

const Redraw = Type.Object(
  {
    /** Borders that were drawn in another program. */
    verb: Type.Literal('redraw'),
    /** Cells that stay with another border, and new ones, above all ids that are there. */
    cells: Type.Array(
      Type.Object(
        {
          id: AreaId,
          /** Of each piece its outer ring, then its holes; corners are said once. */
          pieces: Type.Array(
            Type.Array(Type.Array(Point, { minItems: 3, maxItems: REDRAWN_MAX.corners }), {
              minItems: 1,
              maxItems: REDRAWN_MAX.rings,
            }),
            { minItems: 1, maxItems: REDRAWN_MAX.pieces },
          ),
          /** Of a new one; left out, that of the cell most of whose land it has, else of the one beside it the longest. */
          parentId: Type.Optional(AreaId),
        },
        strict,
      ),
      { maxItems: REDRAWN_MAX.cells },
    ),
    /** Cells that are no more. */
    gone: Type.Array(AreaId, { maxItems: REDRAWN_MAX.cells }),
  },
  strict,
);
const Reassign = Type.Object(
  {
    verb: Type.Literal('reassign'),
    areas: Cells,
    parentId: AreaId,
    /** The new parent is made by this act, and lies below `parentId`. */
    found: Type.Optional(Found),
  },
  strict,
);
const Describe = Type.Object(
  {
    verb: Type.Literal('describe'),
    areas: Type.Array(Type.Object({ id: AreaId, words: SomeWords }, strict), {
      minItems: 1,
      maxItems: ACT_AREAS_MAX,
    }),
  },
  strict,
);

/** An act on a plan: a verb and what it is done with. The browser's preview and the server ask `editPlan` what it comes to. */
export const PlanAct = Type.Union([
  Type.Object(
    {
      verb: Type.Literal('split'),
      line: Line,
      /** Only these are parted; left out, all that the line parts. */
      cells: Type.Optional(Cells),
      /** The parts get ids from this one on. */
      firstId: NewId,
    },
    strict,
  ),
  Type.Object(
    {
      verb: Type.Literal('carve'),
      ring: Corners,
      /** Only land of these; left out, of every cell. */
      cells: Type.Optional(Cells),
      id: NewId,
      /** Left out, that of the first cell whose land it has. */
      parentId: Type.Optional(AreaId),
      words: Type.Optional(SomeWords),
      /** It lies below an area that is made, too: below `parentId` or, where that is left out, where the first cell's area of a higher level lies. */
      found: Type.Optional(Found),
    },
    strict,
  ),
  Type.Object(
    {
      verb: Type.Literal('draw'),
      ring: Corners,
      id: NewId,
      parentId: AreaId,
      words: Type.Optional(SomeWords),
    },
    strict,
  ),
  Type.Object(
    {
      verb: Type.Literal('give'),
      ring: Corners,
      cells: Type.Optional(Cells),
      /** The cell that gets the land. */
      to: AreaId,
    },
    strict,
  ),
  Type.Object(
    {
      verb: Type.Literal('give-buildings'),
      /** Those that come to stand in `to`, and the point of each by which it does. */
      buildings: Type.Array(Type.Object({ id: AreaId, at: Point }, strict), {
        minItems: 1,
        maxItems: GIVEN_MAX,
      }),
      /** Round them and on to `to`: made by `roundBuildings`. */
      ring: Corners,
      cells: Cells,
      to: AreaId,
    },
    strict,
  ),
  Type.Object(
    {
      verb: Type.Literal('merge'),
      /** The first says what the merged one is called and where it belongs. */
      cells: Cells,
      id: NewId,
    },
    strict,
  ),
  Type.Object(
    {
      verb: Type.Literal('reshape'),
      /** 0 = outside. */
      between: Type.Tuple([
        Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
        Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
      ]),
      line: Line,
      over: Type.Union([Type.Literal('refuse'), Type.Literal('take')]),
    },
    strict,
  ),
  Redraw,
  Reassign,
  Describe,
  Type.Object(
    {
      /** What a file says otherwise than the plan: at once, so that it is one step. */
      verb: Type.Literal('import'),
      redraw: Type.Optional(Redraw),
      /** In this order, after the borders. */
      then: Type.Array(Type.Union([Reassign, Describe]), {
        minItems: 1,
        maxItems: IMPORT_ACTS_MAX,
      }),
    },
    strict,
  ),
  Type.Object({ verb: Type.Literal('move-vertex'), from: Point, to: Point }, strict),
  Type.Object(
    {
      verb: Type.Literal('simplify'),
      /** The ends of one edge of the border. */
      edge: Type.Tuple([Point, Point]),
      toleranceM: Type.Number({ minimum: 0, maximum: 10_000 }),
    },
    strict,
  ),
  Type.Object(
    {
      verb: Type.Literal('lock-borders'),
      /** The ends of one edge of each border. */
      edges: Type.Optional(
        Type.Array(Type.Tuple([Point, Point]), { minItems: 1, maxItems: ACT_AREAS_MAX }),
      ),
      /** Areas whose outlines are meant. */
      around: Type.Optional(Cells),
      locked: Type.Boolean(),
    },
    strict,
  ),
]);
export type PlanAct = Static<typeof PlanAct>;
export type PlanVerb = PlanAct['verb'];

/** What a planner hands in to add an edit; the id is the client's. */
export const PlanEditRequest = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    act: PlanAct,
    /** The plan's revision that the client has seen. */
    expects: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    actor: Type.Optional(Type.String({ maxLength: 100 })),
  },
  strict,
);
export type PlanEditRequest = Static<typeof PlanEditRequest>;
