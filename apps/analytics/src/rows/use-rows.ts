import { computed } from 'vue'
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router'
import { readRows, rowsOf, type RowsChoice, writeRows } from './rows-choice.ts'

/** The rows that are open, kept in the address; going back closes them. */
export function useRows() {
  const route = useRoute()
  const router = useRouter()
  const choice = computed(() =>
    typeof route.query['rows'] === 'string' ? readRows(route.query['rows']) : null,
  )
  const rowsAt = (rows: RowsChoice): RouteLocationRaw => ({
    query: { ...route.query, rows: writeRows(rows) },
  })
  function openRows(rows: RowsChoice | null) {
    if (rows) void router.push(rowsAt(rows))
  }
  function closeRows() {
    const { rows: _closed, ...query } = route.query
    void router.replace({ query })
  }
  /** For `@pick` of a chart whose marks carry their rows. */
  const openMark = ({ data }: { data: unknown }) => openRows(rowsOf(data))
  return { choice, rowsAt, openRows, closeRows, openMark }
}
