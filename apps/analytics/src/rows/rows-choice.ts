import type { Inputs } from '../api.ts'

type Unpaged<Query> = Omit<Query, 'after' | 'limit'>

/** Which rows lie behind a mark: the question that is put to the server. */
export type RowsChoice =
  | ({ kind: 'applications' } & Unpaged<Inputs['analytics']['approvalRows']>)
  | ({ kind: 'loans' } & Unpaged<Inputs['analytics']['loanRows']>)

/** As it stands in the address, so that rows can be sent on: `loans?on=2026-10-31&state=overdue`. */
export function writeRows({ kind, ...fields }: RowsChoice): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) query.set(name, String(value))
  }
  return `${kind}?${query}`
}

/** The choice an address holds; null for what is none. The server checks each field. */
export function readRows(text: string): RowsChoice | null {
  const [kind, query = ''] = text.split('?')
  if (kind !== 'applications' && kind !== 'loans') return null
  const { statuses, badWithinMonths, ...fields } = Object.fromEntries(new URLSearchParams(query))
  return {
    kind,
    ...fields,
    ...(statuses ? { statuses: statuses.split(',') } : {}),
    ...(badWithinMonths ? { badWithinMonths: Number(badWithinMonths) } : {}),
  } as RowsChoice
}

/** The rows that a mark of a chart carries in its data. */
export function rowsOf(data: unknown): RowsChoice | null {
  const rows: unknown = data && typeof data === 'object' ? Reflect.get(data, 'rows') : null
  return rows && typeof rows === 'object' ? (rows as RowsChoice) : null
}
