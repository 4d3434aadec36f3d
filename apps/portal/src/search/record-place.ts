import type { RouteLocationRaw } from 'vue-router'
import type { Outputs } from '../api.ts'

export type FoundRecord = Outputs['search']['find']['records'][number]

/** Where a loan, an application or a contract stands. */
export function recordPlace({
  kind,
  number,
}: Pick<FoundRecord, 'kind' | 'number'>): RouteLocationRaw {
  if (kind === 'loan') return { name: 'loan', params: { number } }
  return { name: 'application', params: { number } }
}
