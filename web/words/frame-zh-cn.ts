import type { Feed } from '#data/wire/messages.ts';

/** What frames every screen: the bar, how old sources are, keys, what a page says that cannot show itself; part of the Chinese table. */
export const frameZhCN = {
  bar: {
    sample: '示例数据',
    sampleTitle: (size: string, seed: number, date: string) =>
      `本区由程序生成（${size}，种子 ${seed}，截至 ${date}），不是真实数据`,
    open: '开放 · 无需登录',
    openTitle: '本服务对网络开放且无需登录：任何能连上的人都看得到、改得了',
    toDark: '深色',
    toLight: '浅色',
    themeTitle: '切换深浅色',
    languageTitle: '切换语言',
    help: '键盘帮助',
    report: '上报事件',
    screens: '屏幕',
    feeds: '数据来源',
    clock: '本区时间',
    dataOf: (noun: string, date: string) => `${noun} ${date}`,
    dataOfTitle: (noun: string, date: string) => `${noun}为导入数据，截至 ${date}，不实时更新`,
    connecting: '正在连接…',
    stoppedAt: (time: string) => `画面停在 ${time}`,
    lost: '连接中断',
    lostTitle: '与服务器的连接已断，正在自动重连；画面不是现在的样子',
  },

  feeds: { fixes: '人员', intake: '事件', cameras: '摄像' } satisfies Record<Feed['key'], string>,

  feedSilent: (feed: string, age: string) => `${feed} 已 ${age}无数据`,

  /** Several: the age is that of the one silent for the shortest. */
  feedsSilent: (feeds: string, age: string) => `${feeds} 均已至少 ${age}无数据`,

  feedsAge: (feeds: string, age: string) => `${feeds} 均已至少 ${age}`,

  feedTitle: (intervalS: number) => `每 ${intervalS} 秒应有一次上报或心跳`,

  data: {
    areas: '边界',
    features: '底图',
    buildings: '楼栋',
    sites: '设施',
    units: '人员',
    incidents: '事件',
    people: '岗位',
    figures: '户口',
  },

  keys: {
    title: '键盘',
    report: '上报事件',
    help: '打开或关闭本页',
    escape: '取消、关闭卡片',
    move: '在列表、图层中移动',
    pick: '选中',
    list: '到事件列表',
    layers: '到图层',
    sets: '选择图层组',
    still: '停止报警闪烁',
    shade: '选择着色',
    table: '打开或关闭区域表',
    heat: '显示或隐藏事件热力',
    theme: '切换深浅色',
    language: '切换语言',
    filter: '按级别筛选',
    rightClick: '右键 / 长按地图',
    close: '关闭',
    names: {
      arrows: '↑ ↓',
      sides: '← → ↑ ↓',
      enter: 'Enter',
      escape: 'Esc',
      digits: '1 – 4',
      space: '空格',
    },
  },

  empty: {
    title: '数据库是空的',
    sentence: '还没有任何区域。导入一份清单后，本页会自动出现。',
    command: '在服务器上运行：',
    sample: '或以示例数据启动（仅限空的私有数据库）：',
  },

  noWebgl: {
    title: '这个浏览器画不出地图',
    sentence:
      '地图需要 WebGL2。请换用较新的 Chrome、Edge、Firefox 或 Safari，或在浏览器设置中打开硬件加速。列表仍可使用。',
  },

  lost: {
    title: '没有这个页面',
    sentence: (path: string) => `地址 ${path} 没有对应的屏幕。可以去：`,
  },

  broken: {
    title: '这一块出错了',
    sentence: '其余部分不受影响。可以再试；仍不行请重新载入页面。',
    retry: '再试一次',
    reload: '重新载入',
  },

  map: {
    label: '地图',
    zoomIn: '放大',
    zoomOut: '缩小',
    frames: { district: '全区', own: '我的辖区', chosen: '所选区域' },
    metre: '米',
    kilometre: '公里',
  },
};
