import type { CustomerKind } from '@banyan/domain/customers/customer'
import { type Ref, ref, watch } from 'vue'
import { type CustomerForm, emptyForm } from './customer-form.ts'

/**
 * A form that outlives a reload and a new sign-in, but not the tab: personal data is typed here, and the next
 * person at this desk must not find it. Each member of staff has a draft of their own for each kind.
 */
export function useCustomerDraft(staffId: string, kind: Ref<CustomerKind>) {
  const keyOf = (of: CustomerKind) => `banyan-draft-customer-${staffId}-${of}`
  const form = ref(readDraft(keyOf(kind.value), kind.value)) as Ref<CustomerForm>
  watch(kind, (chosen) => (form.value = readDraft(keyOf(chosen), chosen)))
  watch(form, (typed) => sessionStorage.setItem(keyOf(typed.kind), JSON.stringify(typed)), {
    deep: true,
  })
  return {
    form,
    discard: () => {
      const { kind: its } = form.value
      form.value = emptyForm(its)
      sessionStorage.removeItem(keyOf(its))
    },
  }
}

function readDraft(key: string, kind: CustomerKind): CustomerForm {
  const empty = emptyForm(kind)
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    const isDraft =
      stored !== null && typeof stored === 'object' && Reflect.get(stored, 'kind') === kind
    return isDraft ? { ...empty, ...stored } : empty
  } catch {
    return empty
  }
}
