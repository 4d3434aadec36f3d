import type { Mapping, Source } from '@banyan/domain/imports/mapping'

/** Where a column comes from, as the form asks it. */
export type Choice = 'none' | 'constant' | 'kept' | `header:${string}`

export interface FieldChoice {
  choice: Choice
  /** The text of `constant`. */
  constant: string
  /** The rule behind `kept`. */
  kept: Source | null
  origin: 'remembered' | 'suggested' | null
}

export type MappingForm = Record<string, FieldChoice>

function choiceOf(source: Source | undefined): Omit<FieldChoice, 'origin'> {
  const empty = { constant: '', kept: null }
  if (source === undefined) return { ...empty, choice: 'none' }
  if (typeof source === 'string') return { ...empty, choice: `header:${source}` }
  if ('constant' in source) return { ...empty, choice: 'constant', constant: source.constant }
  return { ...empty, choice: 'kept', kept: source }
}

/** What the file was mapped to last time, else what its headers suggest. */
export function mappingForm(
  columns: readonly { name: string }[],
  { remembered, suggested }: { remembered: Mapping | null; suggested: Mapping },
): MappingForm {
  const from = remembered ?? suggested
  const origin = remembered ? 'remembered' : 'suggested'
  return Object.fromEntries(
    columns.map(({ name }) => {
      const source = from.columns[name]
      return [name, { ...choiceOf(source), origin: source === undefined ? null : origin }]
    }),
  )
}

function sourceOf({ choice, constant, kept }: FieldChoice): Source | null {
  if (choice === 'constant') return constant.trim() === '' ? null : { constant: constant.trim() }
  if (choice === 'kept') return kept
  return choice === 'none' ? null : choice.slice('header:'.length)
}

/** The mapping that the form says; what the form cannot show of a remembered one stays. */
export function mappingOf(form: MappingForm, remembered: Mapping | null): Mapping {
  const columns: Record<string, Source> = {}
  for (const [name, field] of Object.entries(form)) {
    const source = sourceOf(field)
    if (source !== null) columns[name] = source
  }
  return { ...remembered, columns }
}

/** The titles of required columns that nothing fills. */
export function missingColumns<C extends { name: string; isRequired: boolean }>(
  columns: readonly C[],
  form: MappingForm,
): C[] {
  return columns.filter(({ name, isRequired }) => {
    const field = form[name]
    return isRequired && (!field || sourceOf(field) === null)
  })
}
