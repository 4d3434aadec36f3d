import { effectScope, nextTick, shallowRef } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useRowWindow } from './row-window.ts'

const scope = effectScope()
async function windowOf(rows: number, height: number) {
  const element = document.createElement('div')
  Object.defineProperty(element, 'clientHeight', { value: height })
  const scroller = shallowRef<HTMLElement | null>(null)
  const found = scope.run(() =>
    useRowWindow({ scroller, count: () => rows, rowHeight: () => 28, head: 30, foot: () => 28 }),
  )
  if (!found) throw new Error('the scope has ended')
  scroller.value = element
  await nextTick()
  const scrollTo = (top: number) => {
    element.scrollTop = top
    element.dispatchEvent(new Event('scroll'))
  }
  return { ...found, scrollTo }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the rows of a long table that are on screen', () => {
  it.each([2_800, 2_801, 2_827, 5_013])(
    'are as many as ever go round, %i pixels down, so that one that comes in takes the place of one that went',
    async (top) => {
      const { first, last, most, scrollTo } = await windowOf(1_000, 630)
      scrollTo(top)
      expect(last.value - first.value).toBe(most.value)
      expect(most.value).toBe(27)
    },
  )

  it('are never more at the ends', async () => {
    const { first, last, most, scrollTo } = await windowOf(1_000, 630)
    expect([first.value, last.value]).toEqual([0, 24])
    scrollTo(1_000 * 28 - 572)
    expect(last.value).toBe(1_000)
    expect(last.value - first.value).toBeLessThanOrEqual(most.value)
  })

  it('move no further than one needs to be seen', async () => {
    const { first, reveal, scrollTo } = await windowOf(1_000, 630)
    reveal(10)
    expect(first.value).toBe(0)
    scrollTo(2_800)
    reveal(100)
    expect(first.value).toBe(97)
    reveal(90)
    expect(first.value).toBe(87)
    reveal(120)
    expect(first.value).toBe(Math.floor((121 * 28 - 572) / 28) - 3)
    reveal(500, true)
    expect(first.value).toBe(Math.floor((500 * 28 - 286) / 28) - 3)
  })

  it('move until the table has rested', async () => {
    const { isMoving, scrollTo } = await windowOf(1_000, 630)
    expect(isMoving.value).toBe(false)
    scrollTo(400)
    vi.advanceTimersByTime(100)
    scrollTo(800)
    vi.advanceTimersByTime(100)
    expect(isMoving.value).toBe(true)
    vi.advanceTimersByTime(100)
    expect(isMoving.value).toBe(false)
  })
})
