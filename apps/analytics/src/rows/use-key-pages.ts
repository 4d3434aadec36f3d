import { ref, watch } from 'vue'

/** Pages by key: where the shown page starts, and the way back. */
export function useKeyPages(restart: () => unknown) {
  const starts = ref<(string | undefined)[]>([undefined])
  watch(restart, () => (starts.value = [undefined]))
  return {
    starts,
    after: () => starts.value.at(-1),
    forward: (next: string | null | undefined) => {
      if (next) starts.value = [...starts.value, next]
    },
    back: () => (starts.value = starts.value.slice(0, -1)),
  }
}
