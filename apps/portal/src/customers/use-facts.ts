import { useWords } from '@banyan/ui/locale'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api, type Inputs, type Outputs } from '../api.ts'
import { useApiQuery } from '../use-api-query.ts'
import { useCommand } from '../use-command.ts'
import { evidenceWords } from './evidence-words.ts'
import { wordOf } from './words.ts'

export type Conflict = Outputs['facts']['conflicts']['rows'][number]

/** Where every field of a file comes from, and what stands in the way of lending to its customer. */
export function useFacts(customerId: MaybeRefOrGetter<string>) {
  const query = useApiQuery(['facts', 'list'], () => ({ customerId: toValue(customerId) }))
  const byField = computed(
    () => new Map(query.data.value?.fields.map((fact) => [fact.field, fact])),
  )
  return { ...query, factOf: (field: string) => byField.value.get(field) }
}

/** What a source is called: entered here, the registry, or the name an import gave. */
export function useSourceName() {
  const words = useWords(evidenceWords)
  return (source: string): string => {
    const named = wordOf(words.value.sources, source)
    return named === source ? words.value.sourceOf(source) : named
  }
}

const refreshes = ['facts', 'customers', 'quality'] as const

export const factActs = {
  verify: () =>
    useCommand((input: Inputs['facts']['verify'], call) => api.facts.verify.mutate(input, call), {
      refreshes,
    }),
  settle: () =>
    useCommand((input: Inputs['facts']['settle'], call) => api.facts.settle.mutate(input, call), {
      refreshes,
    }),
  markFalse: () =>
    useCommand(
      (input: Inputs['facts']['markFalse'], call) => api.facts.markFalse.mutate(input, call),
      { refreshes },
    ),
  liftFalse: () =>
    useCommand(
      (input: Inputs['facts']['liftFalse'], call) => api.facts.liftFalse.mutate(input, call),
      { refreshes },
    ),
}
