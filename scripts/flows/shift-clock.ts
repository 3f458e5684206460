/**
 * Loaded before a server by NODE_OPTIONS, so that its days can be changed: each SIGUSR2 sets its clock on to three
 * seconds before the next midnight of the sample's district. The database's clock stays, as nothing that counts days reads it.
 */
const SAMPLE_ZONE = 'Asia/Shanghai';
const BEFORE_MS = 3_000;
const DAY_MS = 86_400_000;
const MachineDate = Date;
let aheadMs = 0;

class ShiftedDate extends MachineDate {
  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [ShiftedDate.now()] : given) as [number]));
  }
  static override now(): number {
    return MachineDate.now() + aheadMs;
  }
}
globalThis.Date = ShiftedDate as DateConstructor;

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: SAMPLE_ZONE,
  timeStyle: 'medium',
});
/** Since midnight, by the clocks on the walls of the zone. */
function ofDayMs(at: number): number {
  const [h, m, s] = clock.format(at).split(':').map(Number) as [number, number, number];
  return 1000 * (3600 * h + 60 * m + s) + (at % 1000);
}

process.on('SIGUSR2', () => {
  const now = ShiftedDate.now();
  const guess = now + DAY_MS - ofDayMs(now);
  // A day on which clocks are put forward or back is an hour off.
  const off = ofDayMs(guess);
  const midnight = off > DAY_MS / 2 ? guess + DAY_MS - off : guess - off;
  aheadMs += midnight - BEFORE_MS - now;
});
