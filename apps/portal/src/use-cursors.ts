import { computed, shallowRef } from 'vue'

/** The pages of a list turned so far; `asked` is the part of a question that says which page. */
export function useCursors<Cursor>() {
  const turned = shallowRef<readonly Cursor[]>([])
  return {
    asked: computed(() => {
      const after = turned.value.at(-1)
      return { limit: 50, ...(after === undefined ? {} : { after }) }
    }),
    hasPrevious: computed(() => turned.value.length > 0),
    next: (to: Cursor | null | undefined) => {
      if (to) turned.value = [...turned.value, to]
    },
    previous: () => {
      turned.value = turned.value.slice(0, -1)
    },
    restart: () => {
      turned.value = []
    },
  }
}
