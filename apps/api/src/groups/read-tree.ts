import type { ApplicationStatus } from '@banyan/domain/applications/application-status'
import { presentStage, stageStates } from '@banyan/domain/applications/stage-rail'
import { type Day, day } from '@banyan/domain/calendar'
import type { LoanStatus } from '@banyan/domain/loans/loan-status'
import { allowedBy, exposureLimits } from '@banyan/domain/decisions/exposure-limits'
import { guaranteeCircles } from '@banyan/domain/groups/guarantee-circle'
import { subtreeMaxima, subtreeSums } from '@banyan/domain/groups/subtree-sums'
import { NotFound } from '@banyan/domain/refused'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { getExposure } from './exposure.queries.ts'
import { findGroup, findGroupOfCustomer } from './group-list.queries.ts'
import { type CaseColumns, getTreeColumns, type TreeColumns } from './tree-columns.queries.ts'
import { findLimit, listGuarantees, listOtherHolders } from './tree.queries.ts'

/** A group or one of its customers, by id or by number. */
export const TreeOf = z.strictObject({
  groupId: z.uuid().optional(),
  number: z.string().max(40).optional(),
  customerId: z.uuid().optional(),
})
export type TreeOf = z.infer<typeof TreeOf>

async function groupIdOf(
  context: StaffContext,
  { groupId, number, customerId }: TreeOf,
): Promise<string> {
  const { tx, institution, scope } = context
  if (groupId) return groupId
  if (customerId) {
    const customer = found(
      await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }),
      'customer',
    )
    return customer.groupId ?? missing()
  }
  const text = (number ?? '').trim().toUpperCase()
  const group = await findGroup(tx, institution.id, scope, { number: text })
  if (group) return group.id
  const customer = found(
    await findGroupOfCustomer(tx, institution.id, scope, { number: text }),
    'group',
  )
  return customer.groupId ?? missing()
}

function missing(): never {
  throw new NotFound('group')
}

/** Where each node's newest application under way stands, and its state there; null without one. */
function presentStages(statuses: TreeColumns['stages'], cases: CaseColumns, asOf: Day) {
  return statuses.map((status, index) => {
    if (status === null) return null
    const unpaidSince = cases.unpaidSince[index] ?? null
    const loanStatus = cases.loanStatuses[index] ?? null
    const facts = {
      asOf,
      enteredOn: day(cases.stagesSince[index] ?? asOf),
      isException: cases.isException[index] ?? false,
      loanStatus: loanStatus === 'void' ? 'cancelled' : (loanStatus as LoanStatus | null),
      isOverdue: unpaidSince !== null && unpaidSince < asOf,
    }
    const stage = presentStage(status as ApplicationStatus, facts)
    const rail = stageStates(status as ApplicationStatus, facts)
    return { stage, state: rail.find((each) => each.stage === stage)?.state ?? 'doing' }
  })
}

/** The most that the law lets the group owe, and currencies that could not be counted for want of a rate. */
async function boundsOf(context: StaffContext, rootCustomerId: string | null) {
  if (rootCustomerId === null) return { legalCap: null, unknownCurrencies: [] }
  const { tx, institution, businessDay } = context
  const { capitalBases, unknownCurrencies } = await getExposure(tx, {
    institutionId: institution.id,
    currency: institution.currency,
    businessDay,
    customerId: rootCustomerId,
  })
  const rule = exposureLimits[institution.kind].find(({ scope }) => scope === 'group-credit')
  return { legalCap: rule ? allowedBy(rule, capitalBases) : null, unknownCurrencies }
}

/** The whole tree of a group in depth-first order, with what each node and everything below it owes. */
export async function readTree(context: StaffContext, input: TreeOf) {
  const { tx, institution, scope, businessDay } = context
  const groupId = await groupIdOf(context, input)
  const { rootKind, ...group } = found(
    await findGroup(tx, institution.id, scope, { id: groupId }),
    'group',
  )
  const { columns, cases } = await getTreeColumns(tx, {
    institutionId: institution.id,
    groupId,
    day: businessDay,
    currency: institution.currency,
  })
  const limit = await findLimit(tx, institution.id, groupId, businessDay)
  const guarantees = await listGuarantees(tx, institution.id, groupId, businessDay)
  const { sizes } = columns
  return {
    group: { ...group, name: shownName(context, rootKind ?? '', group.name), businessDay },
    limit: limit ?? null,
    ...(await boundsOf(context, group.rootCustomerId)),
    used: total(columns.balances),
    reserved: total(columns.reserved),
    overdue: total(columns.overdue),
    otherHolders: await listOtherHolders(tx, institution.id, groupId, businessDay),
    guaranteeCircles: guaranteeCircles(
      guarantees.map(({ from, to }) => ({ guarantor: from, borrower: to })),
    ),
    nodes: {
      ...columns,
      names: columns.names.map((name, index) =>
        shownName(context, columns.kinds[index] ?? '', name),
      ),
      initials: context.hidesNames ? [] : columns.initials,
      presentStages: presentStages(columns.stages, cases, businessDay),
      subtreeBalances: subtreeSums(columns.balances, sizes),
      subtreeReserved: subtreeSums(columns.reserved, sizes),
      subtreeOverdue: subtreeSums(columns.overdue, sizes),
      subtreeDays: subtreeMaxima(columns.daysPastDue, sizes),
      subtreeTiers: subtreeMaxima(columns.tiers, sizes),
    },
  }
}

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0)
