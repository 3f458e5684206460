import { SEVERITIES, type Severity } from '#data/incidents/incident.ts';

import { fill, stroke, type Painter } from '../map/icon-atlas.ts';
import { PATHS, type ColourToken } from '../ui/tokens.ts';

const OUTLINE = {
  1: PATHS.severity1,
  2: PATHS.severity2,
  3: PATHS.severity3,
  4: PATHS.severity4,
} as const;
const TOKEN = {
  1: 'severity.1',
  2: 'severity.2',
  3: 'severity.3',
  4: 'severity.4',
} as const satisfies Record<Severity, ColourToken>;

/**
 * An incident in time: shape and ring are its severity, the fill is empty. Halo and plate part it
 * from the map; Ⅰ has a near-white edge; quiet ones (Ⅲ Ⅳ in time on shared maps) have a grey ring.
 */
function incident(severity: Severity, quiet: boolean, pale = false): Painter {
  return (c, theme) => {
    const path = OUTLINE[severity];
    const grave = severity === 1 ? 1.4 : 0;
    c.lineJoin = 'miter';
    if (theme === 'light') stroke(c, path, theme, 'signal.halo', 8.6);
    fill(c, path, theme, theme === 'light' ? 'signal.halo' : 'signal.plate');
    // In light a quiet one has hardly a plate: a black ring would be the loudest thing on the page.
    const plate = theme === 'dark' ? 6 : quiet ? 3.4 : 5.2;
    stroke(c, path, theme, 'signal.plate', plate + grave);
    if (severity === 1) stroke(c, path, theme, 'severity.1.edge', 4.4);
    const ring = pale ? 'severity.1.edge' : quiet ? 'severity.quiet' : TOKEN[severity];
    stroke(c, path, theme, ring, quiet ? 2.1 : 2.7);
    if (theme === 'light') fillInside(c, path);
  };
}

/** In light the inside is white up to the ring, not the plate's dark inner half. */
function fillInside(c: CanvasRenderingContext2D, path: string): void {
  c.save();
  c.translate(12, 12);
  c.scale(0.72, 0.72);
  c.translate(-12, -12);
  c.fillStyle = '#fdfdfd';
  c.fill(new Path2D(path));
  c.restore();
}

/** An alarm's corners; pale in the other half of a flash, with a broader edge where nothing may flash. */
function brackets(token: ColourToken, edge: number): Painter {
  return (c, theme) => {
    c.save();
    c.translate(12, 12);
    c.scale(1.55, 1.55);
    c.translate(-12, -12);
    stroke(c, PATHS.alarm, theme, 'signal.plate', 5);
    stroke(c, PATHS.alarm, theme, 'severity.1.edge', edge);
    stroke(c, PATHS.alarm, theme, token, 2);
    c.restore();
  };
}

const painters: Record<string, Painter> = {
  brackets: brackets('severity.1', 3.2),
  'brackets-pale': brackets('severity.1.edge', 3.2),
  'brackets-steady': brackets('severity.1', 4.4),
  'severity-1-pale': incident(1, false, true),
};
for (const severity of SEVERITIES) {
  painters[`severity-${severity}`] = incident(severity, false);
  painters[`quiet-${severity}`] = incident(severity, true);
}
/** By name: `severity-1` … `severity-4`, `quiet-1` … `quiet-4`, `brackets` and its other looks. */
export const INCIDENT_SYMBOLS: Record<string, Painter> = painters;

/** An unanswered alarm, in a legend: as on the map, corners and symbol. */
export const alarmSign: Painter = (c, theme) => {
  INCIDENT_SYMBOLS['brackets']!(c, theme);
  INCIDENT_SYMBOLS['severity-1']!(c, theme);
};
