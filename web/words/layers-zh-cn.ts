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
    units: '人员',
    cameras: '摄像机',
    stations: '驿站',
    points: '管理点',
    areas: '边界',
    buildings: '楼栋',
    base: '底图',
    raster: '影像底图',
  } satisfies Record<LayerKey, string>,
  stale: '超过 2 分未更新',
  closer: '放大可见',
  /** Of those in the map's frame so many are drawn one by one. */
  counted: (shown: string, inView: string) => `画面内 ${inView}，绘出 ${shown}`,
  age: (age: string) => `最新数据 ${age}前`,
  silent: (age: string) => `${age}无数据`,
  opacity: '不透明度',
  opacityOf: (layer: string) => `${layer}的不透明度`,
};

/** What an unanswered alarm says; part of the Chinese table. */
export const alarmZhCN = {
  unanswered: '未确认',
  banner: (n: string) => `${n} 起新的 Ⅰ 级事件未确认`,
  key: '空格',
  still: '停止闪烁',
  flood: '其余不闪烁，均在列表顶部',
};
