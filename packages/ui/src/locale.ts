import { en, zh_cn } from '@nuxt/ui/locale'
import { computed, watchEffect, type ComputedRef } from 'vue'
import { storedChoice } from './stored-choice.ts'

export const locales = ['zh', 'en'] as const
export type Locale = (typeof locales)[number]

const choice = storedChoice('banyan-language', locales, 'zh')
const kitLocale = computed(() => (choice.value.value === 'zh' ? zh_cn : en))

/** Keeps the document's language at the chosen one; called once by each app. */
export function startLocale(): void {
  watchEffect(() => {
    document.documentElement.lang = choice.value.value === 'zh' ? 'zh-CN' : 'en'
  })
}

/** `kitLocale` is what `<UApp :locale>` takes. */
export function useLocale() {
  return { locale: choice.value, chooseLocale: choice.choose, kitLocale }
}

/** A text, or one made from values such as a count. */
type Word = string | ((...values: never[]) => string)
type Words = { readonly [key: string]: Word | Words }
type SameKeys<W> = {
  readonly [K in keyof W]: W[K] extends string
    ? string
    : W[K] extends (...values: infer V) => string
      ? (...values: V) => string
      : SameKeys<W[K]>
}

/** The words of an area: `defineWords({ zh, en })` fails to compile when English lacks a key of Chinese. */
export function defineWords<Zh extends Words>(words: {
  zh: Zh
  en: SameKeys<Zh>
}): {
  zh: SameKeys<Zh>
  en: SameKeys<Zh>
} {
  return { zh: words.zh as unknown as SameKeys<Zh>, en: words.en }
}

/** The words in the chosen language; in a template `words.title`, in a script `words.value.title`. */
export function useWords<W>(words: { zh: W; en: W }): ComputedRef<W> {
  return computed(() => words[choice.value.value])
}

/** A label and what it labels, with the chosen language's colon between them. */
export const labelled = (label: string, text: string): string =>
  `${label}${choice.value.value === 'zh' ? '：' : ': '}${text}`

/** A text and what is said beside it, in the chosen language's brackets. */
export const bracketed = (text: string, beside: string): string =>
  choice.value.value === 'zh' ? `${text}（${beside}）` : `${text} (${beside})`

/** One name after the other, with the chosen language's comma between them. */
export const listed = (names: readonly string[]): string =>
  names.join(choice.value.value === 'zh' ? '、' : ', ')
