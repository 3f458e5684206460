import { Refusal } from '#server/errors.ts';

/** A desk has entered too many codes that are none. */
export class PairingSlowed extends Refusal {
  readonly seconds: number;

  constructor(ms: number) {
    const seconds = Math.ceil(ms / 1000);
    super(429, 'pairing-slowed', `in ${seconds} s`);
    this.seconds = seconds;
  }
}
