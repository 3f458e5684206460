import { Type, type Static } from 'typebox';

const Share = Type.Number({ minimum: 0, description: 'of the area that it comes from, 0 … 1' });

/** What of an area goes to another by an edition, and what the two are called. Both are of one level. */
export const NamedCrosswalkRow = Type.Object({
  level: Type.Integer(),
  fromId: Type.Integer(),
  fromCode: Type.String(),
  fromName: Type.String(),
  toId: Type.Integer(),
  toCode: Type.String({ description: "'' until one is allotted" }),
  toName: Type.String(),
  shareArea: Share,
  shareHouseholds: Share,
  shareResidents: Share,
  households: Type.Number(),
  residents: Type.Number(),
});
export type NamedCrosswalkRow = Static<typeof NamedCrosswalkRow>;
