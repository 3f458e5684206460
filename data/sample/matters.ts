import type { Category, IncidentOrigin } from '#data/incidents/incident.ts';

import type { HourShape } from './day-shape.ts';

/** What kind of place something happens at: `site` a building being rebuilt, `dig` a street dug up. */
export const PLACE_KINDS = [
  'slabs', 'towers', 'old', 'shops', 'street', 'crossing', 'market', 'mall', 'school', 'campus', 'hospital',
  'station', 'works', 'park', 'bank', 'site', 'dig',
] as const; // prettier-ignore
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** What happens in a district: a category with how often, where and when it comes, and who deals with it. */
export interface Matter extends Category {
  /** Of ten thousand incidents. */
  often: number;
  /** Shares of places. */
  at: Partial<Record<PlaceKind, number>>;
  /** When in the day, and how many times as often on days of a sort. */
  hours: HourShape;
  on: { rain?: number; heat?: number; frost?: number; holiday?: number; weekend?: number };
  /** Hours until it is closed, about. */
  lasts: number;
  origins: IncidentOrigin[];
  /** Who closes it, and how: `by` null for the grid's own worker. */
  by: string | null;
  closings: string[];
}

const RESIDENT: IncidentOrigin[] = ['patrol', 'patrol', 'resident', 'hotline'];
const STREET: IncidentOrigin[] = ['patrol', 'patrol', 'patrol', 'camera', 'hotline'];
const ALARM: IncidentOrigin[] = ['iot', 'camera', 'resident', 'hotline'];
const CALL: IncidentOrigin[] = ['resident', 'resident', 'hotline', 'hotline', 'patrol'];

type Shares = Matter['at'];
const HOMES: Shares = { slabs: 55, towers: 30, old: 15 };
const OUTSIDE: Shares = {
  street: 24,
  slabs: 26,
  old: 15,
  towers: 10,
  shops: 10,
  market: 5,
  park: 2,
  bank: 2,
  site: 1,
  dig: 1,
};

const matter = (
  severity: number,
  often: number,
  key: string,
  nameZh: string,
  nameEn: string,
  at: Shares,
  hours: HourShape,
  on: Matter['on'],
  lasts: number,
  origins: IncidentOrigin[],
  by: string | null,
  closings: string,
): Matter => ({
  key,
  nameZh,
  nameEn,
  severity,
  often,
  at,
  hours,
  on,
  lasts,
  origins,
  by,
  closings: closings.split(' '),
});

