import type { PostRole } from '#data/people/person.ts';

import type { Act } from './acts.ts';
import type { DeviceRole } from './held-posts.ts';

/** The acts of a role, by how far each reaches. */
export interface RoleActs {
  /** At what the post is held for, and all below it. */
  within: readonly Act[];
  /** At what is one's own, wherever it is: one's task, one's unit. */
  mine?: readonly Act[];
  /** At anything in the district. */
  anywhere?: readonly Act[];
}

const REPORT = ['report-incident'] as const;
/** Whoever walks has a unit of their own, and tasks. */
const WALKING: RoleActs['mine'] = [
  'see-incidents',
  'see-positions',
  'see-tracks',
  'handle-incident',
  'change-duty',
  'add-fixes',
];
const GROUND = ['see-figures', 'see-buildings', 'see-staff'] as const;
const WATCHED = ['see-incidents', ...GROUND, 'see-cameras', 'see-positions'] as const;
const WALKER: RoleActs = {
  within: ['see-incidents', ...GROUND, 'handle-incident'],
  mine: WALKING,
  anywhere: REPORT,
};
const FORCE: RoleActs = {
  within: ['see-incidents', 'see-staff', 'handle-incident'],
  mine: WALKING,
  anywhere: REPORT,
};

/** The roles that ship, as sets of acts: data, so that a district may have its own one day. */
export const ROLE_ACTS: Readonly<Record<PostRole | DeviceRole, RoleActs>> = {
  worker: WALKER,
  leader: {
    within: [
      ...WATCHED,
      'see-residents',
      'accept-incident',
      'dispatch-incident',
      'handle-incident',
    ],
    mine: WALKING,
    anywhere: REPORT,
  },
  assistant: WALKER,
  captain: {
    within: ['see-incidents', 'see-buildings', 'see-staff'],
    mine: WALKING,
    anywhere: REPORT,
  },
  mediator: { ...FORCE, within: [...FORCE.within, 'see-residents'] },
  volunteer: { within: [], mine: WALKING, anywhere: REPORT },
  police: FORCE,
  squad: FORCE,
  'patrol-lead': {
    within: [
      'see-incidents',
      'see-figures',
      'see-staff',
      'see-positions',
      'see-tracks',
      'dispatch-incident',
      'change-duty',
    ],
    anywhere: REPORT,
  },
  'station-leader': {
    within: [
      'see-incidents',
      'see-staff',
      'see-positions',
      'dispatch-incident',
      'handle-incident',
      'change-duty',
    ],
    anywhere: REPORT,
  },
  handler: { within: ['see-incidents', 'handle-incident'] },
  'community-officer': {
    within: [
      ...WATCHED,
      'see-tracks',
      'see-residents',
      'see-plans',
      'accept-incident',
      'dispatch-incident',
      'handle-incident',
      'check-incident',
    ],
    anywhere: REPORT,
  },
  'street-officer': {
    within: [
      ...WATCHED,
      'see-tracks',
      'see-residents',
      'see-plans',
      'accept-incident',
      'dispatch-incident',
      'handle-incident',
      'check-incident',
      'supervise-incident',
      'hand-out',
    ],
    anywhere: REPORT,
  },
  'duty-leader': {
    within: [
      ...WATCHED,
      'see-tracks',
      'see-residents',
      'see-plans',
      'accept-incident',
      'dispatch-incident',
      'check-incident',
      'supervise-incident',
      'hand-out',
    ],
    anywhere: REPORT,
  },
  'duty-officer': {
    within: [...WATCHED, 'see-residents', 'accept-incident', 'dispatch-incident', 'check-incident'],
    anywhere: REPORT,
  },
  operator: {
    within: ['see-incidents', 'see-staff', 'see-residents', 'accept-incident', 'check-incident'],
    anywhere: REPORT,
  },
  supervisor: {
    within: [
      'see-incidents',
      'see-figures',
      'see-staff',
      'check-incident',
      'supervise-incident',
      'hand-out',
    ],
  },
  planner: { within: [...GROUND, 'see-plans', 'draw-plan', 'hand-out'] },
  // Who draws does not publish: four eyes.
  publisher: { within: [...GROUND, 'see-plans', 'publish-plan', 'hand-out'] },
  auditor: { within: ['read-audit'] },
  // Who gives out posts sees nothing by that alone.
  administrator: {
    within: ['see-staff', 'import', 'manage-people', 'manage-accounts', 'manage-devices'],
  },
  // A wall only looks, and at nothing that is anybody's own: no numbers of staff, no tracks, no residents.
  wall: {
    within: ['see-incidents', 'see-figures', 'see-buildings', 'see-cameras', 'see-positions'],
  },
  // One that visitors see has nobody on foot on it either.
  'visitor-wall': { within: ['see-incidents', 'see-figures', 'see-buildings', 'see-cameras'] },
  intake: { within: [], anywhere: REPORT },
};
