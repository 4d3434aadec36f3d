import type { RouteLocationRaw } from 'vue-router'
import type { Outputs } from '../api.ts'

export type FoundRecord = Outputs['search']['find']['records'][number]

/** Where a loan, an application or a contract stands. */
export function recordPlace({ kind, id }: Pick<FoundRecord, 'kind' | 'id'>): RouteLocationRaw {
  if (kind === 'loan') return { name: 'loan', params: { loanId: id } }
  if (kind === 'contract') return { name: 'contract', params: { applicationId: id } }
  return { name: 'application', params: { id } }
}
