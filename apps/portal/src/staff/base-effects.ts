import { allowedBy, type ExposureLimit } from '@banyan/domain/decisions/exposure-limits'
import { type Money, money } from '@banyan/domain/money'
import { amountUnitName, formatAmount } from '@banyan/ui/amounts'
import type { Effect } from '@banyan/ui/effect'
import { useLocale, useWords } from '@banyan/ui/locale'
import { computed } from 'vue'
import { settingsWords } from './settings-words.ts'

interface Change {
  kind: string
  /** In fen; null while it is not entered yet. */
  amount: Money | null
  bases: readonly { kind: string; amount: number; isCurrent: boolean }[]
  limits: readonly ExposureLimit[]
}

/** The base and the limits that follow from it, now and afterwards, in 万元. */
export function useBaseEffects(change: () => Change) {
  const words = useWords(settingsWords)
  const { locale } = useLocale()
  const shown = (amount: Money | null) =>
    amount === null ? '–' : `${formatAmount(amount, 'wan')} ${amountUnitName('wan', locale.value)}`

  return computed<Effect[]>(() => {
    const { kind, amount, bases, limits } = change()
    const standing = bases.find((base) => base.kind === kind && base.isCurrent)
    const before = standing ? money(standing.amount) : null
    const allowed = (limit: ExposureLimit, base: Money | null) =>
      allowedBy(limit, { netCapital: base, tier1: base, netAssets: base })
    return [
      { label: words.value.amount, before: shown(before), after: shown(amount) },
      ...limits
        .filter(({ base }) => base === kind)
        .map((limit) => ({
          label: `${words.value.limits[limit.scope]} ${limit.percent}%`,
          before: shown(allowed(limit, before)),
          after: shown(allowed(limit, amount)),
        })),
    ]
  })
}
