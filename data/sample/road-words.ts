import type { Zone } from './divide.ts';

const split = (text: string): string[] => text.trim().split(/\s+/);

/**
 * What the roads of a neighbourhood are named after, as Chinese cities do it: one theme a neighbourhood, and where a
 * theme has two lists, one for each direction. `eastWest`, `northSouth`: words, and what is put after them.
 */
export interface Theme {
  key: string;
  eastWest: { words: string[]; generic: string };
  northSouth: { words: string[]; generic: string };
}

const theme = (
  key: string,
  eastWest: [generic: string, words: string],
  northSouth: [generic: string, words: string],
): Theme => ({
  key,
  eastWest: { generic: eastWest[0], words: split(eastWest[1]) },
  northSouth: { generic: northSouth[0], words: split(northSouth[1]) },
});

/** Themes that a zone has; homes draw theirs from HOME_THEMES, one a street. */
export const ZONE_THEMES: Record<Exclude<Zone, 'homes'>, Theme> = {
  old: theme(
    'old',
    [
      '街',
      '米市 织锦 绒庄 颜料 评弹 钟楼 贡院前 学宫 府东 府西 县前 城隍庙 大香炉 文德 武学 承恩 三元 状元 小西湖 校场 仓门 太平里 长乐 双塘 老浮桥',
    ],
    [
      '街',
      '鱼市 弓箭 骡马 糖坊 银作 鼓楼 马道 仓巷 王府 南门 北门桥 大石坝 小石坝 走马楼 水西 钓鱼台 丁官营 龙王庙 朝天宫前 红土桥 木料市 洋珠 登隆 张府园 洪武',
    ],
  ),
  centre: theme(
    'centre',
    [
      '路',
      '广州 汉口 上海 湖南 云南 山西 湖北 江西 宁海 青岛 天津 杭州 福州 厦门 苏州 扬州 徐州 常州 无锡 合肥 西安 洛阳 开封 大连 桂林 昆明',
    ],
    [
      '路',
      '成都 贵阳 南昌 长沙 武汉 郑州 济南 沈阳 长春 吉林 兰州 西宁 银川 柳州 南宁 海口 温州 宁波 绍兴 嘉兴 湖州 泰州 镇江 淮阴 芜湖 安庆',
    ],
  ),
  works: theme(
    'works',
    [
      '路',
      '纬一 纬二 纬三 纬四 纬五 纬六 纬七 纬八 纬九 纬十 兴业 科创 创新 振兴 胜利 前进 红旗 光明 曙光 团结 通港 港城 铸造 仪表 纺织 电瓷',
    ],
    [
      '路',
      '经一 经二 经三 经四 经五 经六 经七 经八 经九 经十 创业 启航 建业 工农 先锋 东风 友谊 幸福 跃进 钢城 机电 化纤 锻压 仓储 货场 船厂',
    ],
  ),
  campus: theme(
    'campus',
    [
      '路',
      '文苑 文澜 文范 文枢 文渊 文津 文汇 弘文 崇文 翰林 学林 学海 学衡 学思 学则 书院 明理 求是 求真 致知 格物 博雅 采薇 文溯',
    ],
    [
      '路',
      '学士 进学 笃学 笃行 厚德 敏行 睿思 守敬 元化 博学 师院 科教 仙林湾 杏坛 桃李 砚池 松竹 墨池 书香 青衿 鹿鸣 竹韵 荟萃 知行',
    ],
  ),
};

