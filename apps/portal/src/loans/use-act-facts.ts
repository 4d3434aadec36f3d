import { formatAmount, formatRate } from '@banyan/ui/amounts'
import { listed, useWords } from '@banyan/ui/locale'
import type { ActAsk } from './act-form.ts'
import { actWords } from './act-words.ts'
import { askWords } from './ask-words.ts'
import { servicingWords } from './servicing-words.ts'
import { loanWords } from './words.ts'

/** What an act asks for, in a few words each. */
export function useActFacts() {
  const acts = useWords(actWords)
  const terms = useWords(askWords)
  const servicing = useWords(servicingWords)
  const loans = useWords(loanWords)
  const yuan = (fen: number) => `${formatAmount(fen, 'yuan')} ${loans.value.yuan}`
  const rateOf = (annualRate: number) => `${servicing.value.rate} ${formatRate(annualRate)}`

  function restructured(ask: Extract<ActAsk, { kind: 'restructuring' }>): string[] {
    const { method, frequency, periods, firstDueOn, annualRate, principalGrace } = ask.terms
    const parts = ask.capitalises.map((part) => servicing.value.parts[part])
    return [
      loans.value.methods[method],
      `${loans.value.frequencies[frequency]} · ${loans.value.periods(periods)}`,
      `${terms.value.firstDueOn} ${firstDueOn}`,
      rateOf(annualRate),
      ...(principalGrace ? [`${terms.value.grace} ${principalGrace}`] : []),
      ...(parts.length ? [terms.value.atOnce(listed(parts))] : []),
      ...(ask.isInDifficulty ? [terms.value.isInDifficulty] : []),
    ]
  }

  function claimOf({ only }: Extract<ActAsk, { kind: 'waiver' }>): string[] {
    if (!only) return []
    return ['number' in only ? servicing.value.instalmentNo(only.number) : only.code]
  }

  return (ask: ActAsk): string[] => {
    switch (ask.kind) {
      case 'restructuring':
        return restructured(ask)
      case 'extension':
        return [
          `${acts.value.newMaturity} ${ask.maturesOn}`,
          ...(ask.annualRate === undefined ? [] : [rateOf(ask.annualRate)]),
        ]
      case 'rate-reset':
        return [acts.value.since(ask.from), rateOf(ask.annualRate)]
      case 'misuse':
        return [
          ask.isOver ? terms.value.misuseOver : terms.value.misuseFound,
          acts.value.since(ask.from),
          ...(ask.amount === undefined ? [] : [yuan(ask.amount)]),
        ]
      case 'waiver':
        return [servicing.value.parts[ask.part], yuan(ask.amount), ...claimOf(ask)]
      case 'refund':
        return [yuan(ask.amount)]
      case 'backdated':
        return [`${acts.value.paidOn} ${ask.paidOn}`, yuan(ask.amount)]
      case 'write-off':
      case 'reversal':
        return []
    }
  }
}
