import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'

interface RowWindowOf {
  readonly scroller: Readonly<Ref<HTMLElement | null>>
  readonly count: () => number
  readonly rowHeight: () => number
  /** Heights of what sticks to the top and to the bottom. */
  readonly head: number
  readonly foot: () => number
}

const spare = 3
const rest = 150

/** Which of many rows of equal height are on screen; nothing is kept for each row, so their number does not matter. */
export function useRowWindow({ scroller, count, rowHeight, head, foot }: RowWindowOf) {
  const top = shallowRef(0)
  const height = shallowRef(0)
  const sizes =
    typeof ResizeObserver === 'undefined'
      ? undefined
      : new ResizeObserver(([entry]) => (height.value = entry?.contentRect.height ?? 0))
  const readTop = () => (top.value = scroller.value?.scrollTop ?? 0)
  const { isMoving, stir } = useMotion()
  function move() {
    readTop()
    stir()
  }

  watch(
    scroller,
    (element, before) => {
      before?.removeEventListener('scroll', move)
      sizes?.disconnect()
      if (!element) return
      element.addEventListener('scroll', move, { passive: true })
      sizes?.observe(element)
      height.value = element.clientHeight
      readTop()
    },
    { flush: 'post' },
  )
  onScopeDispose(() => sizes?.disconnect())

  const room = computed(() => Math.max(0, height.value - head - foot()))
  const screenful = computed(() => Math.ceil(room.value / rowHeight()))
  const first = computed(() =>
    Math.max(0, Math.min(Math.floor(top.value / rowHeight()) - spare, count() - 1)),
  )
  const last = computed(() =>
    Math.min(count(), Math.floor(top.value / rowHeight()) + screenful.value + spare),
  )
  /** As many as are ever drawn at once. */
  const most = computed(() => screenful.value + 2 * spare)

  /** Scrolls no further than it must, or so that the row stands in the middle. */
  function reveal(row: number, isCentred = false) {
    const element = scroller.value
    if (!element || row < 0) return
    const start = row * rowHeight()
    const end = start + rowHeight() - room.value
    // What is known is asked, not the element: while rows are being drawn its answer costs laying them out.
    let to = Math.min(Math.max(top.value, end), start)
    if (isCentred) to = Math.max(0, start - room.value / 2)
    if (to === top.value) return
    element.scrollTop = to
    readTop()
  }

  const pageSize = computed(() => Math.max(1, Math.floor(room.value / rowHeight()) - 1))
  return { first, last, most, isMoving, pageSize, reveal }
}

/** Moving from a stir until nothing has stirred for a while. */
function useMotion() {
  const isMoving = shallowRef(false)
  let resting: ReturnType<typeof setTimeout> | undefined
  function stir() {
    isMoving.value = true
    clearTimeout(resting)
    resting = setTimeout(() => (isMoving.value = false), rest)
  }
  onScopeDispose(() => clearTimeout(resting))
  return { isMoving, stir }
}