export const HOME_THEMES: readonly Theme[] = [
  theme(
    'rivers and mountains',
    [
      '街',
      '嘉陵江 富春江 乌江 沅江 湘江 汉江 赣江 闽江 岷江 怒江 澜沧江 雅砻江 牡丹江 松花江 鸭绿江 图们江 珠江 钱塘江 新安江 九龙江 金沙江 白龙江',
    ],
    [
      '路',
      '黄山 庐山 泰山 华山 衡山 恒山 嵩山 燕山 峨眉山 武夷山 天台山 雁荡山 九华山 青城山 云台山 莫干山 普陀山 太行山 长白山 昆仑山 祁连山 井冈山',
    ],
  ),
  theme(
    'flowers',
    [
      '路',
      '梅花 紫荆 海棠 茶花 芙蓉 蔷薇 紫薇 牡丹 荷花 菊园 百合 合欢 木槿 金桂 紫藤 杜鹃 石榴园 芳草 百花 桃花坞 迎春',
    ],
    [
      '街',
      '玉兰 樱花 丁香 月季 芍药 兰花 水仙 茉莉 凌霄 银桂 腊梅 桂花 木棉 石竹 海桐 含笑 绣球 山茶 花园 花神庙 栀子',
    ],
  ),
  theme(
    'trees',
    [
      '路',
      '雪松 香樟 银杏 水杉 白桦 青枫 红杉 刺槐 黄杨 冬青 榆林 桑园 朴树 松林 竹园 槐荫 柳堤 杨树湾 杉湖 楠溪 桐林',
    ],
    [
      '街',
      '梧桐 垂柳 红枫 枇杷园 柿园 楝树 乌桕 榉林 棕榈 桃园 杏园 梨园 枣林 柏林 樟园 柳营 松荫 榆荫 桦林 竹山 枫桥',
    ],
  ),
  theme(
    'virtues',
    [
      '路',
      '仁和 崇德 明德 敦仁 尚义 弘毅 至善 思源 同心 和睦 敬业 诚信 文明 进取 安居 长安 永宁 升平 嘉和 福康 和泰',
    ],
    [
      '街',
      '义和 知礼 友善 勤业 康乐 乐业 太平 安康 德馨 信义 礼智 恭俭 仁寿 寿康 孝义 忠信 景明 清和 惠安 广济 永福',
    ],
  ),
  theme(
    'lakes',
    [
      '路',
      '太湖 洪泽湖 高邮湖 骆马湖 石臼湖 固城湖 白马湖 微山湖 巢湖 鄱阳湖 洞庭湖 千岛湖 青海湖 邵伯湖',
    ],
    ['街', '东湖 南湖 月牙湖 镜湖 天目湖 长荡湖 滆湖 阳澄湖 淀山湖 澄湖 金鸡湖 独墅湖 尚湖 昆承湖'],
  ),
  theme(
    'birds and beasts',
    [
      '路',
      '凤凰 仙鹤 鹤舞 白鹭 鸿雁 雁鸣 翔宇 鲲鹏 金鹿 麒麟 白马 龙翔 龙泉 凤栖 凤翔 云雀 黄鹂 青鸾 孔雀 喜鹊 雁栖',
    ],
    [
      '街',
      '龙江 鹿苑 天鹅 燕翅 燕归 莺歌 金牛 石象 玉龙 凤鸣 龙池 龙园 鹭洲 画眉 翠鸟 鸳鸯 锦鲤 游鱼 金鱼 鹤园 雁翎',
    ],
  ),
  theme(
    'counties',
    [
      '路',
      '盱眙 泗洪 沭阳 东海 灌云 涟水 金湖 宝应 兴化 东台 如皋 海安 启东 泰兴 靖江 阜宁 射阳 建湖 大丰 滨海 响水',
    ],
    [
      '街',
      '海门 丹阳 句容 溧阳 宜兴 江阴 常熟 昆山 太仓 张家港 扬中 仪征 高邮 江都 姜堰 睢宁 邳州 新沂 沛县 丰县 赣榆',
    ],
  ),
  theme(
    'riverside',
    [
      '路',
      '临江 观江 望江 扬帆 听涛 观潮 江月 帆影 渔歌 鸥鹭 沙洲 石矶 江枫 芦花 潮音 柳浪 晚渡 长堤 平沙 远帆 江晚',
    ],
    [
      '街',
      '江畔 渡江 龙津 江风 白沙 芦席营 新河 渔港 码头 系舟 浮桥 望帆 江声 月渡 南埠 北埠 堤东 闸口 清潮 秋江 春潮',
    ],
  ),
  theme(
    'brocade and jade',
    [
      '路',
      '云锦 锦绣 翠屏 玉带 金钟 瑞云 彩虹 朝霞 春晓 秋月 晓风 听雨 望月 碧水 清泉 金穗 银河 星光 华彩 万和 晴岚',
    ],
    [
      '街',
      '锦江 绣春 翠竹 玉泉 银城 祥云 霞飞 晚晴 明月 碧波 清风 丹霞 紫云 晨光 星湖 月光 云水 瑞金 金陵湾 华侨 晴川',
    ],
  ),
  theme(
    'people',
    [
      '路',
      '解放 民主 新民 利民 富民 惠民 光华 复兴 建国 建康 建宁 立新 向阳 前程 永丰 丰收 大同 共和 自强 互助 新生',
    ],
    [
      '街',
      '民权 民生 爱民 便民 益民 兴中 兴隆 昌平 昌盛 新华 新风 育才 培英 健康 体育 文体 电台 邮电 粮库 供销 卫生',
    ],
  ),
  theme(
    'villages',
    [
      '路',
      '王家湾 丁家庄 许家营 曹家圩 板桥 陶家圩 吴家边 孙家凹 大塘 五塘 双井 东井亭 白云亭 樊家桥 石门坎 沈家岗 马家店 邵家山 谢家庙 罗家边 蒋家湾',
    ],
    [
      '街',
      '岔路口 花岗 尧辰 小卫 铁心 宋家埂 毛家巷 何家墩 高家岗 钱家渡 杨家坝 方家营 窑上 窑湾 磨盘 石埠 西花岗 东流 长营 余粮 梅塘',
    ],
  ),
  theme(
    'gardens of the south',
    [
      '路',
      '拙园 个园 瞻园 寄畅 豫园 沧浪 网师 留园 惠荫 艺圃 怡园 耦园 愚园 煦园 芥园 随园 乌龙潭 适园 退思 鹤林 燕园',
    ],
    [
      '街',
      '听松 枕流 漱石 观澜 挹秀 揽翠 含晖 涵碧 倚云 叠翠 疏影 暗香 远香 涵芬 鉴园 曲水 流觞 兰亭 醉月 浣纱 采莲',
    ],
  ),
];

