import { onScopeDispose } from 'vue'

export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>

const sequenceMs = 1_000

/**
 * Keys for the page while the calling part is on screen: `'a'`, `'?'`, `'mod+k'` (⌘ or Ctrl), `'g t'` (one after
 * the other). Single keys are left alone while a field or a dialog has the focus.
 */
export function useShortcuts(
  shortcuts: Shortcuts,
  target: Pick<Window, 'addEventListener' | 'removeEventListener'> = window,
): void {
  const listen = shortcutListener(shortcuts)
  target.addEventListener('keydown', listen)
  onScopeDispose(() => target.removeEventListener('keydown', listen))
}

export function shortcutListener(shortcuts: Shortcuts, now: () => number = Date.now) {
  let previous = { key: '', at: 0 }
  return (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return
    const isCommand = event.ctrlKey || event.metaKey
    if (!isCommand && isTyping(event.target)) return
    const key = isCommand ? `mod+${event.key.toLowerCase()}` : event.key
    const sequence = now() - previous.at < sequenceMs ? `${previous.key} ${key}` : ''
    const act = shortcuts[sequence] ?? shortcuts[key]
    previous = act ? { key: '', at: 0 } : { key, at: now() }
    if (!act) return
    event.preventDefault()
    act(event)
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]',
      ) !== null)
  )
}
