import { many } from './plural.ts';
import type { screensZhCN } from './screens-zh-cn.ts';

/** The screens by name, and what the patrol desk and the wall say; part of the English table. */
export const screensEn: typeof screensZhCN = {
  screens: { watch: 'Watch', wall: 'Wall', patrol: 'Patrol', plan: 'Plan' },

  patrol: {
    chooseArea: 'Choose an area',
    findArea: 'Find by name or code',
    noArea: 'No such area',
    team: 'Team',
    teamCount: (onDuty, all) => `${onDuty} of ${all} on duty`,
    outCount: (n) => `${n} out`,
    silentCount: (n) => `${n} silent`,
    sort: 'Sort',
    byName: 'Name',
    bySilence: 'Longest silent',
    byDistance: 'Furthest out',
    duty: 'Duty',
    place: 'Where',
    none: 'No units belong to this area yet',
    notShown: 'Your post does not see units',
    noneNext: 'Choose another area, or import units.',
    treeOpen: 'Open',
    treeShut: 'Shut',
  },

  wall: {
    quietTicker: 'Nothing new',
    reported: 'reported: ',
    closed: 'closed: ',
    testLine: 'This line can be read from the farthest seat',
    silent: (feed, age) => `${feed}: none for ${age}`,
    more: (n) => many(n, 'more source is silent', 'more sources are silent'),
    moreOpen: (n) => many(n, 'more is open', 'more are open'),
    unanswered: (n) => `${n} new Ⅰ unanswered`,
    flood: (n) => `${n} new Ⅰ in 10 min`,
    none: 'No open incidents',
    legend: 'Legend',
  },
};
