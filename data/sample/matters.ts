import type { Category, IncidentOrigin } from '#data/incidents/incident.ts';

/** What happens in a district: a category, how often, where it is found, and what it is called. */
export interface Matter extends Category {
  /** Of ten thousand incidents. */
  often: number;
  place: 'road' | 'home' | 'park' | 'works' | 'any';
  titles: string[];
  /** Hours until it is closed, about. */
  hours: number;
  origins: IncidentOrigin[];
}

const RESIDENT: IncidentOrigin[] = ['patrol', 'patrol', 'resident', 'hotline'];
const STREET: IncidentOrigin[] = ['patrol', 'patrol', 'patrol', 'camera', 'hotline'];
const ALARM: IncidentOrigin[] = ['iot', 'camera', 'resident', 'hotline'];

const matter = (
  severity: number,
  often: number,
  key: string,
  nameZh: string,
  nameEn: string,
  place: Matter['place'],
  hours: number,
  origins: IncidentOrigin[],
  titles: string,
): Matter => ({
  key, nameZh, nameEn, severity, often, place, hours, origins, titles: titles.split(' '),
}); // prettier-ignore

/** Severity by category: Ⅰ 特别重大 1 … Ⅳ 一般 4, the ordinary one. */
export const MATTERS: Matter[] = [
  matter(1, 2, 'explosion', '爆炸燃烧', 'Explosion or major fire', 'works', 6, ALARM, '仓库起火伴爆燃 厂房起火蔓延 高层住宅火情'),
  matter(1, 2, 'gas-leak', '燃气泄漏', 'Gas leak', 'home', 4, ALARM, '燃气管道泄漏 餐饮店燃气泄漏 住宅燃气异味报警'),
  matter(1, 1, 'road-collapse', '道路塌陷', 'Road collapse', 'road', 30, STREET, '路面塌陷 路面塌陷伴燃气异味'),
  matter(2, 22, 'fire', '火情', 'Fire', 'home', 5, ALARM, '厨房起火 楼道杂物起火 电动车起火 阳台起火'),
  matter(2, 14, 'crowd', '人员聚集', 'Crowd', 'any', 5, STREET, '工地门前人员聚集 商铺纠纷引发聚集'),
  matter(2, 16, 'missing', '人员走失', 'Missing person', 'any', 9, RESIDENT, '老人走失 儿童走失'),
  matter(2, 12, 'flooding', '积水内涝', 'Flooding', 'road', 10, STREET, '下穿通道积水 小区地库进水'),
  matter(2, 10, 'lift-trapped', '电梯困人', 'Trapped in a lift', 'home', 2, ALARM, '电梯困人 电梯骤停困人'),
  matter(3, 230, 'flying-charge', '飞线充电', 'Charging by flying cable', 'home', 20, RESIDENT, '飞线充电 电动车进楼充电 楼道充电'),
  matter(3, 170, 'lone-elder', '独居老人求助', 'Help for a lone elder', 'home', 4, RESIDENT, '独居老人求助 独居老人失联 独居老人摔倒'),
  matter(3, 160, 'manhole', '井盖缺损', 'Manhole cover missing', 'road', 8, STREET, '井盖缺失 井盖松动 井盖破损'),
  matter(3, 120, 'dispute-grave', '激烈纠纷', 'Fierce dispute', 'home', 16, RESIDENT, '邻里肢体冲突 欠薪纠纷 物业与业主冲突'),
  matter(3, 110, 'illegal-building', '违法建设', 'Illegal building', 'any', 60, RESIDENT, '违规搭建 楼顶加建 侵占绿地搭建'),
  matter(3, 120, 'exit-blocked', '消防通道堵塞', 'Fire lane blocked', 'home', 10, RESIDENT, '消防通道被占 楼道堆物 安全出口上锁'),
  matter(3, 90, 'burst-pipe', '水管爆裂', 'Burst pipe', 'road', 7, STREET, '供水管爆裂 路面冒水'),
  matter(3, 60, 'tree-down', '树木倒伏', 'Fallen tree', 'road', 9, STREET, '树木倒伏 树枝断落压车'),
  matter(4, 1180, 'street-vendor', '占道经营', 'Trading on the pavement', 'road', 5, STREET, '占道经营 流动摊贩 店外经营'),
  matter(4, 1020, 'parking', '违规停车', 'Illegal parking', 'road', 4, STREET, '机动车违停 占用盲道停车 僵尸车'),
  matter(4, 940, 'litter', '暴露垃圾', 'Exposed litter', 'any', 6, RESIDENT, '暴露垃圾 垃圾满溢 建筑垃圾乱堆'),
  matter(4, 760, 'shared-bikes', '共享单车乱停', 'Shared bicycles', 'road', 5, STREET, '共享单车堆积 共享单车占道'),
  matter(4, 640, 'noise', '噪声扰民', 'Noise', 'home', 9, RESIDENT, '施工噪声 广场舞噪声 夜间装修 商铺音响扰民'),
  matter(4, 520, 'dispute', '邻里纠纷', 'Dispute between neighbours', 'home', 28, RESIDENT, '邻里纠纷 停车位纠纷 漏水纠纷 宠物纠纷'),
  matter(4, 470, 'leaflets', '乱张贴', 'Fly-posting', 'any', 7, STREET, '小广告 乱涂写 违规横幅'),
  matter(4, 430, 'street-light', '路灯故障', 'Street light out', 'road', 26, STREET, '路灯不亮 路灯损坏'),
  matter(4, 410, 'lift', '电梯故障', 'Lift fault', 'home', 15, RESIDENT, '电梯停运 电梯异响'),
  matter(4, 390, 'water-leak', '漏水', 'Water leak', 'home', 20, RESIDENT, '屋面漏水 楼道水管漏水'),
  matter(4, 370, 'drain', '排水不畅', 'Blocked drain', 'home', 22, RESIDENT, '下水道堵塞 污水外溢 雨水口堵塞'),
  matter(4, 350, 'pavement', '路面破损', 'Damaged pavement', 'road', 48, STREET, '人行道破损 路面坑洼 路缘石缺损'),
  matter(4, 300, 'green', '绿化损坏', 'Damaged green', 'park', 40, STREET, '绿化带破损 枯树待清 毁绿种菜'),
  matter(4, 270, 'pets', '不文明养犬', 'Dogs', 'any', 8, RESIDENT, '犬只未牵绳 流浪犬 犬粪未清'),
  matter(4, 260, 'property', '物业服务', 'Property service', 'home', 36, RESIDENT, '保洁不到位 门禁损坏 路灯物业报修 物业收费咨询'),
  matter(4, 210, 'cables', '线缆下垂', 'Hanging cable', 'road', 18, STREET, '线缆下垂 弱电井敞开'),
  matter(4, 170, 'helping', '便民求助', 'Help wanted', 'home', 6, RESIDENT, '代办求助 高龄老人送餐 残疾人出行求助'),
  matter(4, 110, 'river', '河道问题', 'River', 'park', 30, STREET, '河面漂浮物 违规垂钓 岸坡破损'),
  matter(4, 88, 'dust', '工地扬尘', 'Dust', 'works', 12, STREET, '工地扬尘 渣土车抛洒'),
]; // prettier-ignore
