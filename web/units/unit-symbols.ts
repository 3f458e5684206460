import type { UnitKind } from '#data/units/unit.ts';

import { fill, stroke, type Painter } from '../map/icon-atlas.ts';
import { PATHS, type ColourToken } from '../ui/tokens.ts';

const TOKEN = {
  worker: 'unit.worker',
  leader: 'unit.leader',
  volunteer: 'unit.volunteer',
  squad: 'unit.squad',
} as const satisfies Record<UnitKind, ColourToken>;

export function unitToken(kind: UnitKind): ColourToken {
  return TOKEN[kind];
}

const CASING = 5;

/** A bust: casing first, then filled; a volunteer is hollow. */
function bust(kind: UnitKind, token: ColourToken = TOKEN[kind]): Painter {
  return (c, theme) => {
    if (kind === 'squad') {
      stroke(c, PATHS.shield, theme, 'signal.halo', CASING);
      fill(c, PATHS.shield, theme, token);
      stroke(c, PATHS.chevron, theme, 'signal.halo', 2.6);
      return;
    }
    const path = kind === 'leader' ? PATHS.leader : PATHS.worker;
    stroke(c, path, theme, 'signal.halo', CASING);
    if (kind === 'volunteer') {
      fill(c, path, theme, 'signal.halo');
      stroke(c, path, theme, token, 2);
    } else fill(c, path, theme, token);
  };
}

/** Nothing new for over two minutes: hollow and dashed. */
function staleBust(kind: UnitKind): Painter {
  return (c, theme) => {
    const path = kind === 'squad' ? PATHS.shield : kind === 'leader' ? PATHS.leader : PATHS.worker;
    stroke(c, path, theme, 'signal.halo', CASING);
    fill(c, path, theme, 'signal.halo');
    c.setLineDash([3, 2.6]);
    stroke(c, path, theme, 'unit.stale', 2);
    c.setLineDash([]);
  };
}

/** All unit symbols by name: the kind, `stale-` the kind, and the beak that turns with the heading. */
export const UNIT_SYMBOLS: Record<string, Painter> = {
  worker: bust('worker'),
  leader: bust('leader'),
  volunteer: bust('volunteer'),
  squad: bust('squad'),
  'squad-plain': bust('squad', 'unit.worker'),
  'stale-worker': staleBust('worker'),
  'stale-leader': staleBust('leader'),
  'stale-volunteer': staleBust('volunteer'),
  'stale-squad': staleBust('squad'),
  beak: (c, theme) => {
    stroke(c, PATHS.beak, theme, 'signal.halo', 3.2);
    fill(c, PATHS.beak, theme, 'unit.worker');
  },
};

/** Who walks, in a legend: the beak turned to where. */
export const movingSign: Painter = (c, theme) => {
  c.save();
  c.translate(12, 12);
  c.rotate(Math.PI / 4);
  c.translate(-12, -12);
  UNIT_SYMBOLS['beak']!(c, theme);
  c.restore();
  UNIT_SYMBOLS['worker']!(c, theme);
};
