import { formatCount } from '@banyan/ui/amounts'
import type { RouteLocationRaw } from 'vue-router'
import { placeOf, type Found } from './found-place.ts'
import type { RecentPlace } from './recent-places.ts'
import { recordPlace, type FoundRecord } from './record-place.ts'
import type { PaletteAnswer } from './use-palette.ts'
import type { SearchWords } from './words.ts'

export type PaletteItem = { readonly id: string; readonly to: RouteLocationRaw } & (
  | { readonly found: Found }
  | { readonly record: FoundRecord }
  | { readonly recent: RecentPlace }
  | { readonly label: string; readonly icon: string; readonly does?: string }
)

export interface PaletteSection {
  readonly id: string
  readonly title: string
  readonly total?: string
  readonly items: readonly PaletteItem[]
}

/** A line that leads somewhere by its name: a page, a verb, a saved view. */
export interface PaletteLine {
  readonly id: string
  readonly label: string
  readonly icon: string
  readonly to: RouteLocationRaw
  /** What a customer's file is to begin with; the customer is asked for first. */
  readonly does?: string
}

interface Given {
  readonly typed: string
  readonly answer: PaletteAnswer | undefined
  readonly recent: readonly RecentPlace[]
  readonly followed: readonly RecentPlace[]
  readonly areas: readonly PaletteLine[]
  readonly verbs: readonly PaletteLine[]
  readonly views: readonly PaletteLine[]
  /** The verb that a customer is being chosen for. */
  readonly does: string | null
}

/**
 * What the palette lists, in its order. While nothing is typed: what was opened lately, who is followed, what can
 * be done and where to go; else what was found, and the verbs, views and pages of that name. While a customer
 * is chosen for a verb, customers alone.
 */
export function paletteSections(given: Given, words: SearchWords): PaletteSection[] {
  const typed = given.typed.trim()
  if (given.does !== null) return withItems(customersFor(given.does, typed, given, words))
  if (typed === '')
    return withItems([
      placesSection('recent', words.recent, given.recent),
      placesSection('followed', words.followed, given.followed),
      linesSection('verbs', words.verbs, given.verbs, ''),
      linesSection('views', words.views, given.views, ''),
      linesSection('pages', words.pages, given.areas, ''),
    ])
  const { answer } = given
  return withItems([
    ...(answer
      ? [
          foundSection('group', words.groups, answer.groups, words),
          foundSection('customer', words.customers, answer.customers, words),
          recordsSection(answer.records, words),
        ]
      : []),
    linesSection('verbs', words.verbs, given.verbs, typed),
    linesSection('views', words.views, given.views, typed),
    linesSection('pages', words.pages, given.areas, typed),
    allSection(typed, answer, words),
  ])
}

const withItems = (sections: readonly PaletteSection[]) =>
  sections.filter(({ items }) => items.length > 0)

/** Exact, or honest about where counting stopped. */
const totalText = ({ total, isCapped }: { total: number; isCapped: boolean }, words: SearchWords) =>
  isCapped ? words.capped(formatCount(total)) : String(total)

function customersFor(
  does: string,
  typed: string,
  { answer, recent }: Given,
  words: SearchWords,
): PaletteSection[] {
  const placed = <Item extends PaletteItem>(item: Item, id: string): Item => ({
    ...item,
    to: { name: 'customer', params: { id }, query: { do: does } },
  })
  if (typed === '') {
    const customers = recent.filter(({ party }) => party === 'customer')
    const { items, ...section } = placesSection('recent', words.recent, customers)
    return [{ ...section, items: items.map((item) => placed(item, item.id)) }]
  }
  if (!answer) return []
  const { items, ...section } = foundSection('customer', words.customers, answer.customers, words)
  return [{ ...section, items: items.map((item) => placed(item, item.id)) }]
}

function foundSection(
  id: string,
  title: string,
  list: PaletteAnswer['groups'],
  words: SearchWords,
): PaletteSection {
  const items = list.rows.map((found) => ({ id: found.id, to: placeOf(found), found }))
  return { id, title, total: totalText(list, words), items }
}

function recordsSection(records: readonly FoundRecord[], words: SearchWords): PaletteSection {
  const items = records.map((record) => ({
    id: `${record.kind}-${record.id}`,
    to: recordPlace(record),
    record,
  }))
  return { id: 'records', title: words.records, items }
}

function placesSection(id: string, title: string, places: readonly RecentPlace[]): PaletteSection {
  const items = places.map((recent) => ({ id: recent.id, to: placeOf(recent), recent }))
  return { id, title, items: items.slice(0, 6) }
}

function linesSection(
  id: string,
  title: string,
  lines: readonly PaletteLine[],
  typed: string,
): PaletteSection {
  const sought = typed.toLowerCase()
  const items = lines.filter(({ label }) => label.toLowerCase().includes(sought))
  return { id, title, items: items.map((line) => ({ ...line, id: `${id}-${line.id}` })) }
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
