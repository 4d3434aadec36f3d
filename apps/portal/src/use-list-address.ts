import { ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'

type Change = Readonly<Record<string, string | undefined>>

/** The filters and the page of a list, kept in the address; the page is what `after` holds. */
export function useListAddress() {
  const route = useRoute()
  const router = useRouter()
  const earlier = ref<(string | undefined)[]>([])

  const text = (key: string): string | undefined => {
    const value = route.query[key]
    return typeof value === 'string' && value !== '' ? value : undefined
  }

  /** A changed filter starts from the first page again. */
  function set(change: Change) {
    earlier.value = []
    void router.replace({ query: { ...route.query, after: undefined, ...change } })
  }

  const turnTo = (after: string | undefined) =>
    void router.push({ query: { ...route.query, after } })

  function next(after: string | null | undefined) {
    if (!after) return
    earlier.value.push(text('after'))
    turnTo(after)
  }

  return {
    text,
    set,
    next,
    previous: () => turnTo(earlier.value.pop()),
    /** Changes what is shown beside the list, such as the row that is open; the page stays. */
    show: (change: Change) => void router.replace({ query: { ...route.query, ...change } }),
    linkTo: (change: Change) => ({ query: { ...route.query, ...change } }),
  }
}
