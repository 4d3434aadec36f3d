import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue'

/** Follows a value once it has rested, so that moving through rows asks the server only about the last one. */
export function useSettled<Value>(source: () => Value, restMs = 250): Readonly<Ref<Value>> {
  const settled = ref(source()) as Ref<Value>
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(source, (value) => {
    clearTimeout(timer)
    timer = setTimeout(() => (settled.value = value), restMs)
  })
  onScopeDispose(() => clearTimeout(timer))
  return readonly(settled) as Readonly<Ref<Value>>
}
