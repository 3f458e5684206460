/** A reading and the characters that have it, of all that names of the sample are spelt from: the reading that each most often has in a name. */
const BY_READING = `
ai 爱艾|an 安岸庵暗鞍|ao 凹澳奥|ba 八坝巴|bai 百柏白|ban 板半|bang 帮浜|bao 宝保报包|bei 北|ben 贲|beng 泵|bi 碧笔壁
bian 边便汴|biao 标表裱|bin 宾滨|bing 兵冰饼|bo 博箔波伯舶玻|bu 布步埠部|cai 菜财彩采蔡才材|cang 仓沧|cao 草曹|ce 策测|ceng 层
cha 茶岔|chai 柴|chan 禅产|chang 长昌常畅唱厂场|chao 潮朝巢|chen 辰晨陈|cheng 城程诚成澄秤承|chi 池尺赤翅|chong 崇重
chou 绸|chu 楚储初|chuai 踹|chuan 船川|chuang 创床|chui 垂|chun 春|ci 刺慈瓷祠|cui 翠萃|cun 村|da 大达打|dai 岱代带
dan 丹淡|dang 荡|dao 道刀岛稻|de 德|deng 灯登邓|di 地第堤帝邸|dian 店淀电殿典|diao 钓貂|die 叠|ding 丁定钉鼎|dong 东洞冬
dou 豆斗|du 杜渡独都笃睹|duan 缎锻段端|dui 队|dun 敦墩|e 鹅峨|en 恩|er 二儿|fan 帆范樊繁|fang 方坊房芳纺放舫|fei 飞肥|fen 粉芬
feng 凤丰风枫峰封锋|fo 佛|fu 府福富芙复附傅浮抚妇腐阜|gai 盖|gan 赣甘感干杆竿|gang 钢港岗冈|gao 高糕皋|ge 格阁个葛歌滆|gen 根|geng 埂
gong 工公宫功恭共供贡弓|gou 沟购|gu 谷鼓古固姑箍骨|gua 瓜|guan 观关官灌馆冠管|guang 光广|gui 桂贵归|guo 国过郭果|hai 海
han 汉含涵邗翰韩寒|hang 杭航|hao 浩好皓号|he 和河荷鹤合何贺禾盒|hei 黑|hen 痕|heng 恒衡横|hong 红宏虹洪弘鸿|hou 后厚|hu 湖虎户沪互护
hua 花华化画桦|huai 怀淮槐|huan 欢桓环浣|huang 黄凰皇隍|hui 慧会汇回徽惠晖荟卉|hun 浑|huo 火货|ji 机集吉记技季济积鸡极脊继荠寄矶级纪屐计际
jia 佳家嘉甲夹|jian 建剪健鉴简箭涧件俭间|jiang 江将姜蒋酱疆绛匠|jiao 角胶教交|jie 街介解界结芥|jin 金锦进津晋巾衿今近槿
jing 井京经景静镜敬靖荆晶旌境警|jiu 九旧酒桕臼|ju 居菊举榉句局橘|juan 鹃|jue 觉|jun 军俊郡君|ka 卡|kai 开凯|kan 坎勘|kang 康
ke 科柯|kong 孔|kou 口|ku 库|kuai 快|kui 葵|kun 昆鲲|la 蜡腊|lai 来莱|lan 兰澜岚揽蓝|lang 廊浪朗|lao 老劳|le 乐
lei 雷|li 利里礼力丽李理梨立黎荔鹂溧莉鲤璃|lian 莲连廉楝联涟|liang 梁良凉粮|liao 疗料|lin 林临霖麟|ling 凌灵岭玲陵菱翎绫|liu 流柳刘六留榴
long 龙隆笼砻|lou 楼|lu 路鹿芦庐鹭陆鲁炉露麓|luan 銮鸾|lun 伦仑轮|luo 洛罗螺骆骡落|lv 绿榈|ma 马码麻|mai 迈麦|man 满|mang 芒
mao 茂毛帽茅锚贸|mei 梅眉美媒煤|men 门们|meng 梦孟|mi 米|mian 棉面|miao 庙妙|mie 篾|min 民敏闽岷|ming 明鸣名|mo 磨墨茉陌莫摩
mu 幕木目牧牡睦苜|na 纳|nan 南楠|nei 内|neng 能|ni 泥霓|nian 年|niao 鸟|ning 宁|niu 牛钮|nong 农浓弄|nu 怒|nuo 糯
nv 女|ou 欧鸥藕耦瓯|pa 杷|pan 盘潘磐畔蟠|pao 泡|pei 培沛|peng 鹏彭蓬|pi 邳枇皮|pin 品|ping 平屏萍评|po 鄱坡泼|pu 浦璞普铺圃朴
qi 七启骐麒旗栖淇骑企起棋齐祁器气|qian 前千钱黔潜|qiang 蔷墙强腔|qiao 桥侨巧鞘|qin 秦琴芹勤沁|qing 清青庆情顷晴磬轻|qiu 秋求球裘|qu 曲渠区取
quan 泉全权|que 鹊雀|qun 群|ran 染|rao 饶|ren 仁人任|rong 荣容绒融榕戎蓉|ru 如汝儒|ruan 软阮|rui 瑞睿锐|run 润|sai 赛塞
san 三散伞|sang 桑|se 色|sha 沙纱|shan 山扇善杉陕|shang 尚上商裳觞|shao 邵少绍芍|she 射社设舍|shen 沈深神|sheng 升胜声生圣盛
shi 石市士十时世诗食史事拾室施是识视试式饰仕实师柿适|shou 寿守收首|shu 书淑舒曙沭树疏术墅属枢漱熟|shua 刷|shuang 双|shui 水税|shun 顺舜
shuo 硕|si 四思司丝泗寺饲|song 松嵩宋|su 苏溯宿速|sui 睢岁穗随遂|sun 孙|suo 所|ta 塔|tai 太台泰苔|tan 檀坛探潭炭弹
tang 塘唐糖棠堂搪|tao 桃陶涛|te 特|teng 藤滕腾|ti 体提|tian 天田甜|tiao 调|tie 铁|ting 汀亭庭听|tong 同桐通铜桶童|tou 头
tu 图土|tuan 团|tui 退|tuo 陀|wa 瓦|wai 外|wan 湾万皖晚完婉|wang 望王网旺|wei 未纬微卫威苇渭位维尉魏圩薇|wen 文汶温|weng 翁瓮
wu 武乌五吴坞舞物午梧无芜务|xi 西溪熙曦锡席喜夕息习系膝禧|xia 夏霞下峡厦|xian 仙先贤咸鲜线县献显弦纤现险|xiang 香祥湘相向翔响箱象项巷襄橡
xiao 晓小笑肖校孝销霄|xie 谢斜鞋榭|xin 新欣信心馨辛鑫|xing 行星兴杏幸|xiong 雄熊|xiu 秀修绣|xu 徐许旭煦盱须叙蓿|xuan 玄轩宣旋
xue 雪学靴|xun 浔寻|ya 雅鸭亚芽砑牙压|yan 燕雁延颜岩研盐烟眼炎堰沿砚胭验|yang 扬阳杨洋羊央养鸯仰|yao 药窑尧姚瑶|ye 业叶液冶
yi 沂一义益宜仪怡医艺易驿揖挹谊邑倚翼毅夷眙衣依壹|yin 银殷音隐饮印茵荫尹阴|ying 迎樱英莺影营映应颖盈赢|yong 永咏泳雍勇|you 友幽油游邮优尤幼由右
yu 玉雨余渔愚榆裕鱼育豫毓虞羽宇御域喻愉寓|yuan 园元源远圆院渊沅苑员垣鸳|yue 月越悦岳粤跃阅|yun 云运韵芸郓耘|zai 宰载|zao 枣皂造|ze 泽则|zeng 增
zha 闸|zhai 宅|zhan 战站瞻展|zhang 张章樟掌璋|zhao 照赵招兆|zhen 真针圳镇珍振贞枕|zheng 政正郑征
zhi 知智纸直志芷枝致职至芝织治植栀值质制支脂|zhong 中钟忠众|zhou 周州洲舟轴|zhu 珠竹朱祝柱主铸筑驻助住|zhuan 砖|zhuang 庄状妆|zhuo 卓拙
zi 子紫资兹自字|zong 宗总棕|zou 邹走|zu 足祖|zui 醉|zun 尊|zuo 左作`;

/** By character. v stands for ü. */
export const READINGS: ReadonlyMap<string, string> = new Map(
  BY_READING.trim()
    .split(/[|\n]/)
    .flatMap((part) => {
      const [reading, characters] = part.split(' ');
      return Array.from(characters!, (one): [string, string] => [one, reading!.replace('v', 'ü')]);
    }),
);
