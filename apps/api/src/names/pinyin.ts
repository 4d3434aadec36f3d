import type { CustomerKind } from '@banyan/domain/customers/customer'
import { normaliseName } from '@banyan/domain/search/names'
import { pinyin } from 'pinyin-pro'

export interface NamePinyin {
  /** Every syllable run together, tones left out, ü as v: `zhangwei`. What a typed prefix meets. */
  full: string
  /** The first letter of every syllable: `zw`. */
  initials: string
  /**
   * What lists are sorted by, byte by byte: the syllables, then the name itself, so that people of one sound
   * stand together. A tab is lower than any letter and ends the sound.
   */
  sort: string
}

const kept = /[\p{L}\p{N}]/u

/**
 * How a name sounds. A person's first character is read as a family name (单 is shan, 曾 zeng); words of
 * companies are read as words (银行 is yinhang). Latin letters and digits stay as they are.
 */
export function pinyinOf(name: string, kind: CustomerKind): NamePinyin {
  const plain = normaliseName(name)
  const syllables = pinyin(plain, {
    toneType: 'none',
    type: 'array',
    v: true,
    surname: kind === 'person' ? 'head' : 'off',
  })
  let full = ''
  let initials = ''
  for (const syllable of syllables) {
    if (!kept.test(syllable)) continue
    full += syllable
    initials += syllable.charAt(0)
  }
  return { full, initials, sort: `${syllables.join(' ')}\t${plain}` }
}

/** Typed pinyin in the letters names are kept in: `lü` is `lv`. */
export function typedPinyin(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ü]/g, 'v')
    .replace(/[\s'’]/g, '')
}
