import type { ImportRefusal } from '#data/import/report.ts';

/** The whole import is refused: thrown inside its transaction, so that nothing of it stays. */
export class ImportRefused extends Error {
  readonly reason: ImportRefusal;
  readonly detail: string;
  constructor(reason: ImportRefusal, detail: string) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}
