import { onScopeDispose, readonly, ref, type Ref } from 'vue'

/** True below 760 px, where a screen drops what is secondary. */
export function useNarrow(): Readonly<Ref<boolean>> {
  const query = matchMedia('(max-width: 760px)')
  const isNarrow = ref(query.matches)
  const follow = () => (isNarrow.value = query.matches)
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return readonly(isNarrow)
}
