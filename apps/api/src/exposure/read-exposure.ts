import { isLargeExposure, limitTests, roomLeft } from '@banyan/domain/decisions/limit-tests'
import { type Money, money, zero } from '@banyan/domain/money'
import { NotFound } from '@banyan/domain/refused'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { getExposureSums, type Party } from '../groups/contracts.queries.ts'
import { type Exposure, exposureTotals, getExposure } from '../groups/exposure.queries.ts'
import { findGroup, findGroupOfCustomer } from '../groups/group-list.queries.ts'
import { getCustomerHead } from '../groups/groups.queries.ts'
import { found } from '../not-found.ts'
import { listSetExposures } from './list-set-exposures.ts'

export const OfGroup = z.strictObject({ groupId: z.uuid() })

function sumsOf({ tx, institution, businessDay }: StaffContext, party: Party) {
  const { id: institutionId, currency } = institution
  return getExposureSums(tx, { institutionId, currency, businessDay }, party)
}

/** What a customer owes itself, with everyone below it, and with its whole group: each contract once in each. */
export async function readNodeExposure(
  context: StaffContext,
  { customerId }: { customerId: string },
) {
  const { tx, institution, scope } = context
  const by = { id: customerId }
  const { groupId } = found(await findGroupOfCustomer(tx, institution.id, scope, by), 'customer')
  const head = found(await getCustomerHead(tx, institution.id, customerId), 'customer')
  const { customerLimit, customerUsed, customerReserved } = await weighed(context, customerId)
  return {
    customer: { id: head.id, number: head.number, name: shownName(context, head.kind, head.name) },
    own: await sumsOf(context, { customerIds: [customerId] }),
    subtree: await sumsOf(context, { subtreeOf: customerId }),
    group: groupId === null ? null : await readGroupExposure(context, { groupId }),
    limit: customerLimit,
    used: customerUsed,
    reserved: customerReserved,
  }
}

/** A group as a whole; the same sums as the root of its tree, and the limits that bound it. */
export async function readGroupExposure(
  context: StaffContext,
  { groupId }: z.output<typeof OfGroup>,
) {
  const { tx, institution, scope } = context
  const group = found(await findGroup(tx, institution.id, scope, { id: groupId }), 'group')
  const { tests } = await simulateBorrowing(context, { groupId, amount: zero })
  return {
    id: group.id,
    number: group.number,
    name: shownName(context, group.rootKind ?? '', group.name),
    exposure: await sumsOf(context, { groupId }),
    tests,
  }
}

function weighed({ tx, institution, businessDay }: StaffContext, customerId: string) {
  const { id: institutionId, currency } = institution
  return getExposure(tx, { institutionId, currency, businessDay, customerId })
}

/** A hundred billion yuan: with it no sum of a bank's amounts leaves the safe integers. */
const mostAsked = 100_000_000_000_00

export const BorrowingQuestion = z
  .strictObject({
    customerId: z.uuid().optional(),
    groupId: z.uuid().optional(),
    amount: z.int().min(0).max(mostAsked).transform(money),
  })
  .refine(({ customerId, groupId }) => (customerId === undefined) !== (groupId === undefined))
export type BorrowingQuestion = z.output<typeof BorrowingQuestion>

const someLimit = (amount: Money | null, spent: Money) =>
  amount === null ? null : { amount, spent }

/** Every limit that a new loan would meet, before and after it, and how much more may be lent at most. */
export async function simulateBorrowing(context: StaffContext, question: BorrowingQuestion) {
  const { institution } = context
  const { amount } = question
  const { exposure, isCustomer, customerId } = await asked(context, question)
  const { customerLimit, customerSpent, groupLimit, groupSpent, capitalBases } = exposure
  const totals = exposureTotals(exposure)
  const own = { exposure: totals.customer, limit: someLimit(customerLimit, customerSpent) }
  const together = { exposure: totals.group, limit: someLimit(groupLimit, groupSpent) }
  const tests = limitTests({
    institution: { kind: institution.kind, bases: capitalBases },
    customer: isCustomer ? own : null,
    group: exposure.groupId === null ? null : together,
    amount,
  })
  const sets = isCustomer ? await listSetExposures(context, customerId, amount) : []
  const binding = sets.flatMap(({ status, test }) => (status === 'confirmed' && test ? [test] : []))
  const before = isCustomer ? totals.customer : totals.group
  return {
    amount,
    tests,
    ...roomLeft([...tests, ...binding]),
    /** Regulatory sets the customer stands in, each tested on its own sum; they bound nothing until confirmed. */
    sets,
    isLargeBefore: isLargeExposure(before, capitalBases),
    isLargeAfter: isLargeExposure(money(before + amount), capitalBases),
    unknownCurrencies: exposure.unknownCurrencies,
  }
}

async function asked(
  context: StaffContext,
  { customerId, groupId }: BorrowingQuestion,
): Promise<{ exposure: Exposure; isCustomer: boolean; customerId: string }> {
  const { tx, institution, scope } = context
  if (customerId !== undefined) {
    found(await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }), 'customer')
    return { exposure: await weighed(context, customerId), isCustomer: true, customerId }
  }
  const group = found(await findGroup(tx, institution.id, scope, { id: groupId ?? '' }), 'group')
  if (group.rootCustomerId === null) throw new NotFound('group')
  const { rootCustomerId } = group
  const exposure = await weighed(context, rootCustomerId)
  return { exposure, isCustomer: false, customerId: rootCustomerId }
}
