import { createPicker, type Draw } from './draw.ts';

/** When somebody was born: names tell it. */
const GENERATIONS = ['1955', '1970', '1985', '1998'] as const;
type Generation = (typeof GENERATIONS)[number];
type Sex = 'f' | 'm';

/** Surnames by how many of ten thousand on the lower Yangtze have them, about. */
const SURNAMES = weighted(
  `王710 陈600 张640 李560 周330 徐340 刘380 朱270 吴300 孙260 杨250 赵190 黄170 胡150 高140 顾120 陆110 钱80 沈110 丁110 马120 许110 郭100 何100 林80 郑80 谢80
宋90 唐90 曹90 蒋100 潘80 袁80 蔡80 余60 于60 杜60 叶70 程60 魏60 苏50 吕60 任50 卢50 姚70 钟40 姜50 崔40 谭30 范60 汪70 石50 金60 贾40 夏70 方60 邹40 熊30 孟40 秦50
邱40 侯40 江40 尹30 薛40 严50 段30 雷20 史50 陶60 贺20 毛40 邵50 万30 武20 戴70 葛50 殷30 卞20 仇20 庄30 俞40 韩60 冯60 董60 邓50 彭50 曾40 肖40 田40 梁40 罗50 倪30 季30
施40 章30 华20 费10 尤20 龚30 桂10 嵇10 束10 仲20 成20 芮10 翟20 鲍20 刁10 欧阳10 司马5 诸葛5 束10 乔20 祁10 管20 巫10 单10 承5 濮5 端木3`,
);
/** First and second characters of two, and those that stand alone, by when and for whom; more frequent ones more often. */
const GIVEN: Record<Generation, Record<Sex, [first: string, second: string, alone: string, aloneOften: number]>> = {
  '1955': {
    f: ['秀秀秀桂桂玉玉淑凤春金美兰素惠月云宝翠爱文永志红彩巧世', '英英英兰兰珍珍芳芳华华萍珠琴云娟梅香凤霞芝玲珠娣娥莲花', '英芳琴玲萍珍霞敏', 0.12],
    m: ['建建国国志志德文永金玉明长宝家正荣福学庆世光兴振维春林根', '国国华华平平民军明强林生根发才荣福祥贵山海新义忠良喜兴宝', '强勇平军明刚斌健', 0.1],
  },
  '1970': {
    f: ['晓晓小小丽丽红海春玉艳文爱慧建秀雪美亚卫月燕淑志冬永', '燕燕红红丽萍萍霞芳芳梅华云玲敏琴艳娟英芬兰莉平琳春蓉', '丽丽艳艳静静敏敏芳燕红娟霞萍玲莉洁颖梅琴', 0.36],
    m: ['建建志志海海文晓国永明卫小立家春东长学庆正爱宏俊德跃', '军军明明华华平平东伟伟斌峰强辉林勇刚民兵忠波生宏新亮', '伟伟军军勇勇强磊涛刚斌辉杰明波峰健俊兵', 0.36],
  },
  '1985': {
    f: ['婷晓晓雪佳佳梦思雅雨丽慧文玉欣静海春璐倩亚莉诗美娜', '婷婷静静洁燕敏颖丽娜莉琳娟雯佳玲怡蓉云琪薇芸慧君', '婷婷静静倩颖洁丹娜莉雯璐敏慧琳蕾', 0.34],
    m: ['俊志海晓文建子家嘉国明宇鹏天伟浩立永东春新成振亚', '杰杰伟鹏鹏飞飞强磊超龙亮峰涛斌明宇辉勇成华林军浩', '磊磊鹏鹏超超杰浩伟涛亮飞凯俊波宇鑫', 0.4],
  },
  '1998': {
    f: ['雨雨思思梦子欣佳诗雅晓可嘉怡文婉语心静若芷一紫依', '婷涵涵琪琪怡怡欣妍妍萱雯雯悦彤瑶洁晴然宁馨雪月', '悦琪雯颖婷瑶萱妍', 0.14],
    m: ['子子浩浩宇宇俊嘉嘉家天文志明思博泽梓一昊睿铭晨逸', '轩豪豪杰杰宇宇涵浩然然辰阳洋航霖鹏凯辉鑫睿文峰', '浩宇鑫杰凯轩航阳', 0.14],
  },
}; // prettier-ignore

function weighted(text: string): { items: string[]; weights: number[] } {
  const pairs = text.split(/\s+/).map((pair) => /^(\D+)(\d+)$/.exec(pair)!);
  return { items: pairs.map((pair) => pair[1]!), weights: pairs.map((pair) => Number(pair[2])) };
}

/** What somebody does says when he was born, of a hundred, and how many of them are women. */
export interface Cohort {
  born: [number, number, number, number];
  women: number;
}

/**
 * Draws names as they are met with: by the frequency of surnames, and of given names by generation and sex. None of
 * those taken comes again.
 */
export function createPersonNames(draw: Draw): (cohort: Cohort, taken: Set<string>) => string {
  const pickSurname = createPicker(draw, SURNAMES.weights);
  const one = (of: string): string => of[Math.floor(draw() * of.length)]!;
  return ({ born, women }, taken) => {
    for (let tries = 0; tries < 400; tries++) {
      let at = draw() * 100;
      const generation = GENERATIONS.find((_, i) => (at -= born[i]!) < 0) ?? '1985';
      const [first, second, alone, aloneOften] = GIVEN[generation][draw() < women ? 'f' : 'm'];
      const surname = SURNAMES.items[pickSurname()]!;
      let given = draw() < aloneOften ? one(alone) : one(first) + one(second);
      if (given[0] === given[1]) given = given[0]!;
      const name = surname + given;
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
    throw new Error('the lexicon has no more names of people');
  };
}
