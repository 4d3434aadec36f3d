import { useWords } from '@banyan/ui/locale'
import { uiWords } from '@banyan/ui/words'
import { computed } from 'vue'
import { statementWords } from '../customers/statement-words.ts'
import { inspectionWords } from '../inspections/words.ts'
import { sessionWords } from '../session/words.ts'
import { warningWords } from '../warnings/words.ts'
import type { RuleChoice } from './rule-fields.ts'
import { ruleWords } from './rule-words.ts'

export type Names = Readonly<Record<string, string>>

/** What the choices of the rules are called; the areas they come from name them. */
export function useChoiceNames() {
  const words = useWords(ruleWords)
  const ui = useWords(uiWords)
  const warnings = useWords(warningWords)
  const statement = useWords(statementWords)
  const inspections = useWords(inspectionWords)
  const session = useWords(sessionWords)
  return computed<Readonly<Record<RuleChoice, Names>>>(() => ({
    tiers: ui.value.classes,
    customers: words.value.customers,
    topics: inspections.value.topics,
    roles: session.value.roles,
    colours: warnings.value.colours,
    directions: { 'at-least': warnings.value.atLeast, 'at-most': warnings.value.atMost },
    measures: words.value.measures,
    ratios: statement.value.ratioNames,
    eventKinds: warnings.value.eventKinds,
    buckets: {},
    limitationFrom: words.value.limitationFrom,
  }))
}
