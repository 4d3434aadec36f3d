import { useWords } from '@banyan/ui/locale'
import type { Failure } from '../failure.ts'
import { actWords } from './act-words.ts'
import { useLoanRefusals } from './refusals.ts'

/** Why an act on a loan is refused, in words. */
export function useActRefusals() {
  const words = useWords(actWords)
  const loans = useLoanRefusals()
  function inWords(reason: string | null | undefined): string | null {
    const reasons: Readonly<Record<string, string>> = words.value.reasons
    return reason ? (reasons[reason] ?? loans.inWords(reason)) : null
  }
  const ofFailure = (failure: Failure | undefined) =>
    failure?.reason ? inWords(failure.reason) : loans.ofFailure(failure)
  return { inWords, ofFailure }
}