/** Words that also stand alone, as a neighbourhood's name: not those borrowed from a city, a mountain or a lake. */
export const PLAIN_WORDS: ReadonlySet<string> = new Set(
  HOME_THEMES.filter(
    ({ key }) => !['rivers and mountains', 'lakes', 'counties'].includes(key),
  ).flatMap(({ eastWest, northSouth }) => [...eastWest.words, ...northSouth.words]),
);

/** Words of roads that many drive on, and of avenues. */
export const MAIN_WORDS = split(
  '中山 人民 和平 建设 江东 迎宾 清澜 中央 学府 科技 奥体 龙蟠 江山 文昌 凯旋 世纪 长虹 新城 天元 应天 集庆 大桥 玄武门 石城 集贤 东山 凤台 定淮门 草场门 黑龙潭 神策 卡子门 幕府 栖云 丹凤 珠宝廊 雨润 水阁 云龙 钟灵 毓秀 明城 秦安 江宁 安德 宁丹 宏运 燕山湾 佳湖 双龙 牛首 将军山 吉印 挹江 虎贲 御道 后宰门 平江府 瑞安 友谊桥 光复 富贵山 扬子 越秀 浦珠 汇通 康宁 万寿 迈皋 晓庄 尧新 广月 仙境 元通 集善 梦都 泰兴门 乐山 河塘 白下',
);

