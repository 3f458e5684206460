import { FLASH_MS, flashing, type Alarm } from '../live/alarms.ts';
import type { Scene } from '../map/scene.ts';

/** How an alarm looks now: the two halves of a flash, unanswered without flashing, or answered. */
export type AlarmLook = 'lit' | 'pale' | 'steady' | 'stilled';

/** Whether an alarm is pale at a moment, ms of this machine's clock. */
function isPale(now: number): boolean {
  return now % FLASH_MS >= FLASH_MS / 2;
}

/**
 * The look of each alarm on a screen. The newest flash, the rest are lit; where motion is to be reduced
 * none flashes. A team's screen has no list of incidents and no key to answer by: nothing flashes there.
 *
 * @param now ms of this machine's clock
 */
export function alarmLooks(
  byId: ReadonlyMap<string, Alarm>,
  scene: Pick<Scene, 'screen' | 'layers'>,
  still: boolean,
  now: number,
): ReadonlyMap<string, AlarmLook> {
  const looks = new Map<string, AlarmLook>();
  const answerable = scene.screen !== 'patrol';
  const flash = new Set(answerable && !still ? flashing(byId) : []);
  for (const [id, { stilled }] of byId) {
    // One that is answered is drawn as its layer is.
    if ((stilled || !answerable) && !scene.layers.incidents) continue;
    if (stilled || !answerable) looks.set(id, 'stilled');
    else if (still) looks.set(id, 'steady');
    else looks.set(id, flash.has(id) && isPale(now) ? 'pale' : 'lit');
  }
  return looks;
}
