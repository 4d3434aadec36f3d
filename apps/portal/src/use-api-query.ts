import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api, type Inputs, type Outputs } from './api.ts'
import { failureOf, type Failure } from './failure.ts'

type Area = keyof Outputs & string
type Procedure<A extends Area> = keyof Outputs[A] & string
type InputOf<A extends Area, P extends Procedure<A>> = A extends keyof Inputs
  ? P extends keyof Inputs[A]
    ? Inputs[A][P]
    : never
  : never

interface QueryOptions {
  readonly enabled?: MaybeRefOrGetter<boolean>
  /** Keep showing the last answer while the next page or filter is fetched. */
  readonly keepPrevious?: boolean
  readonly refetchInterval?: MaybeRefOrGetter<number | false>
}

type Ask = (input: unknown, options: { signal: AbortSignal }) => Promise<unknown>

/**
 * A server query under the key [area, procedure, input]: `useApiQuery(['customers', 'list'], () => filters.value)`.
 * Besides what vue-query returns, `failure` is what `<PageFrame :error>` takes.
 */
export function useApiQuery<A extends Area, P extends Procedure<A>>(
  [area, procedure]: readonly [A, P],
  input?: MaybeRefOrGetter<InputOf<A, P>>,
  { enabled = true, keepPrevious = false, refetchInterval = false }: QueryOptions = {},
) {
  const query = useQuery<Outputs[A][P]>({
    queryKey: [area, procedure, computed(() => toValue(input))],
    queryFn: async ({ signal }) => {
      const ask = Reflect.get(Reflect.get(api, area) as object, procedure) as unknown as {
        query: Ask
      }
      return (await ask.query(toValue(input), { signal })) as Outputs[A][P]
    },
    enabled: computed(() => toValue(enabled)),
    refetchInterval: computed(() => toValue(refetchInterval)),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  })
  const failure = computed<Failure | undefined>(() =>
    query.error.value ? failureOf(query.error.value) : undefined,
  )
  return { ...query, failure }
}
