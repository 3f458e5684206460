/** The product's values of colour, size and time. Zoom is MapLibre's (512 px tiles); stops are [zoom, value], linear between. */

export type Theme = 'dark' | 'light';
export type Stops = readonly (readonly [zoom: number, value: number])[];

/** Every colour of both themes: [dark, light]. `theme.css` has the same as variables (`map.road.lane` → `--map-road-lane`). */
export const COLOURS = {
  'map.outside': ['#0c0f12', '#e1dfdc'],
  'map.land': ['#171a1d', '#f2f0ec'],
  'map.builtup': ['#1b1e21', '#ebe9e5'],
  'map.block': ['#1e2225', '#e8e6e1'],
  'map.water': ['#061825', '#c2d8e5'],
  'map.green': ['#14261a', '#d6e9d9'],
  'map.road.motorway': ['#3a3f45', '#fdfaf1'],
  'map.road.arterial': ['#32363a', '#fdfdfd'],
  'map.road.secondary': ['#2a2e33', '#fdfdfd'],
  'map.road.minor': ['#26292d', '#fcfcfc'],
  'map.road.lane': ['#212427', '#f7f7f4'],
  'map.road.casing': ['#0c0f12', '#cccac5'],
  'map.road.motorway.mid': ['#454d54', '#fef5df'],
  'map.road.arterial.mid': ['#3d4248', '#fdfdfd'],
  'map.road.secondary.mid': ['#35393e', '#fdfdfd'],
  'map.road.minor.mid': ['#2d3136', '#fcfcfc'],
  'map.road.lane.mid': ['#272b2e', '#fbfaf8'],
  'map.road.casing.mid': ['#090b0e', '#b3afa7'],
  'map.paved': ['#292723', '#e5e1dc'],
  'map.bridge': ['#50565c', '#a19e98'],
  'map.rail': ['#323639', '#a7abb0'],
  'map.wall': ['#4a423b', '#ab9b8f'],
  'map.building.hint': ['#2a2e33', '#dedbd6'],
  'map.building.fill': ['#212529', '#dedbd6'],
  'map.building.line': ['#2e3237', '#c7c3bd'],
  'map.building.roof': ['#282c31', '#d7d3cd'],
  'map.building.roof.2': ['#2b2f33', '#dad7d1'],
  'map.building.roof.3': ['#252a2e', '#d4cfc9'],
  'map.building.shade': ['#080c0f', '#bfbab2'],
  'map.building.side': ['#14181b', '#cbc7c0'],
  'map.label': ['#aeb3b9', '#44484d'],
  'map.label.2': ['#91979e', '#51565b'],
  'map.label.water': ['#7da5bc', '#25526f'],
  'map.label.halo': ['#0c0f12', '#fbfaf8'],
  'surface.0': ['#0b0e11', '#ebedef'],
  'surface.1': ['#13161a', '#f9fafb'],
  'surface.2': ['#1c2024', '#f0f2f4'],
  'surface.3': ['#272c31', '#e0e5ea'],
  'surface.line': ['#33393e', '#cdd1d6'],
  'control.line': ['#757d85', '#747a80'],
  'text.1': ['#e5e8ec', '#1a1f24'],
  'text.2': ['#b6bbc1', '#3e444b'],
  'text.3': ['#9aa1a7', '#565d64'],
  accent: ['#7fe4e7', '#026892'],
  'accent.fill': ['#115667', '#026892'],
  'on.accent': ['#ebf4f5', '#fcfcfc'],
  select: ['#ddfafb', '#003051'],
  focus: ['#69e3f0', '#046190'],
  'area.district': ['#aeb9bf', '#192532'],
  'area.street': ['#97a8b0', '#2b3b4b'],
  'area.community': ['#7f919a', '#3f4f60'],
  'area.grid': ['#72838c', '#515f6e'],
  'area.microgrid': ['#6c7c84', '#616d7a'],
  'area.label': ['#d6e0e4', '#1b2530'],
  'signal.plate': ['#080c0f', '#080c0f'],
  'signal.halo': ['#080c0f', '#fdfdfd'],
  'severity.1': ['#ef3b4a', '#ef3b4a'],
  'severity.2': ['#f48b24', '#f48b24'],
  'severity.3': ['#f6e34c', '#f6e34c'],
  'severity.4': ['#468fd6', '#468fd6'],
  'severity.1.edge': ['#fdf6f6', '#fdf6f6'],
  'severity.quiet': ['#868d93', '#868d93'],
  'light.green': ['#52b392', '#52b392'],
  'light.yellow': ['#fad03e', '#fad03e'],
  'light.red': ['#f54244', '#f54244'],
  'unit.worker': ['#c2d1d6', '#2b3a43'],
  'unit.leader': ['#edf7fb', '#0d1a23'],
  'unit.volunteer': ['#9eaeb4', '#3b4a53'],
  'unit.squad': ['#d5a4e5', '#6b0e83'],
  'unit.stale': ['#82888f', '#656b71'],
  'camera.online': ['#818f94', '#59666b'],
  'camera.offline': ['#dd9e9f', '#a12e3c'],
  'camera.unreachable': ['#a792ce', '#714ca6'],
  station: ['#c7be9e', '#5e4d2b'],
  'plot.bar': ['#868d93', '#5d646b'],
  'plot.bar.weekend': ['#656b71', '#82888f'],
  'edit.committed': ['#99a7af', '#3c4958'],
  'edit.draft': ['#c49bf3', '#7934bb'],
  'edit.progress': ['#5ce9f0', '#007a75'],
  danger: ['#f97373', '#b71824'],
  'danger.fill': ['#b71727', '#b71824'],
  success: ['#69cba3', '#186947'],
  warning: ['#f5cc58', '#7e5904'],
  info: ['#73baea', '#125f94'],
  'on.danger': ['#fcf7f7', '#fcfcfc'],
  'seq.1': ['#182428', '#e4edee'],
  'seq.2': ['#19343c', '#b6dadd'],
  'seq.3': ['#154750', '#8dc4cb'],
  'seq.4': ['#195c63', '#62aab6'],
  'seq.5': ['#217073', '#3b8c9d'],
  'seq.6': ['#318886', '#1b6b80'],
  'div.-3': ['#7865b4', '#7058b4'],
  'div.-2': ['#524785', '#9789d1'],
  'div.-1': ['#353156', '#c2bce7'],
  'div.0': ['#222528', '#eeedea'],
  'div.+1': ['#4e3214', '#e7c69e'],
  'div.+2': ['#784b19', '#d59a5e'],
  'div.+3': ['#a56c23', '#b16929'],
} as const satisfies Record<string, readonly [string, string]>;
export type ColourToken = keyof typeof COLOURS;

