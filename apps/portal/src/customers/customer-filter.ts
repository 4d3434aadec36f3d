import { customerKinds, type CustomerKind } from '@banyan/domain/customers/customer'
import { customerStatuses, type CustomerStatus } from '@banyan/domain/customers/customer-status'
import type { FilterChip } from '@banyan/ui/filter-chip'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { customerWords } from './words.ts'

export interface CustomerFilter {
  kind?: CustomerKind | undefined
  status?: CustomerStatus | undefined
  branchId?: string | undefined
  /** `me` in the address; whoever opens it sees their own. */
  officerId?: string | undefined
  text?: string | undefined
  cursor?: string | undefined
}

type Words = (typeof customerWords)['zh']

/** The list's filters live in the address, so that a reload or a link shows the same. */
export function useCustomerFilter() {
  const route = useRoute()
  const router = useRouter()
  const textIn = (key: string) => {
    const value = route.query[key]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const filter = computed<CustomerFilter>(() => ({
    kind: customerKinds.find((kind) => kind === textIn('kind')),
    status: customerStatuses.find((status) => status === textIn('status')),
    branchId: textIn('branchId'),
    officerId: textIn('officerId'),
    text: textIn('text'),
    cursor: textIn('cursor'),
  }))
  const go = (query: CustomerFilter & { back?: string | undefined }, isStep = false) =>
    isStep ? router.push({ query: { ...query } }) : router.replace({ query: { ...query } })
  const behind = computed(() => textIn('back')?.split('.') ?? [])

  return {
    filter,
    set: (changed: CustomerFilter) =>
      go({ ...filter.value, cursor: undefined, back: undefined, ...changed }),
    clear: () => go({ text: filter.value.text }),
    hasPrevious: computed(() => filter.value.cursor !== undefined),
    next: (cursor: string | null | undefined) => {
      const back = [...behind.value, filter.value.cursor ?? ''].join('.')
      if (cursor) void go({ ...filter.value, cursor, back }, true)
    },
    previous: () => {
      const cursor = behind.value.at(-1) || undefined
      const back = behind.value.slice(0, -1).join('.') || undefined
      void go({ ...filter.value, cursor, back: cursor ? back : undefined }, true)
    },
    chips: (words: Words, branches: readonly { value: string; label: string }[]): FilterChip[] => {
      const { kind, status, branchId, officerId } = filter.value
      const branch = branches.find(({ value }) => value === branchId)?.label ?? branchId
      return [
        kind && { id: 'kind', label: words.kind, value: words.kinds[kind] },
        status && { id: 'status', label: words.status, value: words.statuses[status] },
        branch && { id: 'branchId', label: words.branch, value: branch },
        officerId && { id: 'officerId', label: words.officer, value: words.mine },
      ].filter((chip) => chip !== undefined && chip !== '')
    },
  }
}
