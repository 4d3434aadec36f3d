import { uuidv7 } from '@banyan/database'
import { LoginName } from '@banyan/domain/access/login-name'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import { makePasswordLink } from '../access/password-link.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { pinyinOf } from '../names/pinyin.ts'
import { insertAccount, insertStaff, takeNumbers } from './officers.queries.ts'
import { findBranch, isLoginNameTaken } from './staff.queries.ts'

export const NewStaff = z.strictObject({
  name: z.string().trim().min(1).max(60),
  loginName: LoginName,
  branchId: z.uuid(),
})

/** A colleague without roles yet: the security administrator grants those. The link is shown once. */
export async function addStaff(
  context: StaffContext,
  { name, loginName, branchId }: z.infer<typeof NewStaff>,
) {
  const { tx, institution, now } = context
  found(await findBranch(tx, institution.id, branchId), 'branch')
  if (await isLoginNameTaken(tx, loginName)) throw new Refused('login-name-is-taken')
  const [id, accountId] = [uuidv7(), uuidv7()]
  const number = `S${String(await takeNumbers(tx, institution.id, 'staff')).padStart(4, '0')}`
  await insertAccount(tx, { id: accountId, loginName, name, passwordHash: null, createdAt: now() })
  await insertStaff(tx, {
    institutionId: institution.id,
    id,
    accountId,
    number,
    name,
    nameSort: pinyinOf(name, 'person').sort,
    branchId,
    roles: [],
    isOperator: false,
    createdAt: now(),
  })
  await recordAudit(context, { entity: 'staff', id, action: 'added', detail: { number, branchId } })
  return { id, number, link: await makePasswordLink(tx, accountId, context.staff.number, now()) }
}
