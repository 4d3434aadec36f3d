import { addMonths, type Day } from '../calendar.ts'
import type { InspectionRules } from './inspection-rules.ts'

/** The day from which a file is to be asked for again: so many months after it was last changed or confirmed. */
export function fileUpdateDueOn(
  { fileUpdate }: Pick<InspectionRules, 'fileUpdate'>,
  { kind, confirmedOn }: { kind: 'person' | 'company'; confirmedOn: Day },
): Day {
  return addMonths(confirmedOn, fileUpdate.everyMonths[kind])
}

/** Whether a customer has let the last day of an answer pass; that day itself is still in time. */
export function isUnanswered(answerBy: Day, on: Day): boolean {
  return answerBy < on
}
