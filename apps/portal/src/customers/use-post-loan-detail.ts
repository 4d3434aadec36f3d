import { useWords } from '@banyan/ui/locale'
import { useCovenantText } from '../covenants/use-covenants.ts'
import { inspectionWords } from '../inspections/words.ts'
import { namedIn } from '../named-in.ts'
import { useRuleNames } from '../warnings/use-rule-names.ts'
import { warningWords } from '../warnings/words.ts'
import { standingWords } from './standing-words.ts'

type Detail = Readonly<Record<string, unknown>> | null

/** What an entry of the timeline says of warnings, inspections, covenants and collection. */
export function usePostLoanDetail() {
  const words = useWords(standingWords)
  const warnings = useWords(warningWords)
  const inspections = useWords(inspectionWords)
  const { nameOf: nameOfRule } = useRuleNames()
  const { nameOf: nameOfMeasure } = useCovenantText()

  const told: Readonly<Record<string, (value: string) => string>> = {
    colour: (value) => namedIn(warnings.value.colours, value),
    rule: nameOfRule,
    event: (value) => namedIn(warnings.value.eventKinds, value),
    conclusion: (value) => namedIn(inspections.value.conclusions, value),
    measure: nameOfMeasure,
    case: (value) => value,
    loan: (value) => value,
    bucket: (value) => value,
    periodEnd: (value) => value,
  }
  const days: typeof told = {
    dueOn: (value) => words.value.dueOn(value),
    until: (value) => words.value.until(value),
  }

  const said = (names: typeof told, detail: Detail) =>
    Object.entries(names).flatMap(([key, say]) => {
      const value = detail?.[key]
      return typeof value === 'string' ? [say(value)] : []
    })
  return {
    detailOf: (detail: Detail) => said(told, detail),
    daysOf: (detail: Detail) => said(days, detail),
  }
}
