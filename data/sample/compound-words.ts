const split = (text: string): string[] => text.trim().split(/\s+/);

/** Of the 1980s: what follows the name of a place. */
export const NEW_VILLAGE_TAILS = split('新村 小区 新寓 住宅区 公寓 北苑 南苑');
/** Who built homes for those that worked there. */
export const WORK_UNITS = split(
  `机床厂 棉纺厂 船厂 电瓷厂 化工厂 仪表厂 印刷厂 食品厂 制药厂 钢铁厂 轴承厂 油泵厂 电子管厂 无线电厂 灯泡厂 铸造厂 玻璃厂 搪瓷厂 橡胶厂 水泥厂
铁路 港务局 航道局 邮电 电力 自来水 煤气 公交 长运 粮食局 供销社 商业局 百货 建工 市政 园林 环卫 房产 地质队 勘测院 设计院 气象台 水文站 广电 报社 师院 医学院
中学 教师 农科院 林校 警校 税务 工商 银行 保险 外贸 海员 冶金 煤炭 石油 纺织 丝绸 轻工 二轻 物资 航天 兵工`,
);
export const WORK_TAILS = split('宿舍 新村 家属区 大院 住宅小区');
/** Of the old town. */
export const YARD_TAILS = split('里 坊 大院 小苑 公寓');
/** Since the 1990s: what a builder calls what he sells. */
export const BRAND_WORDS = split(
  `金色 阳光 翠屏 锦绣 碧水 绿茵 天润 嘉和 瑞景 御景 世纪 都市 星河 银河 东方 山水 江景 湖畔 滨江 听涛 观澜 揽翠 香樟 玉兰 丹桂 紫金 青枫 梧桐 雅居 书香
文华 凤凰 龙凤 和泰 康居 福润 祥和 恒盛 宏图 鸿运 金陵湾 明珠 彩虹 春晓 秋水 蓝湾 蓝天 白云 雅典 米兰 莱茵 塞纳 罗马 香榭 枫林 桃源 兰亭 竹韵 荷风
月光 星海 晨光 朝阳 怡景 怡华 华府 名都 名仕 帝景 龙庭 君悦 君临 融景 汇景 汇锦 新城 中央 公园 学府 翰林 墨香 清江 长江 虹桥 金桥 银桥 万嘉 万和 千禧 百合
四季 天正 天成 天瑞 盛世 盛景 雍景 雍和 品阁 尚品 尚城 朗诗湖 朗悦 悦华 悦山 悦江 景枫 景明 景和 瑞安 瑞华 润泽 润江 泰和 泰景 永泰 宏景 宝华 宝丽 丽景
丽晶 美林 美景 美都 秀水 秀山 依山 依云 临溪 枕河 栖霞里 栖园 石榴 橘园 樱园 沁园 沁兰 馨园 馨和 安居 康盛 时代 现代 摩卡 左岸 右岸 水岸 鹭岛 鹤林`,
);
/** Of towers around 2000, and of newer ones. */
export const GARDEN_TAILS = split('花园 花园 花苑 家园 嘉园 佳苑 名苑 新苑 雅苑 山庄 公寓 小区 城');
export const MANSION_TAILS = split(
  '府 苑 雅居 华庭 名邸 公馆 御园 澜庭 国际公寓 壹号 熙园 世家 华府 云邸 雅筑',
);
