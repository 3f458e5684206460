import { Type } from 'typebox';

/** A day in an address, YYYY-MM-DD. PostgreSQL has no year 0, and nothing is known from before 1900. */
export const Day = Type.String({ format: 'date', pattern: '^(19|20|21)' });
