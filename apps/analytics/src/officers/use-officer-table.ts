import { useAmountUnit } from '@banyan/ui/amounts'
import { useLocale, useWords } from '@banyan/ui/locale'
import { computed, type ComputedRef } from 'vue'
import {
  amountColumn,
  countColumn,
  daysColumn,
  shareColumn,
  textColumn,
} from '../charts/chart-columns.ts'
import type { ChartTable } from '../charts/chart-table.ts'
import type { ToldOfficer } from './told-officer.ts'
import { officersWords } from './words.ts'

/** The officers as a plain table, for the file and behind the funnel plot. */
export function useOfficerTable(
  officers: ComputedRef<readonly ToldOfficer[]>,
  open: (officer: ToldOfficer) => void,
): ComputedRef<ChartTable> {
  const words = useWords(officersWords)
  const { locale } = useLocale()
  const { amountUnit } = useAmountUnit()
  return computed(() => {
    const told = words.value
    const amount = (label: string) => amountColumn(label, amountUnit.value, locale.value)
    return {
      columns: [
        textColumn(told.officer),
        countColumn(told.n),
        countColumn(told.bad),
        shareColumn(told.actualRate),
        shareColumn(told.low),
        shareColumn(told.high),
        textColumn(told.verdict),
        countColumn(told.loans),
        amount(told.amount),
        countColumn(told.approved),
        countColumn(told.declined),
        amount(told.approvedAmount),
        shareColumn(told.rate),
        daysColumn(told.days),
      ],
      rows: officers.value.map((officer) => [
        officer.name,
        officer.n,
        officer.bad,
        officer.defaultRate,
        officer.interval?.low ?? null,
        officer.interval?.high ?? null,
        told.verdicts[officer.verdict],
        officer.loans,
        officer.amount,
        officer.approved,
        officer.declined,
        officer.approvedAmount,
        officer.approvalRate,
        officer.medianDays,
      ]),
      open: (place: number) => {
        const officer = officers.value[place]
        if (officer) open(officer)
      },
    }
  })
}