/** A colour as hex. */
export function colour(theme: Theme, token: ColourToken): string {
  return COLOURS[token][theme === 'dark' ? 0 : 1];
}

/** A colour as [r, g, b, a], 0–255. */
export function rgba(
  theme: Theme,
  token: ColourToken,
  alpha = 1,
): [number, number, number, number] {
  const hex = colour(theme, token);
  return [
    Number.parseInt(hex.slice(1, 3), 16),
    Number.parseInt(hex.slice(3, 5), 16),
    Number.parseInt(hex.slice(5, 7), 16),
    Math.round(255 * alpha),
  ];
}

/** Widths of lines, px. */
export const WIDTHS = {
  'road.motorway': [
    [8, 0.8],
    [12, 2.4],
    [13, 4],
    [14, 5.4],
    [15, 7],
    [16, 13],
    [17, 26],
    [18, 50],
  ],
  'road.arterial': [
    [10, 0.8],
    [12, 1.9],
    [13, 3.2],
    [14, 4.4],
    [15, 5.8],
    [16, 11],
    [17, 22],
    [18, 42],
  ],
  'road.secondary': [
    [12, 0.8],
    [13, 1.8],
    [14, 3],
    [15, 4.4],
    [16, 7],
    [17, 14],
    [18, 27],
  ],
  'road.minor': [
    [12.9, 0.7],
    [14, 1.6],
    [15, 2.8],
    [16, 4.8],
    [17, 8.4],
    [18, 16],
  ],
  'road.path': [
    [15.6, 0.5],
    [17, 1.4],
    [18, 3],
    [20, 9],
  ],
  'road.lane': [
    [14.6, 0.7],
    [16, 2.2],
    [17, 3.4],
    [18, 7],
  ],
  'area.district': [
    [9, 1],
    [13, 1.5],
    [16, 2.6],
  ],
  'area.street': [
    [9, 0.8],
    [12, 1.3],
    [13, 1.5],
    [15, 2.4],
    [18, 3.2],
  ],
  'area.community': [
    [11, 0.5],
    [13, 0.9],
    [15, 1.6],
    [18, 2.4],
  ],
  'area.grid': [
    [13, 0.5],
    [15, 1.1],
    [18, 1.8],
  ],
  'area.microgrid': [
    [14, 0.5],
    [16, 1],
    [18, 1.4],
  ],
} as const satisfies Record<string, Stops>;

