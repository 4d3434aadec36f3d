import { useWords } from '@banyan/ui/locale'
import type { Failure } from '../failure.ts'
import { classWords } from './words.ts'

/** Why an act on a class is refused, in words. */
export function useClassRefusals() {
  const words = useWords(classWords)
  function inWords(reason: string | null | undefined): string | null {
    if (!reason) return null
    const reasons: Readonly<Record<string, string>> = words.value.reasons
    return reasons[reason] ?? words.value.reasons.other
  }
  const ofFailure = (failure: Failure | undefined) =>
    failure ? inWords(failure.reason ?? 'other') : null
  return { inWords, ofFailure }
}
