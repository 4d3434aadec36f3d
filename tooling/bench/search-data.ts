import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pinyinOf } from '@banyan/api/names/pinyin'
import { searchableName } from '@banyan/api/names/searchable-name'
import { from as copyFrom } from 'pg-copy-streams'
import type { BenchBank } from './bench-bank.ts'

/** The same numbers every time. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b_79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const families = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
]
const given = [
  ...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉红玉建国华志春燕鑫浩然子轩宇梓涵欣怡佳雨晨思博俊峰海波东旭晓琳雪梅慧颖倩婷宁凯瑞祥荣昌德光耀庆福安邦定远哲翰墨书瑶瑾琪璇莹菲蕾薇诗语沐阳泽楷彤熙睿源鹏飞翔龙虎啸林森淼焱垚',
]
const places = [
  ...'南京,苏州,无锡,常州,扬州,镇江,泰州,盐城,徐州,淮安,上海,杭州,宁波,温州,合肥,芜湖,武汉,长沙,成都,重庆,西安,郑州,济南,青岛,广州,深圳,佛山,东莞,厦门,福州'.split(
    ',',
  ),
]
const marks = [
  ...'华拓达通远盛昌隆兴旺发顺泰安康宁和平福禄寿喜庆丰裕富贵荣耀辉煌光明金银铜铁江河湖海山川云峰森木水火土石玉龙凤鹤松柏梅兰竹菊春夏秋冬天地人和信义诚德恒久永嘉瑞祥鼎盈创新科杰立卓越凯悦博雅润泽锦绣程鹏翔宇宙星辰日月晨曦旭升腾飞跃进步高升',
]
const trades =
  '机械,贸易,物流,食品,科技,建材,纺织,化工,电子,能源,包装,农业,餐饮,装饰,汽车配件,医疗器械,环保,信息技术,文化传媒,投资管理'.split(
    ',',
  )
const forms = ['有限公司', '有限公司', '有限公司', '有限责任公司', '股份有限公司', '商行', '合作社']

/** Some are common, most are not: the square of an even number. */
const skewed = <T>(list: readonly T[], random: () => number): T =>
  list[Math.floor(random() ** 2 * list.length)] as T

export interface BenchName {
  name: string
  kind: 'person' | 'company'
}

/** Seven people to three companies, with names of two to fourteen characters. */
export function benchNames(count: number): Iterable<BenchName> {
  const random = randomFrom(20261121)
  const pick = <T>(list: readonly T[]) => skewed(list, random)
  return {
    *[Symbol.iterator]() {
      for (let i = 0; i < count; i++) {
        if (random() < 0.7) {
          const second = random() < 0.75 ? pick(given) : ''
          yield { name: `${pick(families)}${pick(given)}${second}`, kind: 'person' }
        } else {
          const third = random() < 0.4 ? pick(marks) : ''
          const place = random() < 0.7 ? pick(places) : ''
          const name = `${place}${pick(marks)}${pick(marks)}${third}${pick(trades)}${pick(forms)}`
          yield { name, kind: 'company' }
        }
      }
    },
  }
}

const syllables = new Map<string, string>()

/** The sound of a name from the sounds of its characters, which is enough for measuring. */
function soundOf(name: string): { full: string; initials: string } {
  let [full, initials] = ['', '']
  for (const character of name) {
    let sound = syllables.get(character)
    if (sound === undefined) {
      sound = pinyinOf(character, 'company').full
      syllables.set(character, sound)
    }
    full += sound
    initials += sound.charAt(0)
  }
  return { full, initials }
}

export const idOf = (kind: 1 | 2, i: number) =>
  `0198c0de-000${kind}-7000-8000-${i.toString(16).padStart(12, '0')}`

const digestOf = (text: string) => `\\\\x${createHash('sha256').update(text).digest('hex')}`

type Line = (i: number, name: BenchName) => string

async function copy(
  { owner }: BenchBank,
  into: string,
  { names, line }: { names: Iterable<BenchName>; line: Line },
): Promise<void> {
  function* chunks() {
    let [chunk, i] = ['', 0]
    for (const name of names) {
      chunk += line(i++, name)
      if (chunk.length < 1 << 16) continue
      yield chunk
      chunk = ''
    }
    yield chunk
  }
  await pipeline(Readable.from(chunks()), owner.query(copyFrom(`copy ${into} from stdin`)))
}

/** Which of the bank's branches a customer belongs to. */
const branchOf = ({ branchIds }: BenchBank, i: number) =>
  branchIds[(Math.imul(i, 0x9e37_79b1) >>> 16) % branchIds.length] ?? ''

const nameColumns =
  'institution_id, id, party, party_id, kind, name, plain, grams, pinyin, initials, branch_id, officer_id'

/** The line of a name as COPY takes it: the name `i`, of a customer of its own number. */
const nameLine =
  (bank: BenchBank) =>
  (i: number, { name }: BenchName): string => {
    const { plain, grams } = searchableName(name)
    const { full, initials } = soundOf(name)
    return `${bank.institution.id}\t${idOf(2, i)}\tcustomer\t${idOf(1, i)}\tcurrent\t${name}\t${plain}\t{${grams.join(',')}}\t${full}\t${initials}\t${branchOf(bank, i)}\t${bank.staffId}\n`
  }

/** Names more than there are, into the table with its indexes: how many a second. */
export async function loadMore(bank: BenchBank, from: number, count: number): Promise<number> {
  const line = nameLine(bank)
  const started = performance.now()
  await copy(bank, `party_name (${nameColumns})`, {
    names: benchNames(count),
    line: (i, name) => line(from + i, name),
  })
  return count / ((performance.now() - started) / 1000)
}

/** Customers and their names by COPY. */
export async function makeNames(bank: BenchBank, count: number): Promise<void> {
  const { institution, staffId } = bank
  const lastFours = await bank.asOfficer(async ({ keys }) =>
    Array.from(
      { length: 10_000 },
      (_, i) => `\\\\x${keys.lastFour('id-number', String(i).padStart(4, '0')).toString('hex')}`,
    ),
  )
  await copy(
    bank,
    'customer (institution_id, id, number, kind, name, name_sort, status, branch_id, officer_id, industry_section, registered_capital, established_on, id_number_hash, id_last4_hash, source, created_by, created_at, changed_at)',
    {
      names: benchNames(count),
      line: (i, { name, kind }) => {
        const person = kind === 'person'
        const facts = person
          ? '\\N\t\\N\t\\N'
          : `${'ABCDEFGH'[i % 8]}\t${(i % 9_000) * 1_000_000}\t${2000 + (i % 25)}-01-15`
        const secrets = person ? `${digestOf(String(i))}\t${lastFours[i % 10_000]}` : '\\N\t\\N'
        const status = i % 50 === 0 ? 'frozen' : 'active'
        return `${institution.id}\t${idOf(1, i)}\tC${String(i).padStart(8, '0')}\t${kind}\t${name}\t${soundOf(name).full}\t${status}\t${branchOf(bank, i)}\t${staffId}\t${facts}\t${secrets}\tbench\t${staffId}\t2026-01-01\t2026-01-01\n`
      },
    },
  )
  await copy(bank, `party_name (${nameColumns})`, {
    names: benchNames(count),
    line: nameLine(bank),
  })
}
