import { formatPercent } from '@banyan/ui/amounts'
import type { TreeView } from './tree-view.ts'
import type { GroupWords } from './words.ts'

/** Something in the data that a person has to look at; `id` is the customer it is about. */
export interface DataNote {
  readonly text: string
  readonly id: string | null
}

type Warning =
  | { readonly code: 'holds-itself'; readonly id: string }
  | { readonly code: 'held-beyond-whole'; readonly id: string; readonly percent: number }
  | { readonly code: 'holder-or-held-unknown' }

export function dataNotes(
  { keyOf, memberAt, data }: TreeView,
  { warnings: words }: Pick<GroupWords, 'warnings'>,
): DataNote[] {
  const { group, unknownCurrencies } = data.head
  const nameOf = (id: string) => {
    const key = keyOf(id)
    return key === null ? '–' : memberAt(key).name
  }
  const notes = ((group.warnings ?? []) as readonly Warning[]).map((warning): DataNote => {
    if (warning.code === 'holds-itself')
      return { text: words['holds-itself'](nameOf(warning.id)), id: warning.id }
    if (warning.code === 'held-beyond-whole') {
      const { id, percent } = warning
      const share = formatPercent(percent / 100_000_000)
      return { text: words['held-beyond-whole'](nameOf(id), share), id }
    }
    return { text: words['holder-or-held-unknown'](), id: null }
  })
  if (unknownCurrencies.length === 0) return notes
  return [...notes, { text: words.currency(unknownCurrencies.join(' · ')), id: null }]
}
