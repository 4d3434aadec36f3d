import { isDay, type Day } from '@banyan/domain/calendar'
import { computed, ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Inputs } from '../api.ts'

type Filter = Inputs['exposure']['largest']

export const exposureKinds = ['group', 'control', 'connected', 'customer'] as const
const sorts = ['total', 'direct', 'indirect', 'room', 'name'] as const

export interface ExposureAddress {
  filter: Filter & { kind: (typeof exposureKinds)[number]; sort: (typeof sorts)[number] }
  /** The row whose contracts are on screen. */
  open: string | undefined
}

/** What an address such as `?kind=customer&over=1` asks for; whatever it does not know is left out. */
export function readExposureAddress(query: Readonly<Record<string, unknown>>): ExposureAddress {
  const text = (key: string) => {
    const value = query[key]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const day = text('day')
  const find = text('find')
  return {
    open: text('open'),
    filter: {
      kind: exposureKinds.find((kind) => kind === text('kind')) ?? 'group',
      sort: sorts.find((sort) => sort === text('sort')) ?? 'total',
      ...(day && isDay(day) ? { day: day as Day } : {}),
      ...(text('over') ? { isOver: true } : {}),
      ...(text('large') ? { isLarge: true } : {}),
      ...(find ? { text: find.slice(0, 100) } : {}),
    },
  }
}

export type AddressChange = Readonly<Record<string, string | undefined>>

/** Filters, sort and the opened row live in the address; the pages turned do not. */
export function useExposureAddress() {
  const route = useRoute()
  const router = useRouter()
  const cursors = ref<{ id: string }[]>([])

  function change(next: AddressChange) {
    if (!Object.keys(next).every((key) => key === 'open')) cursors.value = []
    void router.replace({ query: { ...route.query, ...next } })
  }
  return {
    address: computed(() => readExposureAddress(route.query)),
    change,
    after: computed(() => cursors.value.at(-1)),
    hasPrevious: computed(() => cursors.value.length > 0),
    further: (next: { id: string } | null | undefined) => {
      if (next) cursors.value = [...cursors.value, next]
    },
    back: () => (cursors.value = cursors.value.slice(0, -1)),
  }
}

/** The same question as a file's address. */
export function exposureFile({ filter }: ExposureAddress, format: 'csv' | 'xlsx'): string {
  const { kind, sort, day, isOver, isLarge, text } = filter
  const query = new URLSearchParams({ kind, sort, format })
  if (day) query.set('day', day)
  if (isOver) query.set('over', '1')
  if (isLarge) query.set('large', '1')
  if (text) query.set('find', text)
  return `/api/exposure/largest?${query}`
}
