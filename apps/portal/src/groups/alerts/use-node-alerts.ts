import {
  amountUnitName,
  formatAmount,
  formatCount,
  formatPercent,
  useAmountUnit,
} from '@banyan/ui/amounts'
import { useLocale, useWords } from '@banyan/ui/locale'
import { uiWords } from '@banyan/ui/words'
import { computed, type ComputedRef } from 'vue'
import { fieldWords } from '../../customers/field-words.ts'
import { customerWords, wordOf } from '../../customers/words.ts'
import { can } from '../../session/session.ts'
import { useApiQuery } from '../../use-api-query.ts'
import { warningWords } from '../../warnings/words.ts'
import type { ExpiredPaper, NodeAlert, OutsideMarks } from './node-alerts.ts'
import { alertWords } from './words.ts'

/** Open warnings and papers that ran out among a group's members; none while they are fetched. */
export function useOutsideMarks(groupId: () => string | undefined): ComputedRef<OutsideMarks> {
  const input = () => ({ groupId: groupId() ?? '' })
  const isKnown = () => groupId() !== undefined
  const warnings = useApiQuery(['warnings', 'marksOfGroup'], input, {
    enabled: () => isKnown() && can('see warnings'),
  })
  const papers = useApiQuery(['groups', 'expiredPapers'], input, { enabled: isKnown })
  return computed(() => ({
    warnings: new Map((warnings.data.value ?? []).map((mark) => [mark.customerId, mark])),
    expired: Map.groupBy(papers.data.value ?? [], ({ customerId }) => customerId),
  }))
}

/** Each alert as a sentence of its own; papers that ran out are one each. */
export function useAlertTexts(): ComputedRef<(alert: NodeAlert) => string[]> {
  const words = useWords(alertWords)
  const ui = useWords(uiWords)
  const fields = useWords(fieldWords)
  const customers = useWords(customerWords)
  const warning = useWords(warningWords)
  const { locale } = useLocale()
  const { amountUnit } = useAmountUnit()
  const paper = ({ source, what, expiredOn }: ExpiredPaper) => {
    const name =
      source === 'licence'
        ? wordOf(customers.value.licenceKinds, what)
        : words.value.proofOf(wordOf(fields.value, what))
    return words.value.expired(name, expiredOn)
  }
  const amount = (fen: number) =>
    `${formatAmount(fen, amountUnit.value)} ${amountUnitName(amountUnit.value, locale.value)}`
  return computed(() => (alert) => {
    const said = words.value
    switch (alert.what) {
      case 'overdue':
        return [said.overdue(formatCount(alert.days), amount(alert.amount))]
      case 'frozen':
        return [said.frozen]
      case 'warnings':
        return [said.warnings(warning.value.colours[alert.colour], formatCount(alert.count))]
      case 'tier':
        return [said.tier(ui.value.classes[alert.tier])]
      case 'limit':
        return [said.limit(formatPercent(alert.share, 0))]
      case 'circle':
        return [said.circle(alert.members)]
      case 'expired':
        return alert.papers.map(paper)
      case 'others':
        return [said.others(alert.holders)]
    }
  })
}

/** The glyph of each kind of alert. */
export const alertIcons: Readonly<Record<NodeAlert['what'], string>> = {
  overdue: 'i-lucide-clock-alert',
  frozen: 'i-lucide-snowflake',
  warnings: 'i-lucide-siren',
  tier: 'i-lucide-layers',
  limit: 'i-lucide-gauge',
  circle: 'i-lucide-shield',
  expired: 'i-lucide-calendar-x-2',
  others: 'i-lucide-diamond',
}
