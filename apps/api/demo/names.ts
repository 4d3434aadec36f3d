import type { Random } from './random.ts'

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱覃武戴单仇解查盖',
  '欧阳',
  '司徒',
  '上官',
  '令狐',
  '诸葛',
  '尉迟',
]
const given = [
  ...'安柏邦宝北本斌冰波昌朝辰诚川春达丹德东端恩帆方飞枫福刚歌光广国海涵航浩河恒弘鸿华怀辉慧佳嘉建健江杰金锦静久君俊凯康柯可宽岚乐礼立丽良林凌龙隆鲁路洛曼茂梅美萌敏铭木南宁鹏平齐启谦清晴秋然仁荣如睿瑞若山尚少绍深胜石时书舒树双爽思松泰棠涛天田婷同彤文西夕溪霞先贤向小晓笑欣新信兴星秀旭轩雪雅延妍岩彦阳野叶一宜艺逸毅英盈永勇友宇雨玉媛远月云泽哲珍真振正之芷志智中洲竹卓子',
]
/** Characters that fonts, pinyin and encodings stumble over, the last ones beyond the basic plane. */
const rare = [...'喆翀龑旻祎赟玥珏淼彧垚犇骉羴鱻翯昶晟甯珩璟翊祺芃茜𫖯𬱖𠅤']
const farSyllables = [
  '阿依',
  '努尔',
  '古丽',
  '买合',
  '木提',
  '吐尔',
  '艾山',
  '热娜',
  '帕尔',
  '哈提',
  '达瓦',
  '扎西',
  '卓嘎',
]

const places = [
  '临江',
  '青山',
  '云汀',
  '安澜',
  '清浦',
  '禾川',
  '望岭',
  '石桥',
  '南屿',
  '白鹭湾',
  '柳园',
  '东湖',
]
const brandFirst = [
  ...'远恒瑞嘉鼎盛宏泰启润和诚锦宇汇卓凯隆博睿晟昊骏腾朗益正永源海川天金银华新智信达兴荣康乐丰裕茂耀',
]
const brandSecond = [
  ...'航景阳峰霖岳程原禾辰翔舟图桥泽岭澜帆谷林溪洲锋鹏泉麓山阁都邦森润沃晖熙畅途维格力尔珂莱',
]

export interface Trade {
  word: string
  short: string
  section: string
}

export const trades: readonly Trade[] = [
  ['农业发展', '农业', 'A'],
  ['果蔬种植', '果蔬', 'A'],
  ['水产养殖', '水产', 'A'],
  ['石材', '石材', 'B'],
  ['机械制造', '机械', 'C'],
  ['精密零部件', '精密', 'C'],
  ['电子科技', '电子', 'C'],
  ['纺织', '纺织', 'C'],
  ['食品', '食品', 'C'],
  ['新材料', '新材', 'C'],
  ['医疗器械', '器械', 'C'],
  ['家具', '家具', 'C'],
  ['热力', '热力', 'D'],
  ['建筑工程', '建工', 'E'],
  ['装饰工程', '装饰', 'E'],
  ['市政工程', '市政', 'E'],
  ['商贸', '商贸', 'F'],
  ['进出口贸易', '贸易', 'F'],
  ['建材销售', '建材', 'F'],
  ['医药批发', '医药', 'F'],
  ['汽车销售服务', '汽车', 'F'],
  ['物流', '物流', 'G'],
  ['仓储服务', '仓储', 'G'],
  ['酒店管理', '酒店', 'H'],
  ['餐饮管理', '餐饮', 'H'],
  ['软件', '软件', 'I'],
  ['信息技术', '信息', 'I'],
  ['置业', '置业', 'K'],
  ['物业服务', '物业', 'K'],
  ['设备租赁', '租赁', 'L'],
  ['企业管理', '企管', 'L'],
  ['检测技术', '检测', 'M'],
  ['环保科技', '环保', 'N'],
  ['家政服务', '家政', 'O'],
  ['教育咨询', '教育', 'P'],
  ['康养服务', '康养', 'Q'],
  ['文化传媒', '文化', 'R'],
].map(([word = '', short = '', section = '']) => ({ word, short, section }))

/** A generated name; one in sixty carries a rare character, one in two hundred is long and has a dot. */
export function personName(random: Random): string {
  if (random.chance(0.005)) {
    const part = () => random.pick(farSyllables) + random.pick(farSyllables)
    return `${part()}·${part()}${random.pick(farSyllables)}`
  }
  const surname = random.pick(surnames)
  const first = random.pick(given)
  if (random.chance(1 / 60)) return surname + random.pick(rare)
  return random.chance(0.22) ? surname + first : surname + first + random.pick(given)
}

export interface CompanyName {
  name: string
  shortName: string
  trade: Trade
}

/** A generated name of a company; `suffix` follows its kind. */
export function companyName(random: Random, suffix: string): CompanyName {
  const trade = random.pick(trades)
  const brand = random.pick(brandFirst) + random.pick(brandSecond)
  const place = random.pick(places)
  const name = random.chance(0.2)
    ? `${brand}（${place}）${trade.word}${suffix}`
    : `${place}${brand}${trade.word}${suffix}`
  return { name, shortName: brand + trade.short, trade }
}

/** Names of groups' roots speak of what they are; the longest tests a screen. */
export function holdingName(random: Random, place: string): CompanyName {
  const brand = random.pick(brandFirst) + random.pick(brandSecond)
  const trade = { word: '控股', short: '控股', section: 'L' }
  return {
    name: `${place}${brand}控股集团有限公司`,
    shortName: `${brand}集团`,
    trade,
  }
}

export const longestCompanyName =
  '临江东湖高新技术产业开发区远航智能装备精密零部件研发制造与技术服务股份有限公司'

export function placeName(random: Random): string {
  return random.pick(places)
}

const streets = ['榕树', '望江', '学府', '滨河', '工业', '振兴', '桂花', '朝阳', '书院', '码头']

export function streetAddress(random: Random): string {
  const street = `${random.pick(streets)}${random.pick(['路', '街', '巷', '大道'])}`
  return `${random.pick(places)}市${street}${random.whole(1, 399)}号${random.whole(1, 30)}栋${random.whole(101, 2806)}室`
}
