import type { alarmZhCN, layersZhCN } from './layers-zh-cn.ts';

/** What the column of layers says; part of the English table. */
export const layersEn: typeof layersZhCN = {
  title: 'Layers and legend',
  show: 'Show',
  hide: 'Hide',
  retry: 'Retry',
  failed: 'could not be loaded',
  loading: 'Loading',
  fold: 'Fold',
  unfold: 'Unfold',
  open: 'Open layers and legend',
  names: {
    incidents: 'Incidents',
    units: 'Units',
    cameras: 'Cameras',
    stations: 'Stations',
    points: 'Management points',
    areas: 'Borders',
    buildings: 'Buildings',
    base: 'Base map',
    raster: 'Raster base map',
  },
  stale: 'Silent for over 2 min',
  closer: 'zoom in',
  counted: (shown, inView) => `${inView} in the frame, ${shown} drawn`,
  age: (age) => `newest data ${age} ago`,
  silent: (age) => `no data for ${age}`,
  opacity: 'Opacity',
  opacityOf: (layer) => `Opacity of ${layer}`,
};

/** What an unanswered alarm says; part of the English table. */
export const alarmEn: typeof alarmZhCN = {
  unanswered: 'unanswered',
  banner: (n) =>
    n === '1'
      ? 'A new level Ⅰ incident is unanswered'
      : `${n} new level Ⅰ incidents are unanswered`,
  key: 'Space',
  still: 'stop flashing',
  flood: 'The others do not flash; all are on top of the list',
};