/** Lanes of the old town as they are called: trades, yards, temples and wells. */
export const OLD_LANES = split(
  `箍桶巷 剪子巷 打铁巷 打铜巷 银匠巷 酱园巷 油坊巷 磨坊巷 染坊巷 踹布坊 机房巷 丝市巷 布市巷 草鞋巷 木屐巷 篾匠巷 伞店巷 扇骨营
笔店巷 纸马巷 书铺巷 裱画廊 琴弦里 盐店巷 茶馆巷 酒坊巷 豆腐巷 豆菜桥 糕饼巷 药王巷 火瓦巷 马府巷 户部巷 校尉营 文庙巷 武庙巷
关帝巷 观音巷 土地巷 财神巷 三茅宫 大井巷 小井巷 双井巷 四眼井 八角井 甘露井 铜井巷 石榴巷 枣树巷 柿子巷 槐树巷 皂角巷 白果巷
桃叶渡 梅家巷 朱家巷 陆家巷 秦家巷 彭家巷 施家巷 沈举人巷 张公桥 李府巷 殷巷 邓府巷 程阁老巷 黄泥巷 青石巷 石板巷 砖瓦巷 芦席巷
竹竿巷 柴市巷 炭市巷 灯市巷 花市巷 鸟市巷 牛角巷 羊皮巷 鸡鹅巷 鸭子塘 金鱼巷 鹤膝巷 凤凰里 孔雀里 燕子巷 百花巷 芙蓉里 丁香里
荷叶巷 莲子营 菱角市 藕巷 柳叶街里 杨公井 五福巷 六合里 七家湾 九儿巷 十间房 百岁坊 千章巷 万寿里 长生祠 太平巷 安乐里 永庆里 平安巷
同仁里 同庆里 仁厚里 仁寿里 德福里 信义里 崇善里 积善里 敦善里 福寿里 居安里 由义巷 尚书巷 翰林巷 举人里 秀才巷 状元里 探花巷 进士巷
学道巷 弓弦巷 刀鞘巷 旗杆巷 马台里 军师巷 营盘巷 将军巷 千总巷 钟巷 鼓巷 磬巷 缎子巷 绫庄巷 绣花巷 彩霞里 锦衣仓 颜料坊 钉子巷 铁锚巷
船板巷 糖坊廊 糯米巷 粉坊里 面巷 香铺营 胭脂巷 珠子巷 玉器巷 金箔巷 锡箔巷 铜钱巷 秤巷 斗门巷 尺巷 针线巷 钮子巷 帽儿巷 靴子巷 红纸廊 `,
);

/** Old places after which communities and stops are called where no road lends its name. */
export const OLD_PLACES = split(
  `石桥 板井 双塘 大树根 五老村 凤游寺 白云亭 樱桃园 藤子村 回龙桥 铁路新村 后半山园 清水塘 兰园 唱经楼 花红园 龙池庵 高云岭 厚载里 荷花塘 安品园
来凤 四方城 翠屏山 墨香 五所村 金尧 丁家庄 化工新村 石油新村 太平村 迈化 十字街 高家库 联珠村 瓜圃桥 幕府山庄 晓庄村 万寿村 甘家巷 石埠桥 长林村
仙鹤山庄 杉湖西 文枢苑 亚东 咏梅 汇通苑 月苑 营苑 仙居 小水关 大光 佳园里 光华园 瑞金新村 标营 石门坎 银龙 翁家营 高桥门 夹岗 七桥瓮 友谊河
尹西 杨庄 紫杨 新立 滨河 景明佳园 莲花 香溪 江雁 凤麓 虹苑 积善 茶亭 江东门 水西关 月安 金虹 兆园 鹭鸣苑 华山村 西堤 双和园 玉塘 爱达 清河 银城里 凤栖苑
龙凤 银杏里 观山 听涛苑 望江楼 柳洲 永初 赛虹桥 南苑 怡康 福园 吉庆里 中胜 黄山苑 油坊桥里 双闸 天保 莲池 螺塘 莲香 河埂 新河村 苜蓿园 卫桥 孝陵里 余粮里`,
);

/** What streets (subdistricts) are called after what is there. */
export const STREET_WORDS = {
  hill: split('云台'),
  lake: split('望湖'),
  station: split('红山'),
  old: split('钟楼 文昌桥 丹凤'),
  centre: split('金川 中央门 珠江路'),
  works: split('石桥 窑上 长亭'),
  campus: split('仙鹤 书院 鹤鸣'),
  river: split('临江 青溪 月湾 柳洲 南浦'),
  homes: split(
    '锦屏 桐园 梅岭 春晓 松风 荷塘 枫林 竹海 桂泉 凤台 宝塘 星洲 玉带 杏花 光华 双塘 晓庄',
  ),
};
export type StreetLook = keyof typeof STREET_WORDS;
