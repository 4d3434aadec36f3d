import { api, type Inputs } from '../api.ts'
import type { ListedCustomer } from './list-columns.ts'

type Asked = Omit<Inputs['search']['customers'], 'after' | 'limit'>

/** Every row of the list as it is asked for, page by page in its order; undefined when it was stopped. */
export async function everyRow(
  asked: Asked,
  { signal, onRows }: { signal: AbortSignal; onRows: (count: number) => void },
): Promise<ListedCustomer[] | undefined> {
  const rows: ListedCustomer[] = []
  for (let after: string | null = null; ;) {
    const page: { rows: ListedCustomer[]; next: string | null } = await api.search.customers.query(
      { ...asked, after, limit: 100 },
      { signal },
    )
    rows.push(...page.rows)
    onRows(rows.length)
    if (signal.aborted) return undefined
    if (page.next === null) return rows
    after = page.next
  }
}
