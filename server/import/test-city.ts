import type { Manifest } from '#data/import/manifest.ts';

/** The south-western corner of all cities here. */
export const W = 121.5;
export const S = 25;
export const box = (west: number, east: number, bulge = 0) => [
  [
    [W + west, S],
    [W + east, S],
    ...(bulge ? [[W + east + bulge, S + 0.005]] : []),
    [W + east, S + 0.01],
    [W + west, S + 0.01],
    [W + west, S],
  ],
];
export const feature = (properties: object, type: string, coordinates: unknown) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
export const collection = (features: object[]) =>
  JSON.stringify({ type: 'FeatureCollection', features });
/** Villages share the vertices of their common sides exactly, but for one whose west side may be bent. */
const bent = (dx: number) => [
  [
    [W + 0.02, S],
    [W + 0.03, S],
    [W + 0.03, S + 0.01],
    [W + 0.02, S + 0.01],
    [W + 0.02 + dx, S + 0.005],
    [W + 0.02, S],
  ],
];
export const village = (i: number, dx = 0) =>
  feature(
    { code: `V${i}`, town: i < 2 ? 'T0' : 'T1', name: `里${i}` },
    'Polygon',
    dx ? bent(dx) : box(i * 0.01, (i + 1) * 0.01),
  );
export const hut = (key: number, x: number, y: number, more: object = {}) =>
  feature({ key, height: '6.5', ...more }, 'Polygon', [
    [
      [W + x, S + y],
      [W + x + 0.0002, S + y],
      [W + x + 0.0002, S + y + 0.0002],
      [W + x, S + y + 0.0002],
      [W + x, S + y],
    ],
  ]);

/** What lies in the folder of the input, by name. */
export const files: Record<string, string> = {
  'towns.geojson': collection([
    feature({ code: 'T0', name: '西區' }, 'Polygon', box(0, 0.02)),
    feature({ code: 'T1', name: '東區' }, 'Polygon', box(0.02, 0.04, 0.0000004)),
  ]),
  'villages.geojson': collection([0, 1, 2, 3].map((i) => village(i))),
  'gap.geojson': collection([village(0), village(1), village(2, 0.0001), village(3)]),
  'overlap.geojson': collection([village(0), village(1), village(2, -0.0001), village(3)]),
  'population.csv': '\uFEFFcode,戶數,人口\nV0,100,250\nV1,200,500\nV2,0,0\nV3,50,120\nV9,1,1\n',
  'buildings.geojson': collection([
    hut(1, 0.001, 0.001, { households: 12, residents: 30 }),
    hut(2, 0.015, 0.001, { households: 'many' }),
    hut(3, 0.015, 0.003),
    hut(3, 0.0151, 0.0031),
    hut(4, 0.9, 0.9),
    feature({ key: 5 }, 'Point', [W, S]),
    feature({ key: 6 }, 'Polygon', null),
    feature({}, 'Polygon', box(0, 0.01)),
    feature({ key: 7 }, 'Polygon', [[[200, 0], [201, 0], [201, 1], [200, 0]]]), // prettier-ignore
    // a bow tie
    feature({ key: 8 }, 'Polygon', [[[W, S], [W + 0.001, S + 0.001], [W + 0.001, S], [W, S + 0.001], [W, S]]]), // prettier-ignore
  ]),
  'roads.geojson': collection([
    feature({ key: 'a', highway: 'primary', name: '路' }, 'MultiLineString', [[[W, S], [W + 0.01, S + 0.01]]]), // prettier-ignore
    feature({ key: 'a', highway: 'primary', name: '路' }, 'MultiLineString', [[[W + 0.01, S + 0.01], [W + 0.02, S]]]), // prettier-ignore
    feature({ key: 'b', highway: 'steps' }, 'LineString', [[W, S], [W + 0.01, S]]), // prettier-ignore
  ]),
  'councils.geojson': collection([
    feature({ id: 1, name: 'A' }, 'Polygon', box(0, 0.02)),
    feature({ id: 2, name: 'B' }, 'MultiPolygon', [box(0.019, 0.03)]),
    // touches itself: made valid
    feature({ id: 3, name: 'C' }, 'Polygon', [[[W + 0.05, S], [W + 0.06, S + 0.01], [W + 0.06, S], [W + 0.05, S + 0.01], [W + 0.05, S]]]), // prettier-ignore
  ]),
  'requests.csv': [
    'no,created,closed,type,lat,lng',
    `r1,2020-01-01 00:05:00,2020-01-02 08:43:00,Graffiti,${S + 0.005},${W + 0.005}`,
    `r2,2020-01-01 00:06:00,,Graffiti,${S + 0.005},${W + 0.0195}`,
    `r3,2020-01-01 00:07:00,,Noise,${S + 0.005},${W + 0.035}`,
    'r4,2020-01-01 00:08:00,,Noise,,',
    `r5,2020-03-08 02:30:00,,Noise,${S},${W}`,
    `r6,2020-13-01 00:00:00,,Noise,${S},${W}`,
    `r1,2020-01-01 00:05:00,,Graffiti,${S},${W}`,
    `r7,2020-01-02 00:00:00,2020-01-01 00:00:00,Noise,${S},${W}`,
    'r8,2020-01-01 00:00:00,,Noise,91.5,10',
    `r9,2020-01-01 00:09:00,,Noise,${S + 0.5},${W + 0.5}`,
    'short,2020-01-01 00:00:00',
  ].join('\n'),
};

