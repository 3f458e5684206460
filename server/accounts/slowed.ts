import { Refusal } from '#server/errors.ts';

/** Too many failures at a name: nothing is looked at for some seconds. */
export class Slowed extends Refusal {
  readonly seconds: number;

  constructor(seconds: number) {
    super(429, 'sign-in-slowed', `in ${seconds} s`);
    this.seconds = seconds;
  }
}
