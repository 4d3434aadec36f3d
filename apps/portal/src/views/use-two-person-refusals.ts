import { useWords } from '@banyan/ui/locale'
import type { Failure } from '../failure.ts'
import { twoPersonWords } from './two-person-words.ts'

/** Why what two people settle is refused, in words. */
export function useTwoPersonRefusals() {
  const words = useWords(twoPersonWords)
  const inWords = (reason: string): string => {
    const reasons: Readonly<Record<string, string>> = words.value.reasons
    return reasons[reason] ?? words.value.reasons.other
  }
  const ofFailure = (failure: Failure | undefined) =>
    failure ? inWords(failure.reason ?? 'other') : null
  return { inWords, ofFailure }
}
