import { describe, expect, it } from 'vitest';

import { contrast, distance, drawnOver, seenBy, SIGHTS, type Sight } from './see-colours.ts';
import { atZoom, colour, OPACITIES, type ColourToken, type Theme } from './tokens.ts';

const TEXT = 4.5;
const GRAPHIC = 3;

const SURFACES = ['surface.0', 'surface.1', 'surface.2', 'surface.3'] as const;
const PANELS = ['surface.0', 'surface.1', 'surface.2'] as const;
/** All that lies wide under lines, symbols and names. */
const GROUNDS = ['map.outside', 'map.land', 'map.builtup', 'map.block', 'map.water', 'map.green', 'map.paved', 'map.building.hint', 'map.building.fill', 'map.building.roof', 'map.building.roof.2', 'map.building.roof.3'] as const; // prettier-ignore
const ROADS = ['map.road.motorway', 'map.road.arterial', 'map.road.secondary', 'map.road.minor', 'map.road.lane'] as const; // prettier-ignore
const MID_ROADS = ['map.road.motorway.mid', 'map.road.arterial.mid', 'map.road.secondary.mid', 'map.road.minor.mid', 'map.road.lane.mid'] as const; // prettier-ignore
const SEVERITIES = ['severity.1', 'severity.2', 'severity.3', 'severity.4'] as const;
const LIGHTS = ['light.green', 'light.yellow', 'light.red'] as const;
const UNITS = ['unit.worker', 'unit.leader', 'unit.volunteer', 'unit.squad'] as const;
const CAMERAS = ['camera.online', 'camera.offline', 'camera.unreachable'] as const;
const LINES = ['area.district', 'area.street', 'area.community', 'area.grid', 'area.microgrid'] as const; // prettier-ignore
const EDITS = ['edit.committed', 'edit.draft', 'edit.progress'] as const;
const SEQUENCE = ['seq.1', 'seq.2', 'seq.3', 'seq.4', 'seq.5', 'seq.6'] as const;
const BELOW = ['div.-3', 'div.-2', 'div.-1'] as const;
const ABOVE = ['div.+1', 'div.+2', 'div.+3'] as const;
const DIVERGING = [...BELOW, 'div.0', ...ABOVE] as const;
/** Of fills by class, over the land, as the layer and its legend draw them. */
const FILL = { dark: 0.6, light: 0.62 } as const;

const THEMES = ['dark', 'light'] as const;
type Named = readonly [name: string, hex: string];
const tokens = (theme: Theme, names: readonly ColourToken[]): Named[] => names.map((name) => [name, colour(theme, name)]); // prettier-ignore
const ramp = (theme: Theme, names: readonly ColourToken[]): Named[] =>
  tokens(theme, names).map(([name, hex]) => [`${name} over land`, drawnOver(hex, FILL[theme], colour(theme, 'map.land'))]); // prettier-ignore

/** What must be told from what it stands on. */
interface Row {
  what: string;
  least: number;
  front: (theme: Theme) => readonly Named[];
  ground: (theme: Theme) => readonly Named[];
  themes?: readonly Theme[];
  sights?: readonly Sight[];
}
const row = (what: string, least: number, front: readonly ColourToken[], ground: readonly ColourToken[], themes?: readonly Theme[]): Row =>
  ({ what, least, front: (t) => tokens(t, front), ground: (t) => tokens(t, ground), ...(themes && { themes }) }); // prettier-ignore
const faint = (line: 'area.street' | 'area.community' | 'area.grid' | 'area.microgrid', zoom: number): Row => ({
  what: `${line} as drawn at zoom ${zoom}`,
  least: GRAPHIC,
  front: (t) => [[line, drawnOver(colour(t, line), atZoom(OPACITIES[line], zoom), colour(t, 'map.block'))]],
  ground: (t) => tokens(t, ['map.block']),
}); // prettier-ignore

