import { useLocale } from '@banyan/ui/locale'
import { computed } from 'vue'
import { useApiQuery } from '../use-api-query.ts'

/** Branches and products by name. */
export function useDimensions() {
  const { data } = useApiQuery(['analytics', 'dimensions'])
  const { locale } = useLocale()
  const branches = computed(() =>
    (data.value?.branches ?? []).map(({ id, name }) => ({ value: id, label: name })),
  )
  const products = computed(() =>
    (data.value?.products ?? []).map(({ code, name, nameEn }) => ({
      value: code,
      label: locale.value === 'zh' ? name : nameEn,
    })),
  )
  const nameIn = (options: readonly { value: string; label: string }[], value: string) =>
    options.find((option) => option.value === value)?.label ?? value
  return {
    branches,
    products,
    branchName: (id: string) => nameIn(branches.value, id),
    productName: (code: string) => nameIn(products.value, code),
  }
}
