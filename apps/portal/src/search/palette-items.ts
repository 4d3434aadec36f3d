import type { RouteLocationRaw } from 'vue-router'
import { placeOf, type Found } from './found-place.ts'
import type { RecentPlace } from './recent-places.ts'
import type { PaletteAnswer } from './use-palette.ts'
import type { SearchWords } from './words.ts'

export type PaletteItem =
  | { readonly id: string; readonly to: RouteLocationRaw; readonly found: Found }
  | { readonly id: string; readonly to: RouteLocationRaw; readonly recent: RecentPlace }
  | {
      readonly id: string
      readonly to: RouteLocationRaw
      readonly label: string
      readonly icon: string
    }

export interface PaletteSection {
  readonly id: string
  readonly title: string
  readonly total?: string
  readonly items: readonly PaletteItem[]
}

interface Area {
  readonly name: string
  readonly label: string
  readonly icon: string
}

interface Given {
  readonly typed: string
  readonly answer: PaletteAnswer | undefined
  readonly recent: readonly RecentPlace[]
  readonly areas: readonly Area[]
}

/** What the palette lists, in its order: what was opened lately while nothing is typed, else what was found. */
export function paletteSections(given: Given, words: SearchWords): PaletteSection[] {
  const typed = given.typed.trim()
  if (typed === '') return withItems([recentSection(given, words), areasSection(given, '', words)])
  const { answer } = given
  const sections = answer
    ? [
        foundSection('group', words.groups, answer.groups, words),
        foundSection('customer', words.customers, answer.customers, words),
      ]
    : []
  return withItems([
    ...sections,
    areasSection(given, typed, words),
    allSection(typed, answer, words),
  ])
}

const withItems = (sections: readonly PaletteSection[]) =>
  sections.filter(({ items }) => items.length > 0)

/** Exact, or honest about where counting stopped. */
const totalText = ({ total, isCapped }: { total: number; isCapped: boolean }, words: SearchWords) =>
  isCapped ? words.capped : String(total)

function foundSection(
  id: string,
  title: string,
  list: PaletteAnswer['groups'],
  words: SearchWords,
): PaletteSection {
  const items = list.rows.map((found) => ({ id: found.id, to: placeOf(found), found }))
  return { id, title, total: totalText(list, words), items }
}

function recentSection({ recent }: Given, words: SearchWords): PaletteSection {
  const items = recent.map((place) => ({ id: place.id, to: placeOf(place), recent: place }))
  return { id: 'recent', title: words.recent, items }
}

function areasSection({ areas }: Given, typed: string, words: SearchWords): PaletteSection {
  const sought = typed.toLowerCase()
  const items = areas
    .filter(({ label }) => label.toLowerCase().includes(sought))
    .map(({ name, label, icon }) => ({ id: `area-${name}`, to: { name }, label, icon }))
  return { id: 'pages', title: words.pages, items }
}

function allSection(
  typed: string,
  answer: PaletteAnswer | undefined,
  words: SearchWords,
): PaletteSection {
  const some = (answer?.groups.total ?? 0) + (answer?.customers.total ?? 0) > 0
  const item = {
    id: 'all',
    to: { name: 'search', query: { q: typed } },
    label: words.all,
    icon: 'i-lucide-list',
  }
  return { id: 'all', title: '', items: some ? [item] : [] }
}
