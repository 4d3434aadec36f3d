import { watch, type Ref } from 'vue'

/** The first key goes to what the page is about, unless the reader already stands somewhere else on it. */
export function useFirstFocus(target: Readonly<Ref<{ focus: () => void } | null>>): void {
  const stop = watch(
    target,
    (now) => {
      if (!now) return
      stop()
      const { activeElement } = document
      if (activeElement === document.body || activeElement?.tagName === 'MAIN') now.focus()
    },
    { flush: 'post' },
  )
}
