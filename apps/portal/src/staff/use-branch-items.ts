import { computed, type Ref } from 'vue'
import { useApiQuery } from '../use-api-query.ts'

/** The branches as choices, by code; fetched once the form is open. */
export function useBranchItems(open: Readonly<Ref<boolean>>) {
  const { data } = useApiQuery(['staff', 'branches'], undefined, { enabled: open })
  return computed(() =>
    (data.value ?? []).map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
  )
}