const ROWS: Row[] = [
  row('text on surfaces', TEXT, ['text.1', 'text.2', 'text.3'], SURFACES),
  row('words of state on panels', TEXT, ['danger', 'success', 'warning', 'info', 'accent'], PANELS),
  row('a filled button', TEXT, ['on.accent'], ['accent.fill']),
  row('a filled button of danger', TEXT, ['on.danger'], ['danger.fill']),
  row('names on their halo', TEXT, ['map.label', 'map.label.2', 'area.label'], ['map.label.halo']),
  row('names without their halo', TEXT, ['map.label', 'area.label'], [...GROUNDS, ...ROADS]),
  row('small names without their halo', TEXT, ['map.label.2'], GROUNDS),
  row('names of water', TEXT, ['map.label.water'], ['map.water', 'map.label.halo']),
  row('lines of areas', GRAPHIC, LINES, GROUNDS),
  row('lines of areas in their casing', GRAPHIC, LINES, ['map.label.halo']),
  row('selection and focus', GRAPHIC, ['select', 'focus', 'accent'], [...GROUNDS, ...SURFACES]),
  row('outlines of controls', GRAPHIC, ['control.line'], SURFACES),
  row('severities and lights on their plate', GRAPHIC, [...SEVERITIES, 'severity.quiet', ...LIGHTS], ['signal.plate']), // prettier-ignore
  row('the edge of Ⅰ', GRAPHIC, ['severity.1.edge'], ['severity.1', 'signal.plate']),
  row('units in their casing', GRAPHIC, [...UNITS, 'unit.stale'], ['signal.halo']),
  // All that touches a symbol is its own plate or casing; that it is seen without them too is more than it needs, and
  // not so to whom red is dark, nor on the wide roads, which are lighter from zoom 13 to 17.
  { ...row('signals without their plate, in the dark', GRAPHIC, [...SEVERITIES, ...LIGHTS, ...UNITS], [...GROUNDS, ...ROADS.slice(1)], ['dark']), sights: ['normal'] }, // prettier-ignore
  row('units and plates without their casing, in light', GRAPHIC, [...UNITS, 'unit.stale', 'signal.plate'], [...GROUNDS, ...ROADS, ...MID_ROADS], ['light']), // prettier-ignore
  row('cameras', GRAPHIC, CAMERAS, [...GROUNDS, 'signal.halo']),
  row('stations', GRAPHIC, ['station'], [...GROUNDS, 'signal.halo']),
  row('lines of the editor', GRAPHIC, EDITS, GROUNDS),
  row('lines of the editor in their casing', GRAPHIC, EDITS, ['map.label.halo']),
  row('bars of plots', GRAPHIC, ['plot.bar', 'plot.bar.weekend', 'accent'], ['surface.1', 'surface.2']), // prettier-ignore
  row('lines of plots in their casing', GRAPHIC, ['text.1', 'text.2'], ['surface.1', 'surface.2']),
  { what: 'units on areas coloured by class, in the dark', least: GRAPHIC, front: (t) => tokens(t, UNITS), ground: (t) => ramp(t, [...SEQUENCE, ...DIVERGING]), themes: ['dark'] }, // prettier-ignore
  { what: 'plates and units on areas coloured by class, in light', least: GRAPHIC, front: (t) => tokens(t, ['signal.plate', ...UNITS]), ground: (t) => ramp(t, [...SEQUENCE, ...DIVERGING]), themes: ['light'] }, // prettier-ignore
  { what: 'selection on areas coloured by class', least: GRAPHIC, front: (t) => tokens(t, ['select']), ground: (t) => ramp(t, [...SEQUENCE, ...DIVERGING]) }, // prettier-ignore
  faint('area.street', 12),
  faint('area.community', 13),
  faint('area.grid', 16),
  faint('area.microgrid', 17),
];

/** What must be told apart: every two, or each and the next. */
interface Set {
  what: string;
  least: number;
  of: (theme: Theme) => readonly Named[];
  neighbours?: true;
}
const set = (what: string, least: number, names: readonly ColourToken[]): Set => ({ what, least, of: (t) => tokens(t, names) }); // prettier-ignore
const neighbours = (what: string, least: number, of: (t: Theme) => readonly Named[]): Set => ({ what, least, of, neighbours: true }); // prettier-ignore
const SETS: Set[] = [
  set('severities', 10, SEVERITIES),
  set('lights on the map', 15, ['signal.plate', 'light.yellow', 'light.red']),
  set('lights in lists', 15, LIGHTS),
  set('states of cameras', 8, CAMERAS),
  set('workers, squads and what is stale', 10, ['unit.worker', 'unit.squad', 'unit.stale']),
  set('Ⅳ and what is quiet', 8, ['severity.4', 'severity.quiet']),
  set('Ⅳ, accent and squads', 8, ['severity.4', 'accent', 'unit.squad']),
  set('what is in force, a draft and what is being drawn', 10, EDITS),
  set('water, green and land', 1.5, ['map.water', 'map.green', 'map.land']),
  set('below, in and above the band', 12, ['div.-3', 'div.0', 'div.+3']),
  set('workdays and weekends of plots', 8, ['plot.bar', 'plot.bar.weekend']),
  set('a mark of a plot that is read', 8, ['plot.bar', 'plot.bar.weekend', 'accent']),
  neighbours('classes', 5, (t) => tokens(t, SEQUENCE)),
  neighbours('steps of the band', 5, (t) => tokens(t, DIVERGING)),
  neighbours('classes as drawn', 3, (t) => ramp(t, SEQUENCE)),
  neighbours('steps of the band as drawn', 3, (t) => ramp(t, DIVERGING)),
];

type Worst = { least: number; pair: string };
/** The worst of a row as somebody sees it. */
function worstOf(row: Row, theme: Theme, sight: Sight): Worst {
  let worst: Worst = { least: Infinity, pair: '' };
  for (const [a, front] of row.front(theme))
    for (const [b, ground] of row.ground(theme)) {
      const least = contrast(seenBy(sight, front), seenBy(sight, ground));
      if (least < worst.least) worst = { least, pair: `${a} on ${b}` };
    }
  return worst;
}
function closest(set: Set, theme: Theme, sight: Sight): Worst {
  const all = set.of(theme);
  let worst: Worst = { least: Infinity, pair: '' };
  all.forEach(([a, x], i) =>
    all.slice(i + 1, set.neighbours ? i + 2 : undefined).forEach(([b, y]) => {
      const least = distance(seenBy(sight, x), seenBy(sight, y));
      if (least < worst.least) worst = { least, pair: `${a}, ${b}` };
    }),
  );
  return worst;
}

describe.each(THEMES)('in %s', (theme) => {
  describe.each(SIGHTS)('to %s sight', (sight) => {
    it.each(
      ROWS.filter(
        (r) => (r.themes ?? THEMES).includes(theme) && (r.sights ?? SIGHTS).includes(sight),
      ),
    )('$what: $least:1', (r) => {
      const { least, pair } = worstOf(r, theme, sight);
      expect(least, `${pair} as ${sight} sees it, in ${theme}`).toBeGreaterThanOrEqual(r.least);
    });
    it.each(SETS)('$what are told apart: $least', (s) => {
      const { least, pair } = closest(s, theme, sight);
      expect(least, `${pair} as ${sight} sees it, in ${theme}`).toBeGreaterThanOrEqual(s.least);
    });
  });
});
