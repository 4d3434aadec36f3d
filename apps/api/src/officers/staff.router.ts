import { roles } from '@banyan/domain/access/roles'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { addStaff, NewStaff } from './add-staff.ts'
import { disableStaff, StaffNamed } from './disable-staff.ts'
import { enableStaff } from './enable-staff.ts'
import { grantRoles, RoleGrant } from './grant-roles.ts'
import { handedWorks, listFitColleagues } from './handed-work.ts'
import { moveStaff, StaffMove } from './move-staff.ts'
import { resetPassword } from './reset-password.ts'
import { listBranches, listColleagues, listStaff } from './staff.queries.ts'

const StaffFilter = z.strictObject({
  status: z.enum(['active', 'disabled']).optional(),
  text: z.string().max(60).optional(),
  after: z.strictObject({ nameSort: z.string(), id: z.uuid() }).optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function staffPage(
  { tx, institution, now }: StaffContext,
  filter: z.infer<typeof StaffFilter>,
) {
  const rows = await listStaff(tx, institution.id, { ...filter, limit: filter.limit + 1 })
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  return {
    rows: page.map(({ lockedUntil, ...row }) => ({
      ...row,
      isLocked: lockedUntil !== null && lockedUntil > now(),
    })),
    next: rows.length > filter.limit && last ? { nameSort: last.nameSort, id: last.id } : null,
  }
}

const ColleagueFilter = z.strictObject({
  role: z.enum(roles).optional(),
  /** Only whoever can be given this work, of the customer where it is done in one's file. */
  work: z.enum(handedWorks).optional(),
  customerId: z.uuid().optional(),
})

const colleaguesOf = (
  context: StaffContext,
  { role, work, customerId }: z.infer<typeof ColleagueFilter>,
) =>
  work
    ? listFitColleagues(context, work, customerId ?? null)
    : listColleagues(context.tx, context.institution.id, role)

export const staff = createRouter({
  list: allowedTo('see staff').read(StaffFilter, staffPage),
  colleagues: allowedTo('see colleagues').read(ColleagueFilter, colleaguesOf),
  branches: allowedTo('see colleagues').read(nothing, ({ tx, institution }) =>
    listBranches(tx, institution.id),
  ),
  add: allowedTo('manage staff').write(NewStaff, addStaff),
  move: allowedTo('manage staff').write(StaffMove, moveStaff),
  setRoles: allowedTo('grant roles', { fresh: true }).write(RoleGrant, grantRoles),
  disable: allowedTo('manage staff', { fresh: true }).write(StaffNamed, disableStaff),
  enable: allowedTo('manage staff', { fresh: true }).write(StaffNamed, enableStaff),
  resetPassword: allowedTo('reset passwords', { fresh: true }).write(StaffNamed, resetPassword),
})
