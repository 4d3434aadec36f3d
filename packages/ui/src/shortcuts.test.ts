import { describe, expect, it, vi } from 'vitest'
import { shortcutListener } from './shortcuts.ts'

function pressed(key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent {
  return { key, target: null, preventDefault: () => {}, ...more } as KeyboardEvent
}

describe('page shortcuts', () => {
  it('hears single keys and commands', () => {
    const heard: string[] = []
    const listen = shortcutListener({
      a: () => heard.push('a'),
      'mod+k': () => heard.push('search'),
    })
    listen(pressed('a'))
    listen(pressed('k', { ctrlKey: true }))
    listen(pressed('K', { metaKey: true }))
    expect(heard).toEqual(['a', 'search', 'search'])
  })

  it('hears two keys in a row only within a second', () => {
    let time = 0
    const act = vi.fn<() => void>()
    const listen = shortcutListener({ 'g t': act }, () => time)
    listen(pressed('g'))
    time = 900
    listen(pressed('t'))
    expect(act).toHaveBeenCalledTimes(1)
    listen(pressed('g'))
    time = 2_000
    listen(pressed('t'))
    expect(act).toHaveBeenCalledTimes(1)
  })

  it('leaves single keys to a field that has the focus', () => {
    const act = vi.fn<() => void>()
    shortcutListener({ a: act })(pressed('a', { target: document.createElement('input') }))
    expect(act).not.toHaveBeenCalled()
  })
})
