import { readonly, ref } from 'vue'

const isOpen = ref(false)

/** Opens and closes the search palette from anywhere in the shell; the palette itself is the search area's. */
export const searchOpening = {
  isOpen: readonly(isOpen),
  open: () => {
    isOpen.value = true
  },
  close: () => {
    isOpen.value = false
  },
}