/** Severity by category: Ⅰ 特别重大 1 … Ⅳ 一般 4, the ordinary one. */
export const MATTERS: Matter[] = [
  matter(1, 2, 'explosion', '爆炸燃烧', 'Explosion or major fire', { works: 60, market: 10, towers: 20, shops: 10 }, 'even', { heat: 2 }, 6, ALARM, '消防救援站', '明火扑灭，现场已移交 火势扑灭，无人员伤亡'),
  matter(1, 2, 'gas-leak', '燃气泄漏', 'Gas leak', { slabs: 45, old: 15, shops: 30, market: 10 }, 'meals', {}, 4, ALARM, '燃气公司抢修队', '已关阀换管，复测正常 接头更换，浓度归零'),
  matter(1, 1, 'road-collapse', '道路塌陷', 'Road collapse', { street: 70, crossing: 30 }, 'day', { rain: 4 }, 30, STREET, '市政养护所', '已回填夯实，恢复通行'),
  matter(2, 22, 'fire', '火情', 'Fire', { slabs: 42, towers: 24, old: 18, shops: 12, works: 4 }, 'meals', { holiday: 1.6, heat: 1.4 }, 5, ALARM, '消防救援站', '明火扑灭，无人受伤 初起火情已扑灭 余火已清，断电检查'),
  matter(2, 14, 'crowd', '人员聚集', 'Crowd', { site: 30, shops: 25, mall: 15, works: 15, hospital: 15 }, 'office', {}, 5, STREET, '派出所', '已劝散，诉求登记转办 双方到调解室协商'),
  matter(2, 16, 'missing', '人员走失', 'Missing person', { slabs: 40, park: 20, mall: 12, station: 12, market: 16 }, 'day', { weekend: 1.4, holiday: 1.6 }, 9, CALL, '派出所', '已找到并送回家 家属已接走'),
  matter(2, 12, 'flooding', '积水内涝', 'Flooding', { street: 50, crossing: 20, slabs: 20, towers: 10 }, 'even', { rain: 20 }, 10, STREET, '排水抢险队', '抽排完毕，恢复通行 积水退去，雨水口已清'),
  matter(2, 10, 'lift-trapped', '电梯困人', 'Trapped in a lift', { towers: 80, mall: 8, hospital: 6, shops: 6 }, 'evening', { heat: 1.6 }, 2, ALARM, '电梯维保单位', '人员已救出，电梯停用待检'),
  matter(3, 215, 'flying-charge', '飞线充电', 'Charging by flying cable', { slabs: 62, old: 30, towers: 8 }, 'evening', { rain: 0.6 }, 20, RESIDENT, null, '线缆已收，引导到车棚充电 当场拆除并告知风险 已签承诺书'),
  matter(3, 150, 'lone-elder', '独居老人求助', 'Help for a lone elder', { slabs: 62, old: 28, towers: 10 }, 'morning', { heat: 1.7, frost: 1.6, holiday: 1.3 }, 4, CALL, null, '已上门，老人平安 已陪同就医，家属到场 已送药上门'),
  matter(3, 150, 'manhole', '井盖缺损', 'Manhole cover missing', { street: 62, crossing: 18, slabs: 14, dig: 6 }, 'day', { rain: 1.5 }, 8, STREET, '市政养护所', '井盖已更换 已加固复位'),
  matter(3, 100, 'dispute-grave', '激烈纠纷', 'Fierce dispute', { slabs: 34, towers: 16, old: 14, site: 14, shops: 12, market: 10 }, 'evening', { holiday: 1.2 }, 16, RESIDENT, '派出所', '双方已分开，约定次日调解 当场和解 转人民调解'),
  matter(3, 100, 'illegal-building', '违法建设', 'Illegal building', { slabs: 40, old: 34, towers: 16, shops: 10 }, 'office', { weekend: 1.3 }, 60, RESIDENT, '城管中队', '已停工，限期拆除 自行拆除完毕'),
  matter(3, 110, 'exit-blocked', '消防通道堵塞', 'Fire lane blocked', { slabs: 48, towers: 22, old: 14, market: 8, mall: 4, works: 4 }, 'evening', {}, 10, RESIDENT, null, '堆物已清 车辆已挪走 锁具已拆除'),
  matter(3, 80, 'burst-pipe', '水管爆裂', 'Burst pipe', { street: 44, slabs: 36, old: 20 }, 'even', { frost: 5 }, 7, CALL, '供水抢修队', '已更换管段，恢复供水 接口修复，路面已清'),
  matter(3, 55, 'tree-down', '树木倒伏', 'Fallen tree', { street: 50, slabs: 22, park: 18, bank: 10 }, 'even', { rain: 6 }, 9, STREET, '园林养护队', '已锯断清运 已扶正支撑'),
  matter(3, 60, 'site-safety', '工地安全', 'Site safety', { site: 56, dig: 36, works: 8 }, 'office', { rain: 1.3, weekend: 0.6, holiday: 0.2 }, 14, STREET, '建设安全监督站', '责令整改，复查合格 作业停止，防护补齐'),
  matter(3, 30, 'water-safety', '涉水安全', 'Danger at the water', { bank: 80, park: 20 }, 'evening', { heat: 4, frost: 0.3, weekend: 1.6 }, 3, STREET, null, '已劝离水边 救生圈已补齐'),
  matter(4, 980, 'street-vendor', '占道经营', 'Trading on the pavement', { street: 40, market: 16, crossing: 13, school: 6, shops: 16, station: 3, hospital: 3, mall: 3 }, 'vendors', { rain: 0.5, weekend: 1.2 }, 5, STREET, '城管中队', '已劝离 摊点入市经营 店外物品收回'),
  matter(4, 930, 'parking', '违规停车', 'Illegal parking', { street: 40, slabs: 23, school: 5, hospital: 6, market: 5, crossing: 8, mall: 4, station: 2, old: 7 }, 'day', { rain: 1.2, holiday: 0.8 }, 4, STREET, '交警中队', '车主已挪车 已抄告 拖移完毕'),
  matter(4, 860, 'litter', '暴露垃圾', 'Exposed litter', OUTSIDE, 'morning', { holiday: 1.4, weekend: 1.1, heat: 1.2 }, 6, RESIDENT, '环卫所', '已清运 清扫并冲洗 桶点已补桶'),
  matter(4, 680, 'shared-bikes', '共享单车乱停', 'Shared bicycles', { street: 50, crossing: 27, station: 5, mall: 5, school: 3, campus: 4, park: 3, market: 3 }, 'commute', { rain: 0.4 }, 5, STREET, '单车运维', '已归位 清运淤积车辆'),
  matter(4, 560, 'noise', '噪声扰民', 'Noise', { slabs: 40, towers: 27, site: 5, dig: 4, shops: 11, park: 5, old: 8 }, 'night', { heat: 1.5, weekend: 1.3 }, 9, CALL, null, '已劝停 施工方停止夜间作业 音量调低'),
  matter(4, 470, 'dispute', '邻里纠纷', 'Dispute between neighbours', HOMES, 'evening', { weekend: 1.2 }, 28, RESIDENT, '和为贵调解室', '双方和解 已调解，签协议 约定修复后复核'),
  matter(4, 400, 'leaflets', '乱张贴', 'Fly-posting', { slabs: 34, street: 26, old: 20, shops: 10, station: 5, school: 5 }, 'day', {}, 7, STREET, null, '已清除 已覆盖'),
  matter(4, 380, 'street-light', '路灯故障', 'Street light out', { street: 52, crossing: 10, slabs: 26, old: 12 }, 'evening', { rain: 1.5 }, 26, STREET, '路灯管理所', '已修复亮灯 更换灯头'),
  matter(4, 380, 'lift', '电梯故障', 'Lift fault', { towers: 90, mall: 4, hospital: 3, shops: 3 }, 'commute', { heat: 1.3 }, 15, RESIDENT, '电梯维保单位', '已恢复运行 更换门机皮带'),
  matter(4, 350, 'water-leak', '漏水', 'Water leak', HOMES, 'day', { rain: 2.6, frost: 1.8 }, 20, CALL, '物业', '已修复 接口更换 屋面补漏完成'),
  matter(4, 340, 'drain', '排水不畅', 'Blocked drain', { slabs: 46, old: 20, street: 16, market: 12, towers: 6 }, 'morning', { rain: 3 }, 22, RESIDENT, '排水养护队', '已疏通 清掏完毕'),
  matter(4, 330, 'pavement', '路面破损', 'Damaged pavement', { street: 64, crossing: 12, slabs: 12, old: 12 }, 'office', { rain: 1.4 }, 48, STREET, '市政养护所', '已修补 砖面复铺'),
  matter(4, 260, 'green', '绿化损坏', 'Damaged green', { park: 24, slabs: 36, street: 30, bank: 10 }, 'office', { rain: 1.2 }, 40, STREET, '园林养护队', '已补植 枯枝已清 恢复绿地'),
  matter(4, 250, 'pets', '不文明养犬', 'Dogs', { slabs: 42, towers: 38, park: 13, bank: 7 }, 'evening', { rain: 0.6 }, 8, RESIDENT, null, '已劝导，补办犬证 犬主已牵绳'),
  matter(4, 230, 'property', '物业服务', 'Property service', { towers: 56, slabs: 44 }, 'office', {}, 36, CALL, '物业', '物业已整改 已答复业主'),
  matter(4, 190, 'cables', '线缆下垂', 'Hanging cable', { street: 46, old: 34, slabs: 20 }, 'office', { rain: 1.6 }, 18, STREET, '通信运营商', '线缆已收紧 箱门已锁闭'),
  matter(4, 150, 'helping', '便民求助', 'Help wanted', HOMES, 'office', { frost: 1.3 }, 6, CALL, null, '已代办 已上门协助 已联系志愿者'),
  matter(4, 150, 'food', '食品安全', 'Food safety', { market: 55, shops: 25, school: 8, mall: 12 }, 'meals', { heat: 1.6 }, 12, CALL, '市场监管所', '下架封存 责令整改 抽检合格'),
  matter(4, 120, 'weighing', '计量价格', 'Weights and prices', { market: 86, shops: 10, mall: 4 }, 'morning', { holiday: 1.4 }, 8, CALL, '市场监管所', '退差价，秤已校准 明码标价已补'),
  matter(4, 130, 'school-gate', '校园周边', 'At the school gate', { school: 96, campus: 4 }, 'school', { weekend: 0.08, holiday: 0.05 }, 2, STREET, null, '已疏导 家长车辆分流 摊贩劝离'),
  matter(4, 90, 'hospital-order', '医院秩序', 'Order at the hospital', { hospital: 100 }, 'morning', { weekend: 0.6 }, 3, STREET, '派出所', '通道已清 已劝离'),
  matter(4, 90, 'rough-sleeping', '流浪乞讨', 'Rough sleeping', { station: 36, mall: 18, bank: 16, park: 12, street: 10, hospital: 8 }, 'night', { frost: 2, rain: 1.4 }, 6, STREET, '救助站', '已送救助站 已送棉被和热食 本人谢绝，登记关注'),
  matter(4, 60, 'fireworks', '违规燃放', 'Fireworks', { slabs: 40, old: 30, street: 20, bank: 10 }, 'night', { holiday: 5, rain: 0.3 }, 2, STREET, '派出所', '已制止，残屑清扫 收缴剩余烟花'),
  matter(4, 110, 'river', '河道问题', 'River', { bank: 84, park: 16 }, 'office', { rain: 1.8, heat: 1.4 }, 30, STREET, '河道管理所', '漂浮物已打捞 钓鱼人已劝离 岸坡修复'),
  matter(4, 130, 'dust', '扬尘渣土', 'Dust and spoil', { site: 40, dig: 34, works: 10, street: 16 }, 'office', { rain: 0.3, weekend: 0.7, holiday: 0.2 }, 12, STREET, '城管中队', '已覆盖并洒水 车轮冲洗后放行 路面冲洗'),
]; // prettier-ignore
