import { addDays } from '@banyan/domain/calendar'
import { type Permission, permissionsOf } from '../access/policy.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { countPostLoan, type PostLoanCounts } from './post-loan-counts.queries.ts'

/** What waits after the money is out, in the order in which it is shown, with what one needs to see to it. */
const items = [
  ['warnings-mine', 'warningsMine', 'see to warnings'],
  ['releases-to-decide', 'releases', 'release warnings'],
  ['inspections-overdue', 'inspectionsOverdue', 'record inspections'],
  ['inspections-soon', 'inspectionsSoon', 'record inspections'],
  ['promises-due', 'promisesDue', 'collect'],
  ['hardships-to-decide', 'hardships', 'grant hardship'],
  ['covenants-breached', 'covenantsBreached', 'keep covenants'],
  ['resolutions-to-decide', 'resolutions', 'decide on breaches'],
  ['updates-late', 'updatesLate', 'ask for file updates'],
  ['updates-unanswered', 'updatesUnanswered', 'ask for file updates'],
  ['rules-to-decide', 'rules', 'decide post-loan rules'],
] as const satisfies readonly (readonly [string, keyof PostLoanCounts, Permission])[]

export type PostLoanWork = (typeof items)[number][0]

/** Within so many days an inspection is due soon. */
const soonDays = 14

/** Only what the caller may see to; a decision on one's own proposal is not among them. */
export async function postLoanWaiting(
  context: StaffContext,
): Promise<{ what: PostLoanWork; count: number; amount: null }[]> {
  const held = new Set(permissionsOf(context.staff.roles))
  const theirs = items.filter(([, , permission]) => held.has(permission))
  if (theirs.length === 0) return []
  const counts = await countPostLoan(context, addDays(context.businessDay, soonDays))
  return theirs.map(([what, key]) => ({ what, count: counts?.[key] ?? 0, amount: null }))
}
