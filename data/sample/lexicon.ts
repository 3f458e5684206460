import { pick, type Draw } from './draw.ts';

/** Every character that a name of the sample is made of, with its reading: English names are spelt from here. */
const READINGS = new Map(
  `清qing 澜lan 望wang 湖hu 青qing 溪xi 桐tong 园yuan 锦jin 屏ping 临lin 江jiang 南nan 浦pu 石shi 桥qiao 长chang 亭ting
云yun 台tai 鹤he 鸣ming 梅mei 岭ling 春chun 晓xiao 松song 风feng 秋qiu 水shui 荷he 塘tang 柳liu 浪lang 东dong 山shan
西xi 城cheng 北bei 河he 枫feng 林lin 竹zhu 海hai 凤feng 月yue 玉yu 星xing 兰lan 桂gui 桃tao 永yong 安an 和he 福fu 宝bao
新xin 嘉jia 霞xia 翠cui 金jin 湾wan 井jing 坊fang 巷xiang 渡du 洲zhou 泉quan 墩dun 浜bang 苑yuan 坡po 里li 文wen 昌chang
学xue 府fu 迎ying 宾bin 太tai 平ping 华hua 光guang 兴xing 隆long 建jian 业ye 虹hong 解jie 放fang 民min 人ren 泰tai 康kang
庆qing 丰feng 裕yu 仁ren 义yi 礼li 智zhi 信xin 德de 善shan 广guang 宁ning 静jing 明ming 远yuan 达da 通tong 瑞rui 祥xiang 景jing
曦xi 紫zi 丹dan 碧bi 白bai 鹭lu 鸿hong 雁yan 燕yan 莺ying 莲lian 菊ju 槐huai 榆yu 杉shan 柏bai 杏xing 梨li 樱ying 棠tang 芳fang
雅ya 逸yi 馨xin 悦yue 怡yi 乐le 居ju 庭ting 轩xuan 阁ge 楼lou 门men 池chi 浅qian 沙sha 滨bin 港gang 岸an 帆fan 舟zhou 渔yu
书shu 墨mo 琴qin 棋qi 画hua 诗shi 词ci 律lv 弦xian 钟zhong 鼓gu 镇zhen 定ding 昇sheng 朝chao 阳yang 晨chen 暮mu 晴qing 雨yu 雪xue
栖qi 霁ji 岚lan 谷gu 峰feng 崖ya 涧jian 源yuan 流liu 汇hui 盛sheng 荣rong 富fu 贵gui 高gao 大da 小xiao 中zhong 同tong 聚ju 贤xian 才cai
凌ling 飞fei 翔xiang 龙long 马ma 鹿lu 牛niu 羊yang 铁tie 银yin 铜tong 陶tao 瓦wa 窑yao 磨mo 坝ba 堤di 埂geng 圩wei 庄zhuang 村cun
家jia 花hua 公gong 名ming 邸di 御yu 璟jing 天tian 地di 世shi 纪ji 时shi 代dai 都du 汀ting 澄cheng 湘xiang 皖wan 苏su 徽hui
川chuan 枣zao 针zhen 线xian 米mi 油you 酱jiang 茶cha 扇shan 伞san 灯deng 船chuan 鱼yu 盐yan 布bu 丝si 草cao 豆dou 菜cai 果guo 糖tang 作zuo 营ying 库ku 行hang 市shi 弄long 角jiao 口kou 头tou`
    .split(/\s+/)
    .map((pair): [string, string] => [pair[0]!, pair.slice(1)]),
);

/** A name spelt in Latin letters, one word: 鹤塘 → Hetang, 西安 → Xi'an. Throws RangeError on a character that has no reading here. */
export function spell(name: string): string {
  let out = '';
  for (const character of name) {
    const reading = READINGS.get(character);
    if (!reading) throw new RangeError(`no reading of ${character} in ${name}`);
    if (out && 'aoe'.includes(reading[0]!)) out += "'";
    out += reading.replace('v', 'ü');
  }
  return out[0]!.toUpperCase() + out.slice(1);
}

const split = (text: string): string[] => text.split(' ');

