import { computed } from 'vue'
import { useUrlChoice } from '../use-url-choice.ts'

export const whole = 'all'

/** The branch and the product in the address; `part` is what the server takes. */
export function usePart() {
  const branch = useUrlChoice('branch', whole)
  const product = useUrlChoice('product', whole)
  const part = computed(() => ({
    ...(branch.value === whole ? {} : { branchId: branch.value }),
    ...(product.value === whole ? {} : { product: product.value }),
  }))
  return { branch, product, part }
}
