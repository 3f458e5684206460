import { flashing, type Alarm } from '../live/alarms.ts';
import type { Scene } from '../map/scene.ts';

/** How an alarm looks now: the two halves of a flash, unanswered without flashing, or answered. */
export type AlarmLook = 'lit' | 'pale' | 'steady' | 'stilled';

/**
 * The look of each alarm on a screen. The newest flash, the rest are lit; where motion is to be reduced
 * none flashes. A team's screen has no list of incidents and no key to answer by: nothing flashes there.
 *
 * @param pale which half of a flash it is
 */
export function alarmLooks(
  byId: ReadonlyMap<string, Alarm>,
  scene: Pick<Scene, 'screen' | 'layers'>,
  still: boolean,
  pale: boolean,
): ReadonlyMap<string, AlarmLook> {
  const looks = new Map<string, AlarmLook>();
  const answerable = scene.screen !== 'patrol';
  const flash = new Set(answerable && !still ? flashing(byId) : []);
  for (const [id, { stilledAt }] of byId) {
    const stilled = stilledAt !== null;
    // One that is answered is drawn as its layer is.
    if ((stilled || !answerable) && !scene.layers.incidents) continue;
    if (stilled || !answerable) looks.set(id, 'stilled');
    else if (still) looks.set(id, 'steady');
    else looks.set(id, flash.has(id) && pale ? 'pale' : 'lit');
  }
  return looks;
}
