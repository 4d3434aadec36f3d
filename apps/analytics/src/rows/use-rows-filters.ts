import { useWords } from '@banyan/ui/locale'
import { computed, type ComputedRef } from 'vue'
import { useDimensions } from '../filters/use-dimensions.ts'
import type { RowsChoice } from './rows-choice.ts'
import { rowsWords } from './words.ts'

interface RowsFilter {
  readonly label: string
  readonly value: string
}

/** The filters of the open rows in the words of the screen. */
export function useRowsFilters(
  choice: ComputedRef<RowsChoice | null>,
): ComputedRef<readonly RowsFilter[]> {
  const words = useWords(rowsWords)
  const { branchName, productName } = useDimensions()

  return computed(() => {
    const rows = choice.value
    if (!rows) return []
    const { fields, by, outcomes, statuses, states, badWithin, asOf } = words.value
    const told: (RowsFilter | undefined)[] = [
      rows.from || rows.to
        ? {
            label: rows.kind === 'loans' ? fields.disbursed : fields.period,
            value: `${rows.from ?? ''} – ${rows.to ?? ''}`,
          }
        : undefined,
      rows.branchId ? { label: fields.branch, value: branchName(rows.branchId) } : undefined,
      rows.product ? { label: fields.product, value: productName(rows.product) } : undefined,
    ]
    if (rows.kind === 'applications') {
      told.push(
        { label: fields.by, value: by[rows.by ?? 'decided'] },
        rows.outcome ? { label: fields.outcome, value: outcomes[rows.outcome] } : undefined,
        rows.statuses
          ? {
              label: fields.status,
              value: rows.statuses.map((status) => statuses[status]).join(' / '),
            }
          : undefined,
      )
    } else {
      told.push(
        rows.on ? { label: asOf, value: rows.on } : undefined,
        rows.state ? { label: fields.state, value: states[rows.state] } : undefined,
        rows.band ? { label: fields.band, value: rows.band } : undefined,
        rows.badWithinMonths === undefined
          ? undefined
          : { label: fields.bad, value: badWithin(String(rows.badWithinMonths)) },
      )
    }
    return told.filter((filter) => filter !== undefined)
  })
}
