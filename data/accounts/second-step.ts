import { Type, type Static } from 'typebox';

import { Password } from './account.ts';

/** Six figures of a phone, or a recovery code; blanks and hyphens are for the eye. */
const Code = Type.String({ minLength: 6, maxLength: 40, pattern: '^[0-9A-Za-z \\-]+$' });

/** Said to a right password where a code is wanted, too: nobody is signed in yet. */
export const CodeAsked = Type.Object({ asks: Type.Literal('code') });
export type CodeAsked = Static<typeof CodeAsked>;

export const CodeSaid = Type.Object({ code: Code }, { additionalProperties: false });
export type CodeSaid = Static<typeof CodeSaid>;

export const PasswordSaid = Type.Object({ password: Password }, { additionalProperties: false });

/** The code besides, where one is in force. */
export const PasswordMaybeCode = Type.Object(
  { password: Password, code: Type.Optional(Code) },
  { additionalProperties: false },
);

export const PasswordAndCode = Type.Object(
  { password: Password, code: Code },
  { additionalProperties: false },
);
export type PasswordAndCode = Static<typeof PasswordAndCode>;

/** How the second step of one's own account stands. */
export const CodeState = Type.Object({
  since: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description: 'null: it is off' }), // prettier-ignore
  recoveryLeft: Type.Integer({ description: 'recovery codes that are not used yet' }),
});
export type CodeState = Static<typeof CodeState>;

/** A secret for a phone; it counts once a code of it was said. */
export const NewCode = Type.Object({
  key: Type.String({ description: 'Base32, for typing' }),
  address: Type.String({ description: 'the same as otpauth://…, for a QR code or a link' }),
});
export type NewCode = Static<typeof NewCode>;

/** Shown once: of each only a hash is kept. */
export const RecoveryCodes = Type.Object({ recovery: Type.Array(Type.String()) });
export type RecoveryCodes = Static<typeof RecoveryCodes>;

/** Crockford's letters: none is taken for another. */
export const RECOVERY_LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const ALIKE: Record<string, string> = { o: '0', i: '1', l: '1' };

/** What was typed as a code, as codes are compared: a phone's six figures, or a recovery code of sixteen letters; null for neither. */
export function readCode(typed: string): { kind: 'phone' | 'recovery'; code: string } | null {
  const code = typed.toLowerCase().replace(/[ -]/g, '');
  if (/^\d{6}$/.test(code)) return { kind: 'phone', code };
  const letters = code.replace(/[oil]/g, (letter) => ALIKE[letter]!);
  return /^[0-9a-hjkmnp-tv-z]{16}$/.test(letters) ? { kind: 'recovery', code: letters } : null;
}

/** In groups of four, for reading aloud and typing. */
export function inFours(text: string, between: string): string {
  return text.match(/.{1,4}/g)?.join(between) ?? '';
}
