import type { SearchNoun } from '#data/search/thing.ts';
import type { CoordinateNotation } from '#data/search/read-coordinates.ts';

/** What the search box says; part of the Chinese table. */
export const searchZhCN = {
  label: '查找',
  hint: '地址、人员、编号、坐标',
  results: '查找结果',
  recent: '最近',
  forget: '清除',
  searching: '正在查找…',
  none: (text: string) => `没有与“${text}”相近的`,
  noneNext: '可用名称、地址、拼音或首字母、编号、坐标。',
  failed: '查找失败',
  retry: '再试一次',
  count: (n: string) => `${n} 项`,
  chosen: (name: string) => `已选 ${name}`,
  outside: '不在本区',
  key: '查找',
  nouns: {
    places: '坐标',
    areas: '区域',
    compounds: '小区',
    buildings: '楼栋与地址',
    people: '人员',
    units: '在勤人员',
    sites: '设施',
    incidents: '事件',
  } satisfies Record<SearchNoun, string>,
  notations: {
    decimal: '十进制度',
    sexagesimal: '度分秒',
    'gauss-kruger': 'CGCS2000 三度带',
    'gcj-02': '若取自高德、腾讯、微信地图（GCJ-02）',
  } satisfies Record<CoordinateNotation | 'gcj-02', string>,
};
