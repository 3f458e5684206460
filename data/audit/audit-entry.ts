import { Type, type Static } from 'typebox';

/** What is done that is kept for good. */
export const AUDIT_ACTS = [
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'end-sessions',
  'change-password',
  'use-link',
  'turn-on-code',
  'turn-off-code',
  'link-identity',
  'unlink-identity',
  'pair-wall',
  'pair-wall-failed',
  'begin-wall',
  'make-token',
  'change-device',
  'revoke-device',
  'make-person',
  'rename-person',
  'give-post',
  'end-post',
  'change-substitute',
  'make-organisation',
  'change-organisation',
  'move-organisation',
  'close-organisation',
  'make-account',
  'rename-account',
  'make-link',
  'disable-account',
  'enable-account',
  'report-incident',
  'close-incident',
  'ask-petitioner',
  'open-petitioner',
  'change-duty',
  'record-states',
  'import',
  'begin-plan',
  'copy-plan',
  'draw-plan',
  'step-plan',
  'rebase-plan',
  'publish-plan',
  'withdraw-plan',
  'discard-plan',
  'restore-edition',
  'read-audit',
] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

const orNull = <T extends ReturnType<typeof Type.String>>(type: T) =>
  Type.Union([type, Type.Null()]);

/**
 * What a row is about, as it is called today: its name; of an account, a session or a post whose it is; of a post its role
 * and what it is held for, nothing for the whole district.
 */
export const AuditAbout = Type.Object({
  name: Type.Optional(Type.String()),
  nameEn: Type.Optional(Type.String()),
  person: Type.Optional(Type.String()),
  role: Type.Optional(Type.String()),
  place: Type.Optional(Type.String()),
  placeEn: Type.Optional(Type.String()),
  kind: Type.Optional(Type.String({ description: 'of a device' })),
});
export type AuditAbout = Static<typeof AuditAbout>;

/** A row of the audit, as an auditor reads it. */
export const AuditEntry = Type.Object({
  no: Type.Integer({ minimum: 1 }),
  at: Type.String({ format: 'date-time' }),
  accountId: orNull(Type.String()),
  accountName: Type.Union([Type.String(), Type.Null()], { description: 'null: nobody was signed in' }), // prettier-ignore
  personId: Type.Union([Type.Integer(), Type.Null()]),
  personName: Type.Union([Type.String(), Type.Null()], { description: 'as they are called today; in no hash' }), // prettier-ignore
  address: Type.String({ description: 'where from, as far as can be believed' }),
  act: Type.String(),
  noun: Type.String(),
  thing: Type.String(),
  about: Type.Union([AuditAbout, Type.Null()], { description: 'null where it is no more; in no hash' }), // prettier-ignore
  said: Type.String({ description: 'JSON; nothing personal' }),
  hash: Type.String({ description: 'SHA-256 of the row and of the hash before it, hex' }),
});
export type AuditEntry = Static<typeof AuditEntry>;
