import { overdueBandIds, type OverdueBand } from '@banyan/domain/classification/overdue-bands'
import { type Tier, tiers } from '@banyan/domain/classification/tiers'
import { computed, ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export const loanSorts = ['newest', 'largest', 'longest-overdue'] as const
export type LoanSort = (typeof loanSorts)[number]
export const loanStatuses = ['active', 'settled', 'written-off'] as const

export interface LoanFilters {
  status: (typeof loanStatuses)[number] | null
  tier: Tier | null
  band: OverdueBand | null
  product: string | null
  branchId: string | null
  officerId: string | null
  sort: LoanSort
}
export type LoanFilter = keyof LoanFilters

const keys: readonly LoanFilter[] = [
  'status',
  'tier',
  'band',
  'product',
  'branchId',
  'officerId',
  'sort',
]
const uuid = /^[0-9a-f-]{36}$/

/** The filters, sort and page of a list of loans, kept in the address. */
export function useLoanFilters(standardSort: LoanSort) {
  const route = useRoute()
  const router = useRouter()
  const earlier = ref<(string | null)[]>([])

  const text = (key: string): string | null => {
    const value = route.query[key]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const oneOf = <T extends string>(key: string, known: readonly T[]): T | null =>
    known.find((value) => value === text(key)) ?? null
  const id = (key: string) => (uuid.test(text(key) ?? '') ? text(key) : null)

  const filters = computed<LoanFilters>(() => ({
    status: oneOf('status', loanStatuses),
    tier: oneOf('tier', tiers),
    band: oneOf('band', overdueBandIds),
    product: text('product'),
    branchId: id('branchId'),
    officerId: id('officerId'),
    sort: oneOf('sort', loanSorts) ?? standardSort,
  }))
  const cursor = computed(() => text('after'))

  function set(key: LoanFilter, value: string | null) {
    earlier.value = []
    const { after: _, ...rest } = route.query
    void router.replace({ query: { ...rest, [key]: value ?? undefined } })
  }

  function clear() {
    earlier.value = []
    const rest = Object.fromEntries(
      Object.entries(route.query).filter(
        ([key]) => key !== 'after' && !keys.some((known) => known === key),
      ),
    )
    void router.replace({ query: rest })
  }

  function goTo(after: string | null) {
    void router.push({ query: { ...route.query, after: after ?? undefined } })
  }
  function next(after: string | null | undefined) {
    if (!after) return
    earlier.value.push(cursor.value)
    goTo(after)
  }
  const previous = () => goTo(earlier.value.pop() ?? null)

  return { filters, cursor, set, clear, next, previous }
}