/** A city of 4 villages in 2 towns, 0.01° wide each, west to east; the second town's given border bulges by a sliver. */
export const taipei: Manifest = {
  source: 'little-taipei',
  district: { code: 'C', name: '小城', timeZone: 'Asia/Taipei', attribution: '' },
  levels: [
    { rank: 1, key: 'city', nameZh: '市', nameEn: 'City' },
    { rank: 2, key: 'town', nameZh: '区', nameEn: 'Town' },
    { rank: 3, key: 'village', nameZh: '里', nameEn: 'Village' },
  ],
  areas: {
    validFrom: '2018-01-01',
    given: [{ level: 1, code: 'C', name: '小城', box: [W, S, W + 0.04, S + 0.01] }],
    sets: [
      { level: 2, file: 'towns.geojson', code: 'code', name: 'name', parent: { value: 'C' } },
      {
        level: 3,
        file: 'villages.geojson',
        code: 'code',
        name: 'name',
        parent: 'town',
        figures: { file: 'population.csv', code: 'code', households: '戶數', residents: '人口', countedOn: '2021-03-31' }, // prettier-ignore
      },
    ],
  },
  features: [
    {
      file: 'roads.geojson',
      key: 'key',
      pieces: 'join',
      name: 'name',
      class: { rules: [{ when: { highway: ['primary'] }, is: 'road/arterial' }] },
    },
  ],
  buildings: [
    {
      file: 'buildings.geojson',
      key: 'key',
      heightM: 'height',
      households: 'households',
      residents: 'residents',
      use: { rules: [], otherwise: 'other' },
    },
  ],
  dataDates: { areas: '2021-03-31' },
};
/** A box with three councils, one of which crosses itself, and eleven requests with every fault. */
export const angeles: Manifest = {
  source: 'little-angeles',
  district: { code: 'LA', name: 'LA', timeZone: 'America/Los_Angeles', attribution: '' },
  levels: [{ rank: 1, key: 'city', nameZh: '市', nameEn: 'City' }],
  areas: {
    validFrom: '2020-01-01',
    given: [{ level: 1, code: 'LA', name: 'LA', box: [W, S, W + 0.1, S + 0.1] }],
  },
  precincts: { file: 'councils.geojson', key: 'id', name: 'name' },
  categories: [{ key: 'graffiti', nameZh: '涂鸦', nameEn: 'Graffiti', severity: 4 }, { key: 'noise', nameZh: '噪声', nameEn: 'Noise', severity: 3 }], // prettier-ignore
  incidents: [
    {
      file: 'requests.csv',
      key: 'no',
      category: { rules: [{ when: { type: ['Graffiti'] }, is: 'graffiti' }], otherwise: 'noise' },
      title: 'type',
      at: { lng: 'lng', lat: 'lat' },
      reportedAt: { from: 'created', as: 'local' },
      closedAt: { from: 'closed', as: 'local' },
      state: { rules: [{ when: { closed: ['*'] }, is: 'closed' }], otherwise: 'open' },
    },
  ],
};
