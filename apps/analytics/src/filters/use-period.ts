import { computed } from 'vue'
import { useSession } from '../session.ts'
import { useUrlChoice } from '../use-url-choice.ts'
import { lastClosedDay, monthsBack, periodOf } from './period.ts'

/** Three years and the month that is running. */
const offered = 37

/** The months in the address, `back` months unless chosen; `period` is what the server takes. */
export function usePeriod(back: number) {
  const session = useSession()
  const asOf = lastClosedDay(session.value?.businessDay ?? '2000-01-01')
  const months = monthsBack(asOf, offered)
  const from = useUrlChoice('from', months[back - 1] ?? '')
  const to = useUrlChoice('to', months[0] ?? '')
  return {
    asOf,
    months,
    from,
    to,
    period: computed(() => periodOf(from.value, to.value, asOf)),
  }
}
