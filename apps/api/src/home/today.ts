import type { Role } from '@banyan/domain/access/roles'
import { addDays } from '@banyan/domain/calendar'
import type { StaffContext } from '../access/staff-context.ts'
import { overview } from '../analytics/overview.ts'
import { countQueues } from '../applications/application-list.queries.ts'
import { summariseOverdue } from '../monitoring/monitoring.queries.ts'
import { postLoanWaiting, type PostLoanWork } from './post-loan-waiting.ts'
import {
  countDueSoon,
  countProposals,
  countReports,
  countStaff,
  countWatched,
} from './home.queries.ts'

/** Something that waits for the caller: how many, and which list it opens. */
export interface Waiting {
  what:
    | 'applications-waiting'
    | 'applications-late'
    | 'applications-returned'
    | 'loans-overdue'
    | 'loans-due-soon'
    | 'groups-to-confirm'
    | 'reports-to-release'
    | 'reports-released'
    | 'staff-without-roles'
    | 'staff-without-password'
    | 'staff-locked'
    | 'refusals-this-week'
    | 'reveals-this-week'
    | PostLoanWork
  count: number
  amount: number | null
}

const handlesCases: readonly Role[] = [
  'customer-manager',
  'document-reviewer',
  'branch-approver',
  'head-office-approver',
  'risk-officer',
  'disbursement-officer',
]
const watchesLoans: readonly Role[] = [
  'customer-manager',
  'risk-officer',
  'post-loan-officer',
  'branch-approver',
  'head-office-approver',
  'executive',
]
const confirmsGroups: readonly Role[] = ['branch-approver', 'head-office-approver', 'risk-officer']
const releasesReports: readonly Role[] = ['head-office-approver', 'risk-officer', 'executive']
const administers: readonly Role[] = ['system-administrator', 'security-administrator']
const watchesPeople: readonly Role[] = ['auditor', 'audit-administrator', 'security-administrator']

const one = (what: Waiting['what'], count: number, amount: number | null = null): Waiting => ({
  what,
  count,
  amount,
})

async function casesWaiting(context: StaffContext): Promise<Waiting[]> {
  const counts = await countQueues(context)
  return [
    one('applications-waiting', counts.waiting),
    one('applications-late', counts.late),
    one('applications-returned', counts.returned),
  ]
}

async function loansWaiting(context: StaffContext): Promise<Waiting[]> {
  const { tx, institution, scope, businessDay } = context
  const { bands } = await summariseOverdue(context)
  const count = bands.reduce((sum, band) => sum + band.count, 0)
  const balance = bands.reduce((sum, band) => sum + band.balance, 0)
  const due = await countDueSoon(tx, institution.id, scope, businessDay, addDays(businessDay, 6))
  return [one('loans-overdue', count, balance), one('loans-due-soon', due.dueCount, due.dueAmount)]
}

async function watchWaiting({ tx, institution, now }: StaffContext): Promise<Waiting[]> {
  const week = new Date(now().getTime() - 7 * 86_400_000)
  const { refused, revealed } = await countWatched(tx, institution.id, week)
  return [one('refusals-this-week', refused), one('reveals-this-week', revealed)]
}

async function staffWaiting({ tx, institution, now }: StaffContext): Promise<Waiting[]> {
  const counts = await countStaff(tx, institution.id, now())
  return [
    one('staff-without-roles', counts.withoutRoles),
    one('staff-without-password', counts.withoutPassword),
    one('staff-locked', counts.locked),
  ]
}

/** What waits for the caller today, by what their roles do, and the executives' header. */
export async function today(context: StaffContext) {
  const { tx, institution, staff, scope } = context
  const is = (among: readonly Role[]) => staff.roles.some((role) => among.includes(role))
  const waiting: Waiting[] = []
  if (is(handlesCases)) waiting.push(...(await casesWaiting(context)))
  if (is(watchesLoans)) waiting.push(...(await loansWaiting(context)))
  waiting.push(...(await postLoanWaiting(context)))
  if (is(confirmsGroups))
    waiting.push(one('groups-to-confirm', await countProposals(tx, institution.id, scope)))
  if (is(releasesReports) || is(['regulator'])) {
    const reports = await countReports(tx, institution.id, staff.id)
    waiting.push(
      is(['regulator'])
        ? one('reports-released', reports.released)
        : one('reports-to-release', reports.toRelease),
    )
  }
  if (is(administers)) waiting.push(...(await staffWaiting(context)))
  if (is(watchesPeople)) waiting.push(...(await watchWaiting(context)))
  const header = is(['executive', 'risk-officer', 'head-office-approver'])
    ? await overview(context, { months: 2 })
    : null
  return { businessDay: context.businessDay, roles: staff.roles, waiting, header }
}
