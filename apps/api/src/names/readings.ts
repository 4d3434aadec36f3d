import { pinyin } from 'pinyin-pro'
import { foldedName } from './searchable-name.ts'

const remembered = new Map<string, readonly string[]>()

/** Every way a character is read, without tones, ü as v: 单 is dan, shan and chan. */
function readingsOf(character: string): readonly string[] {
  const known = remembered.get(character)
  if (known) return known
  const all = pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true })
  const readings = [...new Set(all)]
  remembered.set(character, readings)
  return readings
}

/**
 * Whether letters are a way to read a name, or the beginning of one, character by character; in full or by the
 * first letters alone. 单雄信 may be read danxiongxin, though as a family name it is shan.
 */
export function mayBeRead(name: string, letters: string): boolean {
  const characters = [...foldedName(name)].filter((each) => /[\p{L}\p{N}]/u.test(each))
  return readsFrom(characters, letters, false) || readsFrom(characters, letters, true)
}

function readsFrom(characters: readonly string[], letters: string, isByInitials: boolean): boolean {
  let ends = new Set([0])
  for (const character of characters) {
    const next = new Set<number>()
    for (const at of ends) {
      for (const reading of readingsOf(character)) {
        const part = isByInitials ? reading.charAt(0) : reading
        const rest = letters.slice(at)
        if (part.startsWith(rest)) return true
        if (rest.startsWith(part)) next.add(at + part.length)
      }
    }
    if (next.size === 0) return false
    ends = next
  }
  return ends.has(letters.length)
}

/** Syllables that some character is read as beside another: dan and shan, zhong and chong. */
const others: Readonly<Record<string, readonly string[]>> = pairsOf(
  'dan shan|chan shan|ceng zeng|zhong chong|xing hang|le yue|zhang chang|zhao chao|xie jie|qiu chou|' +
    'gai ge|bei pi|po bo|fan pan|ren ning|zha cha|qi ji|shen chen|diao tiao|di zhai|nie xie|ou qu|' +
    'mi bi|sheng cheng|tan qin|wan mo|xian jian|yu wu|zhai di|ge he|hui kuai|jia gu|kan han|lv lu|' +
    'pu bao|fu bi|shi zhi|tuo ta|du dou|xiang hang|zhi shi|xue xiao|jiao jue|qiao jiao|zu cu|nan na|' +
    'hao he|yan an|wei yi|bo bai|sai se|cha zha|chi shi|shuo yue|tai dai|yao yue|zi ci|can shen|can cen|' +
    'ju che|da dai|xing hang|heng hang|xi qi|ni li|wu yu|xu yu|miao mou|mo wan|feng ping|guan wan|jun gui',
)

function pairsOf(text: string): Record<string, string[]> {
  const pairs: Record<string, string[]> = {}
  for (const pair of text.split('|')) {
    const [one = '', other = ''] = pair.split(' ')
    ;(pairs[one] ??= []).push(other)
    ;(pairs[other] ??= []).push(one)
  }
  return pairs
}

/** Spellings in which one syllable is read as a character of it may be read otherwise; to be held against `mayBeRead`. */
export function otherSpellings(letters: string): string[] {
  const spellings = new Set<string>()
  for (let at = 0; at < letters.length; at++) {
    for (let length = 1; length <= 6; length++) {
      const syllable = letters.slice(at, at + length)
      if (syllable.length < length || !Object.hasOwn(others, syllable)) continue
      for (const other of others[syllable] ?? []) {
        spellings.add(letters.slice(0, at) + other + letters.slice(at + length))
      }
    }
  }
  return [...spellings]
}