/** Opacity of the lines of areas. */
export const OPACITIES = {
  'area.street': [
    [8.5, 0],
    [10, 0.7],
    [12, 0.9],
    [14, 1],
  ],
  'area.community': [
    [10.4, 0],
    [11.5, 0.3],
    [12.6, 0.62],
    [13.4, 0.85],
    [14.4, 0.9],
    [16, 1],
  ],
  'area.grid': [
    [12.6, 0],
    [13.1, 0.08],
    [13.4, 0.2],
    [14, 0.34],
    [15, 0.55],
    [16, 0.8],
    [18, 1],
  ],
  'area.microgrid': [
    [14.4, 0],
    [15, 0.3],
    [16, 0.75],
    [17, 1],
  ],
} as const satisfies Record<string, Stops>;

/** Sizes of symbols and radii of dots, px. */
export const SIZES = {
  'incident.1': [
    [11, 22],
    [14, 26],
    [17, 30],
  ],
  'incident.2': [
    [11, 16],
    [14, 20],
    [17, 25],
  ],
  'incident.3': [
    [11, 11],
    [14, 15],
    [17, 20],
  ],
  'incident.4': [
    [11, 9],
    [14, 13],
    [17, 18],
  ],
  'incident.quietDotRadius': [
    [11, 1.8],
    // From here on names make room.
    [12.9, 2],
    [14, 2.8],
  ],
  'unit.dotRadius': [
    [11, 0.9],
    [13, 1.5],
    [14, 2.1],
    [15.2, 3],
  ],
  'unit.squad': [
    [11, 7],
    [13, 9],
    [15.2, 11],
  ],
  'unit.silhouette': [
    [15.2, 11],
    [16.5, 15],
    [18, 20],
  ],
  'camera.dotRadius': [
    [14.8, 0.8],
    [16.4, 1.8],
  ],
  'camera.icon': [
    [16.4, 13],
    [18, 18],
  ],
  station: [
    [14, 9],
    [16, 14],
    [18, 18],
  ],
} as const satisfies Record<string, Stops>;

/** Value of stops at a zoom: linear between, constant beyond. */
export function atZoom(stops: Stops, zoom: number): number {
  let before = stops[0]!;
  for (const stop of stops) {
    if (zoom <= stop[0]) {
      const span = stop[0] - before[0];
      return span === 0 ? stop[1] : before[1] + ((stop[1] - before[1]) * (zoom - before[0])) / span;
    }
    before = stop;
  }
  return before[1];
}

