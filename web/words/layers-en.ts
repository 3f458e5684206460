import { many } from './plural.ts';
import type { alarmZhCN, heatZhCN, layersZhCN, setsZhCN } from './layers-zh-cn.ts';

/** What the column of layers says; part of the English table. */
export const layersEn: typeof layersZhCN = {
  title: 'Layers and legend',
  show: 'Show',
  hide: 'Hide',
  retry: 'Retry',
  failed: 'not loaded',
  loading: 'Loading',
  fold: 'Fold',
  unfold: 'Unfold',
  open: 'Open layers and legend',
  names: {
    incidents: 'Incidents',
    heat: 'Heat of incidents',
    units: 'Units',
    cameras: 'Cameras',
    stations: 'Stations',
    points: 'Managed points',
    areas: 'Borders',
    buildings: 'Buildings',
    captains: 'Captains',
    base: 'Base map',
    raster: 'Raster base map',
  },
  captained: 'With a captain',
  wedges: 'Field of view',
  raised: 'Raised by height',
  owned: 'Each has one owner',
  base: {
    green: 'Green',
    built: 'Blocks and plots',
    water: 'Water',
    road: 'Roads',
    rail: 'Railways',
    wall: 'Walls and gates',
  },
  byArea: {
    incidents: 'Number per area',
    units: 'On duty per area',
    cameras: 'Online per area',
    captains: 'Buildings per area',
  },
  quiet: 'Ⅲ Ⅳ on the map',
  quietDot: 'Ⅲ Ⅳ from afar',
  dotOf: { units: 'Units from afar', cameras: 'Cameras from afar', captains: 'From afar' },
  inDistrict: 'In the whole district, not only in the frame',
  moving: 'Walking',
  aging: 'Over 30 s old',
  dome: 'Dome camera',
  select: 'select one',
  pictures: 'pictures',
  picturesTitle: 'Made of pictures: there is nothing in it to count',
  unnamedTiles: 'A tile service without a name',
  stale: 'Silent for over 2 min',
  closer: 'zoom in',
  counted: (shown, inView) => `${inView} in the frame, ${shown} drawn`,
  age: (age) => `newest data ${age} ago`,
  silent: (age) => `no data for ${age}`,
  dataOf: (date) => `imported data as of ${date}, not live`,
  madeOn: (date) => `sample data as of ${date}, not live`,
  undated: 'no date',
  noDate: 'The manifest of the import gives no date of its data',
  noDateNorReport: 'Nothing has been reported yet, and the import gives no date of its data',
  noDateOfTiles: 'The tile service gives no date of its pictures',
  opacity: 'Opacity',
  opacityOf: (layer) => `Opacity of ${layer}`,
};

/** What sets of layers say; part of the English table. */
export const setsEn: typeof setsZhCN = {
  title: 'Layer set',
  none: 'unnamed',
  unsaved: (name) => `${name} (not saved)`,
  save: 'Save',
  saveChanged: 'Save changes',
  saveAs: 'Save as…',
  rename: 'Rename',
  delete: 'Delete',
  deleteTitle: 'It stays in sight and may be saved again',
  cancel: 'Cancel',
  name: 'Name of the set',
  taken: 'Another set has this name',
  full: (n) => `${n} sets at most: delete one first`,
};

const heatShort = { '1h': '1 h', '24h': '24 h', '7d': '7 d', '30d': '30 d', '90d': '90 d' };

/** What the heat of incidents says; part of the English table. */
export const heatEn: typeof heatZhCN = {
  period: 'Period',
  periods: {
    '1h': 'Last hour',
    '24h': 'Last 24 hours',
    '7d': 'Last 7 days',
    '30d': 'Last 30 days',
    '90d': 'Last 90 days',
  },
  short: heatShort,
  count: (n, grave) => `${n} incidents, ${grave} of them Ⅰ–Ⅱ`,
  none: 'No incidents in this period',
  failed: 'Could not be loaded',
  newest: (shown, all) => `${all} in all; the newest ${shown} are drawn`,
  ramp: (densities) => `from faint to strong: ${densities} a square kilometre`,
  unit: 'incidents per km² in the period',
  of: (period) => `Heat, ${heatShort[period]}`,
  perKm2: 'per km²',
  only: (n) => `newest ${n} only`,
  noneShort: 'no incidents',
};

/** What an unanswered alarm says; part of the English table. */
export const alarmEn: typeof alarmZhCN = {
  unanswered: 'unanswered',
  marked: 'New level Ⅰ',
  banner: (n) =>
    n === '1'
      ? 'A new level Ⅰ incident is unanswered'
      : `${n} new level Ⅰ incidents are unanswered`,
  key: 'Space',
  still: 'stop flashing',
  othersSteady: 'Others do not flash; all on top of the list',
  othersGrouped: 'Others do not flash; listed by community',
  flood: (n) => `Alarm flood: ${n} in 10 min`,
  byCommunity: 'By community',
  unansweredIn: (n) => `${n} unanswered`,
  incidentsIn: (n) => many(n, 'incident'),
  noCommunity: 'In no community',
};
