import type { AuditDone } from './audit/append-audit.ts';
import type { Db } from './db/database.ts';
import type { Ask } from './session/session.ts';

/** An edition that comes into force, as those see it who hang on areas. */
export interface ComingEdition {
  id: number;
  /** From when its borders hold; it may be brought later, where nobody was there to. */
  validFrom: Date;
  cellAt: (lng: number, lat: number) => number | null;
  /** Areas that had another border or other words before, those that are no more among them. */
  superseded: readonly number[];
  /** Where areas that are no more went: whoever has most of their households, and then of their land, first. */
  successors: ReadonlyMap<number, readonly number[]>;
  /** Whom the edition names to lead an area. */
  leaders: readonly { areaId: number; personId: number }[];
  /** What the audit is to keep of it: it is appended when all is moved. */
  keep: (done: AuditDone) => void;
}

/**
 * What a noun does when an edition comes into force, inside that transaction. `app.ts` has the list, in the order in
 * which it is gone through.
 */
export type OnEdition = (ask: Ask, db: Db, edition: ComingEdition) => Promise<unknown>;
