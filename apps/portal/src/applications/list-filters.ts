import type { Stage } from '@banyan/domain/applications/stage-rail'
import { stages } from '@banyan/domain/applications/stage-rail'
import type { LocationQuery, LocationQueryRaw } from 'vue-router'

export const queues = ['waiting', 'late', 'returned', 'mine', 'all'] as const
export type Queue = (typeof queues)[number]

export const sorts = ['longest-waiting', 'newest', 'largest'] as const
export type Sort = (typeof sorts)[number]

export interface ListFilters {
  queue: Queue
  sort: Sort
  stage: Stage | undefined
  product: string | undefined
  text: string | undefined
  customerId: string | undefined
}

const pick = <T extends string>(among: readonly T[], value: unknown): T | undefined =>
  among.find((each) => each === value)
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 60) : undefined

/** The filters that an address holds; what it does not understand is left out. */
export function filtersOf(query: LocationQuery): ListFilters {
  const customerId = textOf(query['customer'])
  return {
    queue: pick(queues, query['queue']) ?? (customerId ? 'all' : 'waiting'),
    sort: pick(sorts, query['sort']) ?? 'longest-waiting',
    stage: pick(stages, query['stage']),
    product: textOf(query['product']),
    text: textOf(query['find']),
    customerId,
  }
}

/** The address of these filters, without what goes without saying. */
export function queryOf(filters: ListFilters): LocationQueryRaw {
  const { queue, sort, stage, product, text, customerId } = filters
  const usual = customerId ? 'all' : 'waiting'
  return {
    ...(queue === usual ? {} : { queue }),
    ...(sort === 'longest-waiting' ? {} : { sort }),
    ...(stage ? { stage } : {}),
    ...(product ? { product } : {}),
    ...(text ? { find: text } : {}),
    ...(customerId ? { customer: customerId } : {}),
  }
}