/** Symbols are this much larger on a wall, besides its scale. */
export const WALL_FACTOR = 1.6;

/** A planner's desk of so many CSS px in width is drawn larger, its map's names and lines too. */
export const DESK_SCALE = { fromPx: 3000, times: 1.5 } as const;

/** Milliseconds. */
export const MOTION = { hover: 80, panel: 160, flyToMax: 600, unitGlide: 1000 } as const;

/** The most of each kind that a screen shows before it counts instead. */
export const CAPS = {
  labels: 120,
  incidentSymbols: 150,
  quietDots: 400,
  unitDots: 2000,
  unitBusts: 250,
  cameraDots: 2500,
  cameraIcons: 250,
  stations: 150,
} as const;

/** Symbols on a grid of 24 units: paths of SVG. */
export const PATHS = {
  severity1: 'M12 1.2 22.8 12 12 22.8 1.2 12Z',
  core1: 'M12 6.4 17.6 12 12 17.6 6.4 12Z',
  severity2: 'M12 2.2 22.6 20.8H1.4Z',
  core2: 'M12 9.2 16.9 17.8H7.1Z',
  severity3: 'M3.4 3.4H20.6V20.6H3.4Z',
  core3: 'M7.4 7.4H16.6V16.6H7.4Z',
  severity4: 'M12 2.8a9.2 9.2 0 1 1 0 18.4a9.2 9.2 0 1 1 0-18.4Z',
  core4: 'M12 7a5 5 0 1 1 0 10a5 5 0 1 1 0-10Z',
  alarm: 'M1 6.5V1H6.5M17.5 1H23V6.5M23 17.5V23H17.5M6.5 23H1V17.5',
  leader:
    'M12 1a4.3 4.3 0 1 1 0 8.6a4.3 4.3 0 1 1 0-8.6ZM4 18.2C4 13.8 7.4 11 12 11S20 13.8 20 18.2ZM3 20.2H21V23H3Z',
  shield: 'M12 1.6 20.6 4.8V11.4C20.6 16.8 17.2 20.7 12 22.6C6.8 20.7 3.4 16.8 3.4 11.4V4.8Z',
  chevron: 'M7.8 13.4 12 9.2 16.2 13.4',
  beak: 'M12-7.6 17-1.2Q12-4 7-1.2Z',
  camFixed: 'M2.4 7.2H14V16.8H2.4ZM14 10.2 21.6 7V17L14 13.8Z',
  camDome: 'M3 5.6H21V9H3ZM4.8 9H19.2C19.2 14.6 16.2 18.8 12 18.8S4.8 14.6 4.8 9Z',
  camLens: 'M12 10.6a2.3 2.3 0 1 1 0 4.6a2.3 2.3 0 1 1 0-4.6Z',
  slash: 'M4 20.6 20 3.4',
  worker:
    'M12 2.4a4.6 4.6 0 1 1 0 9.2a4.6 4.6 0 1 1 0-9.2ZM3.6 21.6C3.6 16.4 7.2 13.2 12 13.2S20.4 16.4 20.4 21.6Z',
  service: 'M12 2.4 21.6 10.4V21.6H14.6V14.6H9.4V21.6H2.4V10.4Z',
  mediation:
    'M8.6 6.2a5.8 5.8 0 1 1 0 11.6a5.8 5.8 0 1 1 0-11.6ZM15.4 6.2a5.8 5.8 0 1 1 0 11.6a5.8 5.8 0 1 1 0-11.6Z',
  hub: 'M5 2V22H7.4V14.4H20L16.4 8.6 20 3H7.4V2Z',
  rider: 'M13.6 1.6 4.6 13.4H10.6L9 22.4 19.4 9.8H13Z',
} as const;

/** Hei faces that the machine has; nothing is fetched. */
export const FONT_FAMILY =
  "'PingFang SC','Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',system-ui,sans-serif";
