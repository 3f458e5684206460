import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

/** Screens of a wrapped map may say longitudes beyond 180. */
const Degrees = Type.Number({ minimum: -1_000, maximum: 1_000 });
const looksAt = {
  view: Type.Optional(Type.Tuple([Degrees, Degrees, Degrees, Degrees])),
  always: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1, maximum: 4_294_967_295 }), { maxItems: 500 }),
  ),
};
const JoinRequest = Type.Object(
  { since: Type.Optional(Type.String({ maxLength: 64 })), ...looksAt },
  { additionalProperties: false },
);
const ViewRequest = Type.Object(looksAt, { additionalProperties: false });

/** What a console may say: whatever else it says is refused, or not heard. */
export const joinRequest = Compile(JoinRequest);
export const viewRequest = Compile(ViewRequest);
