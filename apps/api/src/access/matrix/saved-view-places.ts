import { uuidv7 } from '@banyan/database'
import type { TestStaff } from '../../testing.ts'

type Insert = (table: string, row: Record<string, unknown>) => Promise<void>

const filedAt = new Date('2026-10-10T00:00:00Z')

/** A view of the officer's own, and one that the officer shared with the institution. */
export async function saveViews(insert: Insert, officer: TestStaff) {
  const ids = { viewId: uuidv7(), sharedViewId: uuidv7() }
  const view = {
    institution_id: officer.institution.id,
    page: 'customers',
    owner_id: officer.staffId,
    body: '{}',
    changed_at: filedAt,
  }
  await insert('saved_view', { ...view, id: ids.viewId, name: '我的', sharing: 'mine' })
  await insert('saved_view', {
    ...view,
    id: ids.sharedViewId,
    name: '全行',
    sharing: 'institution',
  })
  return ids
}
