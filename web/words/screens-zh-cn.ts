/** The screens by name, and what the patrol desk and the wall say; part of the Chinese table. */
export const screensZhCN = {
  screens: { watch: '值守台', wall: '大屏', patrol: '巡查台', plan: '规划台' },

  patrol: {
    chooseArea: '选择区域',
    findArea: '按名称或编码查找',
    noArea: '没有这样的区域',
    team: '队伍',
    teamCount: (onDuty: string, all: string) => `在岗 ${onDuty} / ${all}`,
    outCount: (n: string) => `在外 ${n}`,
    silentCount: (n: string) => `超 2 分 ${n}`,
    sort: '排序',
    byName: '姓名',
    bySilence: '最久未报',
    byDistance: '离区最远',
    duty: '在岗',
    place: '位置',
    none: '这个区域还没有人员',
    notShown: '现任岗位不查看人员',
    noneNext: '换一个区域，或导入人员后再看。',
    treeOpen: '展开',
    treeShut: '收起',
  },

  wall: {
    quietTicker: '暂无新消息',
    reported: '上报：',
    closed: '结案：',
    testLine: '此行在最远座位可读',
    silent: (feed: string, age: string) => `${feed} ${age}无数据`,
    more: (n: string) => `另有 ${n} 处来源无数据`,
    moreOpen: (n: string) => `另有 ${n} 件处理中`,
    unanswered: (n: string) => `新 Ⅰ 级 ${n} 起未确认`,
    /** So many new Ⅰ, and none that is unanswered. */
    flood: (n: string) => `10 分内新 Ⅰ 级 ${n} 起`,
    none: '当前无处理中的事件',
    legend: '图例',
  },
};
