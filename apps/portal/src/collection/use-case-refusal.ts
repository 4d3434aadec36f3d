import { useWords } from '@banyan/ui/locale'
import { can } from '../session/session.ts'
import type { Case } from './use-collection.ts'
import { collectionWords } from './words.ts'

/** Why something cannot be done in a case at all, in words: it is closed, or it is not for this post. */
export function useCaseRefusal(held: () => Case) {
  const words = useWords(collectionWords)
  return (permission = 'collect'): string | null => {
    if (held().state === 'closed') return words.value.closed
    return can(permission) ? null : words.value.notYourPost
  }
}
