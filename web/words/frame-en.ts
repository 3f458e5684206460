import type { frameZhCN } from './frame-zh-cn.ts';

/** What frames every screen: the bar, how old sources are, keys, what a page says that cannot show itself; part of the English table. */
export const frameEn: typeof frameZhCN = {
  bar: {
    sample: 'Sample data',
    sampleTitle: (size, seed, date) =>
      `This district is generated (${size}, seed ${seed}, up to ${date}); it is not real data`,
    open: 'OPEN · no sign-in',
    openTitle:
      'This server is open to the network without a sign-in: whoever reaches it sees and changes everything',
    toDark: 'Dark',
    toLight: 'Light',
    themeTitle: 'Switch between dark and light',
    languageTitle: 'Switch language',
    help: 'Keyboard help',
    report: 'Report',
    screens: 'Screens',
    feeds: 'Sources',
    clock: 'District time',
    dataOf: (noun, date) => `${noun} ${date}`,
    dataOfTitle: (noun, date) => `${noun}: imported data as of ${date}, not live`,
    connecting: 'Connecting…',
    stoppedAt: (time) => `Picture stopped at ${time}`,
    lost: 'Connection lost',
    lostTitle: 'The connection to the server is cut and is being retried; this is not the present',
  },

  feeds: { fixes: 'Units', intake: 'Incidents', cameras: 'Cameras' },

  feedSilent: (feed, age) => `${feed}: no data for ${age}`,

  feedsSilent: (feeds, age) => `${feeds}: no data for at least ${age}`,

  feedsAge: (feeds, age) => `${feeds}: at least ${age}`,

  feedTitle: (intervalS) => `A report or heartbeat is due every ${intervalS} s`,

  data: {
    areas: 'Borders',
    features: 'Base map',
    buildings: 'Buildings',
    sites: 'Sites',
    units: 'Units',
    incidents: 'Incidents',
    people: 'Posts',
    figures: 'Census',
  },

  keys: {
    title: 'Keyboard',
    report: 'Report an incident',
    help: 'Open or shut this page',
    escape: 'Cancel, shut the card',
    move: 'Move in lists and layers',
    pick: 'Select',
    list: 'Go to the incident list',
    layers: 'Go to the layers',
    sets: 'Choose a set of layers',
    still: 'Stop alarms flashing',
    shade: 'Choose the shading',
    table: 'Open or shut the table of areas',
    heat: 'Show or hide the heat of incidents',
    theme: 'Dark or light',
    language: 'Language',
    filter: 'Filter by severity',
    rightClick: 'Right-click / long press',
    close: 'Close',
    names: {
      arrows: '↑ ↓',
      sides: '← → ↑ ↓',
      enter: 'Enter',
      escape: 'Esc',
      digits: '1 – 4',
      space: 'Space',
    },
  },

  empty: {
    title: 'The database is empty',
    sentence: 'There are no areas yet. This page fills by itself once a manifest is imported.',
    command: 'On the server, run:',
    sample: 'or start with the sample (an empty private database only):',
  },

  noWebgl: {
    title: 'This browser cannot draw the map',
    sentence:
      'The map needs WebGL2. Use a recent Chrome, Edge, Firefox or Safari, or turn on hardware acceleration in its settings. The lists still work.',
  },

  lost: {
    title: 'No such page',
    sentence: (path) => `No screen is at ${path}. There are:`,
  },

  broken: {
    title: 'This part failed',
    sentence: 'The rest goes on. Try again; if it stays, reload the page.',
    retry: 'Try again',
    reload: 'Reload',
  },

  map: {
    label: 'Map',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    frames: { district: 'Whole district', own: 'My area', chosen: 'Chosen area' },
    metre: 'm',
    kilometre: 'km',
  },
};
