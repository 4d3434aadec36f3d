import { type IsWorkingDay, isWeekday, workingDays } from '@banyan/domain/working-days'
import { computed, type ComputedRef } from 'vue'
import { useApiQuery } from './use-api-query.ts'

/** On which days banks open, by the published holidays; until they have come, on weekdays. */
export function useWorkingDays(): ComputedRef<IsWorkingDay> {
  const notices = useApiQuery(['products', 'workingDays'])
  return computed(() => (notices.data.value ? workingDays(notices.data.value) : isWeekday))
}
