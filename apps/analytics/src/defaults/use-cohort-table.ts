import { useAmountUnit } from '@banyan/ui/amounts'
import { useLocale, useWords } from '@banyan/ui/locale'
import { computed, type ComputedRef } from 'vue'
import { amountColumn, countColumn, shareColumn, textColumn } from '../charts/chart-columns.ts'
import type { ChartTable } from '../charts/chart-table.ts'
import { type Basis, type Cohort, shareOf } from './cohorts.ts'
import { defaultsWords } from './words.ts'

const months = [3, 6, 9, 12, 18, 24, 36]

/** The figures behind the curves and the rates; a share that time has not reached is empty. */
export function useCohortTable(
  cohorts: ComputedRef<readonly Cohort[]>,
  basis: ComputedRef<Basis>,
  open: (cohort: Cohort) => void,
): ComputedRef<ChartTable> {
  const words = useWords(defaultsWords)
  const { locale } = useLocale()
  const { amountUnit } = useAmountUnit()
  return computed(() => {
    const told = words.value
    const amount = (label: string) => amountColumn(label, amountUnit.value, locale.value)
    return {
      columns: [
        textColumn(told.cohort),
        countColumn(told.loans),
        amount(told.principal),
        countColumn(told.bad),
        amount(told.badAmount),
        textColumn(told.maturity),
        shareColumn(told.low),
        shareColumn(told.high),
        ...months.map((month) => shareColumn(`MOB ${month}`)),
      ],
      rows: cohorts.value.map((cohort) => [
        cohort.name,
        cohort.paidOut.loans,
        cohort.paidOut.amount,
        cohort.bad.loans,
        cohort.bad.amount,
        cohort.isMature ? told.mature : told.notMature,
        cohort.isMature ? (cohort.interval?.low ?? null) : null,
        cohort.isMature ? (cohort.interval?.high ?? null) : null,
        ...months.map((month) => {
          const tally = cohort.badWithin[month]
          return tally ? shareOf(tally, cohort.paidOut, basis.value) : null
        }),
      ]),
      open: (place: number) => {
        const cohort = cohorts.value[place]
        if (cohort) open(cohort)
      },
    }
  })
}
