import { SITE_CLASSES, SITE_KINDS, type CameraState } from '#data/sites/site.ts';
import type { PackedSites } from '#data/wire/packed.ts';

import { fill, stroke, type Painter } from '../map/icon-atlas.ts';
import { colour, PATHS, type ColourToken } from '../ui/tokens.ts';

const STATE_TOKEN = {
  online: 'camera.online',
  offline: 'camera.offline',
  unreachable: 'camera.unreachable',
} as const satisfies Record<CameraState, ColourToken>;

export function cameraToken(state: CameraState): ColourToken {
  return STATE_TOKEN[state];
}

/** Online filled, offline outlined with a slash, unreachable dashed: never told by colour alone. */
function camera(body: string, dome: boolean, state: CameraState): Painter {
  return (c, theme) => {
    stroke(c, body, theme, 'signal.halo', 6);
    if (state === 'online') {
      fill(c, body, theme, 'camera.online');
      if (dome) fill(c, PATHS.camLens, theme, 'signal.halo');
      return;
    }
    fill(c, body, theme, 'signal.halo');
    if (state === 'unreachable') c.setLineDash([3, 2.6]);
    stroke(c, body, theme, STATE_TOKEN[state], 2);
    c.setLineDash([]);
    if (state === 'offline') {
      stroke(c, PATHS.slash, theme, 'signal.halo', 6);
      stroke(c, PATHS.slash, theme, 'camera.offline', 2.4);
    }
  };
}

function station(path: string, rings = false): Painter {
  return (c, theme) => {
    stroke(c, path, theme, 'signal.halo', rings ? 7 : 5);
    if (rings) stroke(c, path, theme, 'station', 2.4);
    else fill(c, path, theme, 'station');
  };
}

/** Symbols that look.md leaves open, on the same grid. */
const POLICE = 'M12 1.6 20.6 4.8V11.4C20.6 16.8 17.2 20.7 12 22.6C6.8 20.7 3.4 16.8 3.4 11.4V4.8ZM12 6.6 13.6 10.2 17.4 10.6 14.5 13.1 15.4 16.9 12 14.9 8.6 16.9 9.5 13.1 6.6 10.6 10.4 10.2Z'; // prettier-ignore
const FIRE = 'M12.6 1.6C13.4 6 18.8 8.4 18.8 14.6A6.8 7.4 0 0 1 5.2 14.6C5.2 11.4 7 9.4 8.2 7.6C8.8 9.6 9.6 10.4 10.6 10.8C10.2 7.4 10.6 4 12.6 1.6Z'; // prettier-ignore
const HEALTH = 'M9 2.6H15V9H21.4V15H15V21.4H9V15H2.6V9H9Z';
const SCHOOL = 'M12 3.4 23 8.6 12 13.8 1 8.6ZM5.6 12.4 12 15.6 18.4 12.4V17.2C16.4 19.4 7.6 19.4 5.6 17.2Z'; // prettier-ignore
const SHELTER = 'M12 3 22 20.6H14.6L12 14.4 9.4 20.6H2Z';
const OTHER = 'M12 3a9 9 0 1 1 0 18a9 9 0 1 1 0-18ZM12 8.4a3.6 3.6 0 1 0 0 7.2a3.6 3.6 0 1 0 0-7.2Z'; // prettier-ignore

/** Directions are fanned out to ± 30° about north, fading with distance: what an online camera can see. */
const wedge: Painter = (c, theme) => {
  const light = c.createRadialGradient(12, 12, 0, 12, 12, 23);
  const hex = colour(theme, 'camera.online');
  light.addColorStop(0, `${hex}47`);
  light.addColorStop(0.5, `${hex}20`);
  light.addColorStop(1, `${hex}00`);
  c.fillStyle = light;
  c.beginPath();
  c.moveTo(12, 12);
  c.arc(12, 12, 24, (-120 * Math.PI) / 180, (-60 * Math.PI) / 180);
  c.closePath();
  c.fill();
};

/** What a camera sees, in a legend: on the map it would be too faint for so small a picture. */
export const wedgeSign: Painter = (c, theme) => {
  c.fillStyle = `${colour(theme, 'camera.online')}66`;
  c.beginPath();
  c.moveTo(12, 22);
  c.arc(12, 22, 20, (-120 * Math.PI) / 180, (-60 * Math.PI) / 180);
  c.closePath();
  c.fill();
};

/** By name: `fixed-online` … `dome-unreachable`, `station-` each class, `wedge`. */
export const SITE_SYMBOLS: Record<string, Painter> = {
  wedge,
  'fixed-online': camera(PATHS.camFixed, false, 'online'),
  'fixed-offline': camera(PATHS.camFixed, false, 'offline'),
  'fixed-unreachable': camera(PATHS.camFixed, false, 'unreachable'),
  'dome-online': camera(PATHS.camDome, true, 'online'),
  'dome-offline': camera(PATHS.camDome, true, 'offline'),
  'dome-unreachable': camera(PATHS.camDome, true, 'unreachable'),
  'station-service': station(PATHS.service),
  'station-mediation': station(PATHS.mediation, true),
  'station-hub': station(PATHS.hub),
  'station-rider': station(PATHS.rider),
  'station-police': station(POLICE),
  'station-fire': station(FIRE),
  'station-health': station(HEALTH),
  'station-school': station(SCHOOL),
  'station-shelter': station(SHELTER),
  'station-other': station(OTHER),
};

/** The name of the symbol of site `i` of the packed ones; a camera's by its state. */
export function siteSymbol(packed: PackedSites, i: number, state: CameraState): string {
  return SITE_KINDS[packed.kind[i]!] === 'camera'
    ? `${SITE_CLASSES.camera[packed.class[i]!] ?? 'fixed'}-${state}`
    : `station-${SITE_CLASSES.station[packed.class[i]!] ?? 'other'}`;
}
