import { useWords } from '@banyan/ui/locale'
import type { Failure } from '../failure.ts'
import { useLoanRefusals } from '../loans/refusals.ts'
import { receiptWords } from './words.ts'

/** Why money could not be booked, in words. */
export function useReceiptRefusals() {
  const words = useWords(receiptWords)
  const loans = useLoanRefusals()
  return (failure: Failure | undefined): string | null => {
    if (!failure) return null
    const reasons: Readonly<Record<string, string>> = words.value.reasons
    return reasons[failure.reason ?? ''] ?? loans.ofFailure(failure)
  }
}
