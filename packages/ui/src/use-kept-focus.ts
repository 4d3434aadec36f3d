import { nextTick, onBeforeUnmount, onMounted, type Ref, watch } from 'vue'

/** The list a control opens stands at the end of the document; who is in it is still in the bar. */
const popup = '[role="listbox"], [role="menu"], [role="dialog"]'
/** An opened list gives its focus back only as it goes. */
const settling = 50

/**
 * Keeps the keyboard's place in a bar of filters whose controls go as they are used: a choice taken becomes a chip, a
 * chip removed becomes a choice again. Without it the next Tab starts at the top of the page. `chips` are the ids of
 * the chips in their order, each drawn as `.filter button`.
 */
export function useKeptFocus(bar: Ref<HTMLElement | null>, chips: () => readonly string[]): void {
  let isInBar = false
  // A field that opens a list at the press of a button never has the focus itself.
  const acts = ['focusin', 'pointerdown'] as const
  function follow({ target }: Event) {
    if (!(target instanceof Element) || target.closest(popup)) return
    isInBar = bar.value?.contains(target) ?? false
  }
  onMounted(() => acts.forEach((act) => document.addEventListener(act, follow, true)))
  onBeforeUnmount(() => acts.forEach((act) => document.removeEventListener(act, follow, true)))

  watch(chips, async (now, before) => {
    const added = now.findIndex((id) => !before.includes(id))
    const place = added >= 0 ? added : before.findIndex((id) => !now.includes(id))
    if (!isInBar || place < 0) return
    await nextTick()
    await new Promise((resolve) => setTimeout(resolve, settling))
    if (document.activeElement !== document.body) return
    const buttons = [...(bar.value?.querySelectorAll<HTMLElement>('.filter button') ?? [])]
    const next = buttons[Math.min(place, buttons.length - 1)]
    ;(next ?? bar.value?.querySelector<HTMLElement>('button'))?.focus()
  })
}
