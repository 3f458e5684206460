import type { HeatPeriod } from '#data/wire/heat-packed.ts';

import type { LayerKey } from '../map/scene.ts';

/** What the column of layers says; part of the Chinese table. */
export const layersZhCN = {
  title: '图层与图例',
  show: '显示',
  hide: '隐藏',
  retry: '重试',
  failed: '未能载入',
  loading: '载入中',
  fold: '收起',
  unfold: '展开',
  open: '打开图层与图例',
  names: {
    incidents: '事件',
    heat: '事件热力',
    units: '人员',
    cameras: '摄像机',
    stations: '驿站',
    points: '管理点',
    areas: '边界',
    buildings: '楼栋',
    captains: '楼栋长',
    base: '底图',
    raster: '影像底图',
  } satisfies Record<LayerKey, string>,
  captained: '有楼栋长的楼栋',
  wedges: '视野',
  raised: '按楼高立起',
  owned: '每处一名责任人',
  base: {
    green: '绿地',
    built: '街坊、院落',
    water: '水面',
    road: '道路',
    rail: '铁路',
    wall: '围墙与门',
  },
  /** What numbers say that stand in areas in a layer's place. */
  byArea: {
    incidents: '各区域件数',
    units: '各区域在岗数',
    cameras: '各区域在线率',
    captains: '各区域楼栋数',
  },
  /** Marks of one thing each: grave ones have their colours on the map, too. */
  quiet: 'Ⅲ Ⅳ 在图上',
  quietDot: 'Ⅲ Ⅳ 远看时',
  dotOf: { units: '远看时的人员', cameras: '远看时的摄像机', captains: '远看时的楼栋' },
  /** What numbers in the legend count, other than the layer's own. */
  inDistrict: '全区总数，不限于画面内',
  moving: '行进中',
  aging: '超过 30 秒',
  dome: '球机',
  select: '选中后显示',
  pictures: '图片',
  picturesTitle: '由图片拼成，没有可计数的要素',
  unnamedTiles: '未署名的瓦片服务',
  stale: '超过 2 分未更新',
  closer: '放大可见',
  /** Of those in the map's frame so many are drawn one by one. */
  counted: (shown: string, inView: string) => `画面内 ${inView}，绘出 ${shown}`,
  age: (age: string) => `最新数据 ${age}前`,
  silent: (age: string) => `${age}无数据`,
  dataOf: (date: string) => `导入数据，截至 ${date}，不实时更新`,
  madeOn: (date: string) => `示例数据，截至 ${date}，不实时更新`,
  undated: '无日期',
  noDate: '导入清单没有写明数据日期',
  noDateNorReport: '尚无上报，导入清单也没有写明数据日期',
  noDateOfTiles: '瓦片服务没有说明影像日期',
  opacity: '不透明度',
  opacityOf: (layer: string) => `${layer}的不透明度`,
};

/** What sets of layers say; part of the Chinese table. */
export const setsZhCN = {
  title: '图层组',
  none: '未命名',
  unsaved: (name: string) => `${name}（未保存）`,
  save: '保存',
  saveChanged: '保存更改',
  saveAs: '另存为…',
  rename: '改名',
  delete: '删除',
  deleteTitle: '删除后仍显示，可再保存',
  cancel: '取消',
  name: '组名',
  taken: '已有同名的组',
  full: (n: string) => `最多 ${n} 组，请先删除一组`,
};

const heatPeriods: Record<HeatPeriod, string> = {
  '1h': '近 1 小时',
  '24h': '近 24 小时',
  '7d': '近 7 天',
  '30d': '近 30 天',
  '90d': '近 90 天',
};

/** What the heat of incidents says; part of the Chinese table. */
export const heatZhCN = {
  period: '时段',
  periods: heatPeriods,
  short: {
    '1h': '1 时',
    '24h': '24 时',
    '7d': '7 天',
    '30d': '30 天',
    '90d': '90 天',
  } satisfies Record<HeatPeriod, string>,
  count: (n: string, grave: string) => `${n} 件，Ⅰ–Ⅱ 级 ${grave} 件`,
  none: '这段时间没有事件',
  failed: '热力未能载入',
  newest: (shown: string, all: string) => `共 ${all} 件，只画最新 ${shown} 件`,
  ramp: (densities: string) => `由浅到深：每平方公里 ${densities} 件`,
  unit: '该时段每平方公里件数',
  /** On a wall, where there is little room beside a district. */
  of: (period: HeatPeriod) => `${heatPeriods[period]}热力`,
  perKm2: '件/平方公里',
  only: (n: string) => `仅最新 ${n} 件`,
  noneShort: '没有事件',
};

/** What an unanswered alarm says; part of the Chinese table. */
export const alarmZhCN = {
  unanswered: '未确认',
  /** Marked on the map, answered or not. */
  marked: '新的 Ⅰ 级',
  banner: (n: string) => `${n} 起新的 Ⅰ 级事件未确认`,
  key: '空格',
  still: '停止闪烁',
  othersSteady: '其余不闪烁，均在列表顶部',
  othersGrouped: '其余不闪烁，列表按社区分组',
  /** So many new Ⅰ within ten minutes: a flood. */
  flood: (n: string) => `报警集中：10 分内 ${n} 起`,
  byCommunity: '按社区分组',
  unansweredIn: (n: string) => `${n} 起未确认`,
  incidentsIn: (n: string) => `${n} 件`,
  noCommunity: '不在任何社区',
};
