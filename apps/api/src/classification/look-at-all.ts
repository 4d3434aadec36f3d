import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lookAgainAt } from './write-classes.queries.ts'

/** Has the next close class the whole book, as is done at least once a quarter. */
export async function lookAtAll(context: StaffContext): Promise<{ loans: number }> {
  const { tx, institution, businessDay } = context
  const loans = await lookAgainAt(tx, institution.id, 'all', businessDay)
  await recordAudit(context, {
    entity: 'institution',
    id: institution.id,
    action: 'class-the-book',
    detail: { loans },
  })
  return { loans }
}