export const DISTRICT = { name: '清澜区', nameEn: 'Qinglan District', code: '320109' };
export const RIVER = '清澜江';
export const STREETS = split(
  '望湖 青溪 桐园 锦屏 临江 南浦 石桥 长亭 云台 鹤鸣 梅岭 春晓 松风 荷塘 柳浪 枫林 竹海 月湾 星洲 桂泉 凤台 宝塘',
);
const COMMUNITY_FIRST = split('鹤 凤 月 玉 星 梅 兰 松 竹 枫 荷 柳 桂 桃 春 永 安 和 福 宝 新 嘉 锦 云 霞 翠 金 明 瑞 景'); // prettier-ignore
const COMMUNITY_LAST = split('园 塘 亭 台 桥 湾 井 坊 巷 渡 洲 岭 泉 墩 浜 苑 林 坡 门 庄');
const ROAD_FIRST = split('建 长 文 学 迎 太 光 兴 泰 庆 丰 裕 仁 义 礼 智 信 德 广 宁 静 通 祥 紫 碧 鸿 雁 莲 槐 榆 柏 杏 棠 芳 雅 逸 书 墨 琴 诗 钟 朝 晴 栖 岚 源 汇 盛 荣 高 聚 贤 凌 飞 翔 龙 白 澄 苏'); // prettier-ignore
const ROAD_LAST = split('业 虹 昌 府 宾 平 华 隆 康 民 安 善 达 远 阳 和 风 水 林 溪 塘 岭 谷 峰 汀 岸 沙 浦 桥 亭 楼 门 城 山 川 流 庆 宁 德 兴 泰 明 光 春 秋 云 霞 月 星 海'); // prettier-ignore
const LANE_FIRST = split('石 铜 银 陶 瓦 磨 鼓 钟 井 桥 柳 槐 枣 杏 桃 梨 竹 马 牛 羊 鹿 龙 凤 鹤 燕 莺 琴 棋 书 画 针 线 米 油 酱 茶 扇 伞 灯 船 渔 鱼 盐 布 丝 花 草 豆 菜 果 糖'); // prettier-ignore
const LANE_LAST = split('家 门 井 桥 作 坊 营 库 行 市 台 塘 园 弄 角 湾 口 头 坡 楼');
const COMPOUND_FIRST = split('嘉 锦 雅 逸 馨 悦 怡 瑞 景 翠 碧 紫 金 银 玉 兰 桂 枫 樱 棠 荷 柳 松 竹 云 星 月 晨 晴 海 江 湖 山 林 春 秋 华 光 御 璟 天 世 文 书 墨 凤 龙 鹿 汀 澄 滨 东 南 西 北 康 泰 安 和 福 丰'); // prettier-ignore
const COMPOUND_SECOND = split('和 安 泰 康 景 园 林 湖 江 山 庭 轩 阁 居 悦 雅 馨 逸 华 盛 荣 贵 祥 瑞 宁 福 源 汇 城 都 岸 湾 洲 溪 泉 谷 岭 峰 云 月 星 阳 晴 风 雨 竹 梅 兰 桂 桐 枫 杉 莲 棠'); // prettier-ignore
const COMPOUND_LAST = split('苑 花园 家园 新村 公寓 里 名邸 华庭 小区 雅居 佳园 新苑');
const SURNAMES = '王王王王李李李李张张张张刘刘刘陈陈陈杨杨赵赵黄黄周周吴吴徐徐孙孙胡胡朱朱高高林林何何郭郭马马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'; // prettier-ignore
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕彬凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉兰婷宁晶妍茜秋珊莎锦黛青倩婉娴瑾颖露瑶怡婵雁蓓仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思健世广志义兴良海山仁波贵福生龙元全国胜学祥才发武新利清飞彬富顺信子成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕航弘'; // prettier-ignore

/** Draws a name that is not among those taken, and takes it. */
function drawFresh(taken: Set<string>, make: () => string): string {
  for (let tries = 0; tries < 400; tries++) {
    const name = make();
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
  throw new Error('the lexicon has no more names of this kind');
}

const twoOf = (draw: Draw, first: readonly string[], last: readonly string[]): string => {
  for (;;) {
    const [a, b] = [pick(draw, first), pick(draw, last)];
    if (a !== b) return a + b;
  }
};

export function drawCommunityName(draw: Draw, taken: Set<string>): string {
  return drawFresh(taken, () => twoOf(draw, COMMUNITY_FIRST, COMMUNITY_LAST));
}
export function drawRoadName(draw: Draw, taken: Set<string>): string {
  return drawFresh(taken, () => twoOf(draw, ROAD_FIRST, ROAD_LAST));
}
export function drawLaneName(draw: Draw, taken: Set<string>): string {
  return drawFresh(taken, () => twoOf(draw, LANE_FIRST, LANE_LAST));
}
export function drawCompoundName(draw: Draw, taken: Set<string>): string {
  return drawFresh(
    taken,
    () => twoOf(draw, COMPOUND_FIRST, COMPOUND_SECOND) + pick(draw, COMPOUND_LAST),
  );
}
export function drawPersonName(draw: Draw, taken: Set<string>): string {
  return drawFresh(taken, () => {
    const surname = SURNAMES[Math.floor(draw() * SURNAMES.length)]!;
    const given = (): string => GIVEN[Math.floor(draw() * GIVEN.length)]!;
    return surname + given() + (draw() < 0.82 ? given() : '');
  });
}
