import type { Day } from '@banyan/domain/calendar'
import type { EnteredFactKind } from '@banyan/domain/classification/entered-facts'
import { inScope } from '../../access/access.queries.ts'
import type { StaffContext } from '../../access/staff-context.ts'

export type FactStatus = 'waiting' | 'in-force' | 'refused'

const owner = { branch: 'customer.branchId', officer: 'customer.officerId' }

function factsInScope({ tx, institution, scope }: StaffContext) {
  return tx
    .selectFrom('classFact as fact')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'fact.institutionId')
        .onRef('customer.id', '=', 'fact.customerId'),
    )
    .innerJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'fact.institutionId')
        .onRef('maker.id', '=', 'fact.madeBy'),
    )
    .leftJoin('staff as decider', (join) =>
      join
        .onRef('decider.institutionId', '=', 'fact.institutionId')
        .onRef('decider.id', '=', 'fact.decidedBy'),
    )
    .select(['fact.id', 'fact.customerId', 'fact.loanId', 'fact.kind', 'fact.value'])
    .select(['fact.evidence', 'fact.validFrom', 'fact.validTo', 'fact.status', 'fact.madeAt'])
    .select(['fact.madeBy as makerId', 'fact.decidedAt', 'fact.decisionNote', 'fact.endReason'])
    .select(['maker.name as maker', 'decider.name as decider'])
    .select(['customer.number as customerNumber', 'customer.name', 'customer.kind as customerKind'])
    .where('fact.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, owner))
}

export type FactRow = Awaited<ReturnType<typeof listFacts>>[number]

/** Facts about customers within reach, the latest entered first. */
export async function listFacts(
  context: StaffContext,
  filter: {
    customerId?: string | undefined
    loanId?: string | undefined
    status?: FactStatus | undefined
    cursor?: string | undefined
    limit: number
  },
) {
  const { customerId, loanId, status, cursor, limit } = filter
  return factsInScope(context)
    .$if(customerId !== undefined, (query) => query.where('fact.customerId', '=', customerId ?? ''))
    .$if(loanId !== undefined, (query) => query.where('fact.loanId', '=', loanId ?? ''))
    .$if(status !== undefined, (query) => query.where('fact.status', '=', status ?? ''))
    .$if(cursor !== undefined, (query) => query.where('fact.id', '<', cursor ?? ''))
    .orderBy('fact.id', 'desc')
    .limit(limit)
    .execute()
}

export interface NewFactRow {
  id: string
  customerId: string
  loanId: string | null
  kind: EnteredFactKind
  value: object
  evidence: string
  validFrom: Day
  status: FactStatus
}

export async function insertFact(
  { tx, institution, staff, now }: StaffContext,
  row: NewFactRow,
): Promise<void> {
  await tx
    .insertInto('classFact')
    .values({
      ...row,
      institutionId: institution.id,
      value: JSON.stringify(row.value),
      madeBy: staff.id,
      madeAt: now(),
    })
    .execute()
}

/** A fact about a customer within reach, held until the transaction ends. */
export async function lockFact({ tx, institution, scope }: StaffContext, id: string) {
  return tx
    .selectFrom('classFact as fact')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'fact.institutionId')
        .onRef('customer.id', '=', 'fact.customerId'),
    )
    .select(['fact.id', 'fact.customerId', 'fact.loanId', 'fact.kind', 'fact.status'])
    .select(['fact.validFrom', 'fact.validTo', 'fact.madeBy'])
    .where('fact.institutionId', '=', institution.id)
    .where('fact.id', '=', id)
    .where((eb) => inScope(eb, scope, owner))
    .forUpdate('fact')
    .executeTakeFirst()
}

export async function setFact(
  { tx, institution }: StaffContext,
  id: string,
  set:
    | { status: FactStatus; decidedBy: string; decidedAt: Date; decisionNote: string }
    | { validTo: Day; endedBy: string; endedAt: Date; endReason: string },
): Promise<void> {
  await tx
    .updateTable('classFact')
    .set(set)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** Whose loan it is, or nothing. */
export async function findBorrower({ tx, institution }: StaffContext, loanId: string) {
  const row = await tx
    .selectFrom('loan')
    .select('customerId')
    .where('institutionId', '=', institution.id)
    .where('id', '=', loanId)
    .executeTakeFirst()
  return row?.customerId
}

/** Whether the caller may know of this customer. */
export async function isCustomerInReach(
  { tx, institution, scope }: StaffContext,
  customerId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('customer')
    .select('customer.id')
    .where('customer.institutionId', '=', institution.id)
    .where('customer.id', '=', customerId)
    .where((eb) => inScope(eb, scope, owner))
    .executeTakeFirst()
  return row !== undefined
}
