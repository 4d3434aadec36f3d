import { onScopeDispose, shallowRef, watchEffect } from 'vue'

export interface StatusHint {
  readonly keys: readonly string[]
  readonly does: string
}

/** The keys that the page on screen offers, shown in the status line. */
export const statusHints = shallowRef<readonly StatusHint[]>([])

/** Shows a page's keys while it is on screen: `useStatusHints(() => [{ keys: ['J', 'K'], does: words.value.next }])`. */
export function useStatusHints(hints: () => readonly StatusHint[]): void {
  watchEffect(() => {
    statusHints.value = hints()
  })
  onScopeDispose(() => {
    statusHints.value = []
  })
}
