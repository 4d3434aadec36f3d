import { uuidv7 } from '@banyan/database'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { insertBranch } from './officers.queries.ts'
import { isBranchCodeTaken } from './settings.queries.ts'
import { findBranch } from './staff.queries.ts'

export const NewBranch = z.strictObject({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9-]{1,16}$/),
  name: z.string().trim().min(2).max(60),
  parentId: z.uuid(),
})

/** Below another branch; whoever sees that one sees the new one from the next call on. */
export async function addBranch(
  context: StaffContext,
  { code, name, parentId }: z.infer<typeof NewBranch>,
) {
  const { tx, institution, now } = context
  found(await findBranch(tx, institution.id, parentId), 'branch')
  if (await isBranchCodeTaken(tx, institution.id, code)) throw new Refused('branch-code-is-taken')
  const id = uuidv7()
  await insertBranch(tx, {
    institutionId: institution.id,
    id,
    code,
    name,
    parentId,
    createdAt: now(),
  })
  await recordAudit(context, {
    entity: 'branch',
    id,
    action: 'added',
    detail: { code, name, parentId },
  })
  return { id, code }
}
