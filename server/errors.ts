/**
 * An expected "no" on its way to the one error handler: HTTP status, a reason from a closed list and a
 * detail for whoever reads the answer. 400 and 404 are askers' mistakes, 409 the world has moved on, 422 it can
 * never hold, 503 not now. Exceptions of any other kind are bugs.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly reason: string;
  readonly detail: string;

  constructor(status: number, reason: string, detail: string) {
    super(`${reason}: ${detail}`);
    this.name = 'Refusal';
    this.status = status;
    this.reason = reason;
    this.detail = detail;
  }
}

/** Make a refusal, to be thrown: `throw refuse(409, 'already-closed', id)`. */
export function refuse(status: number, reason: string, detail = ''): Refusal {
  return new Refusal(status, reason, detail);
}

/** Why the product cannot start, in a sentence for whoever started it; printed without a stack. */
export class CannotStart extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'CannotStart';
  }
}
