import { onScopeDispose, readonly, ref, type Ref } from 'vue'

/** True from 1680 px, where a tree has room for secondary columns beside its panel. */
export function useWide(): Readonly<Ref<boolean>> {
  const query = matchMedia('(min-width: 1680px)')
  const isWide = ref(query.matches)
  const follow = () => (isWide.value = query.matches)
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return readonly(isWide)
}
