import { Type, type Static } from 'typebox';

export const DEVICE_KINDS = ['wall', 'tracker', 'integration'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];
/** What an integration is for; each is a role of `access/roles`. */
export const DEVICE_PURPOSES = ['intake'] as const;
export type DevicePurpose = (typeof DEVICE_PURPOSES)[number];

const orNull = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(
  type: T,
) => Type.Union([type, Type.Null()]);
const Name = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });
const AreaId = orNull(
  Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1, description: 'null: the whole district' }),
);

/** A device, as those who manage devices see it. Its token is nowhere. */
export const Device = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: Type.Enum([...DEVICE_KINDS]),
  name: Type.String(),
  purpose: Type.Union([Type.Enum([...DEVICE_PURPOSES]), Type.Null()]),
  areaId: AreaId,
  areaName: orNull(Type.String()),
  areaNameEn: orNull(Type.String()),
  visitorSafe: Type.Boolean({ description: 'of a wall: nothing of anybody is on it' }),
  unitCode: orNull(Type.String()),
  unitName: orNull(Type.String()),
  madeAt: Type.String(),
  madeBy: Type.String({ description: 'the account, as it was called then' }),
  usedAt: orNull(Type.String({ description: 'to the minute' })),
  revokedAt: orNull(Type.String()),
  revokedBy: orNull(Type.String()),
});
export type Device = Static<typeof Device>;

/** A wall that shows a code becomes a device. */
export const WallPairing = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 32, description: 'as the wall shows it' }),
    name: Name,
    areaId: AreaId,
    visitorSafe: Type.Optional(Type.Boolean({ description: 'false where left out' })),
  },
  { additionalProperties: false },
);
export type WallPairing = Static<typeof WallPairing>;

/** Whether visitors see a wall. */
export const VisitorSafety = Type.Object(
  { visitorSafe: Type.Boolean() },
  { additionalProperties: false },
);

export const TrackerRequest = Type.Object(
  { unit: Type.String({ minLength: 1, maxLength: 64, description: 'its code' }), name: Name },
  { additionalProperties: false },
);
export type TrackerRequest = Static<typeof TrackerRequest>;

export const IntegrationRequest = Type.Object(
  { purpose: Type.Enum([...DEVICE_PURPOSES]), name: Name },
  { additionalProperties: false },
);
export type IntegrationRequest = Static<typeof IntegrationRequest>;

/** What a device can be of: an area that a wall looks at, a unit that a tracker adds fixes for. */
export const DEVICE_TARGETS = ['areas', 'units'] as const;
export type DeviceTargets = (typeof DEVICE_TARGETS)[number];
export const DeviceTarget = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  nameEn: orNull(Type.String()),
});
export type DeviceTarget = Static<typeof DeviceTarget>;

/** A new token; it is told this once. */
export const NewToken = Type.Object({ device: Device, token: Type.String() });
export type NewToken = Static<typeof NewToken>;

/** What a wall shows while it waits, and what it asks by. */
export const PairingBegun = Type.Object({
  code: Type.String(),
  secret: Type.String(),
  endsAt: Type.String(),
});
export type PairingBegun = Static<typeof PairingBegun>;

/**
 * What a screen is that nobody may sit at: `open` where everybody sees all, `signed-in` where somebody is, a paired wall, one
 * that was, or one that has to be paired.
 */
export const WALL_STATES = ['open', 'signed-in', 'paired', 'revoked', 'unpaired'] as const;
export const WallStanding = Type.Object({
  state: Type.Enum([...WALL_STATES]),
  name: orNull(Type.String()),
  revokedAt: orNull(Type.String()),
  visitorSafe: Type.Boolean(),
});
export type WallStanding = Static<typeof WallStanding>;

/** What devices can refuse. */
export type DeviceRefusal =
  'code-unknown' | 'pairing-slowed' | 'pairing-over' | 'token-over' | 'unknown-device';
