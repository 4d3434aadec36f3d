import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { findGroup } from '../groups/group-list.queries.ts'
import { found } from '../not-found.ts'

/** A field's name: what narrowed a list is told by its fields, never by what was sought in them. */
const FieldName = z.string().regex(/^[a-zA-Z][\w.-]{0,39}$/)

export const ExportNote = z
  .strictObject({
    list: z.enum(['customers', 'tree']),
    format: z.enum(['csv', 'xlsx', 'print']),
    rows: z.int().min(0).max(10_000_000),
    columns: z.array(FieldName).max(60),
    filters: z.array(FieldName).max(60),
    /** Of a tree. */
    groupId: z.uuid().optional(),
  })
  .refine(({ list, groupId }) => (list === 'tree') === (groupId !== undefined), 'group')

/** Keeps that a list is being taken away, by whom, how much of it and by which fields; before the file is given. */
export async function noteExport(
  context: StaffContext,
  { groupId, ...taken }: z.output<typeof ExportNote>,
): Promise<void> {
  const { tx, institution, scope, staff } = context
  const group =
    groupId === undefined
      ? undefined
      : found(await findGroup(tx, institution.id, scope, { id: groupId }), 'group')
  await recordAudit(context, {
    entity: 'staff',
    id: staff.id,
    action: 'list-exported',
    detail: { ...taken, ...(group ? { groupId: group.id, number: group.number } : {}) },
  })
}
