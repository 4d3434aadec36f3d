import type { Day } from '@banyan/domain/calendar'
import type { CovenantMeasure, CovenantOutcome } from '@banyan/domain/covenants/covenant'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>
type DatedReader = Reader & Pick<StaffContext, 'businessDay'>

const owner = { branch: 'customer.branchId', officer: 'customer.officerId' }

export interface CovenantRow {
  institutionId: string
  id: string
  customerId: string
  contractId: string | null
  measure: CovenantMeasure
  operator: 'at-least' | 'at-most'
  threshold: number
  period: 'year' | 'half' | 'quarter'
  scope: 'consolidated' | 'own'
  deliverWithinDays: number
  validFrom: Day
  validTo: Day | null
  source: string
  madeBy: string
  madeAt: Date
}

export async function insertCovenant({ tx }: Place, row: CovenantRow): Promise<void> {
  await tx.insertInto('covenant').values(row).execute()
}

/** A contract of the customer; undefined for anybody else's. */
export function findContractOf({ tx, institution }: Place, customerId: string, contractId: string) {
  return tx
    .selectFrom('contract')
    .innerJoin('application', (join) =>
      join
        .onRef('application.institutionId', '=', 'contract.institutionId')
        .onRef('application.id', '=', 'contract.applicationId'),
    )
    .select('contract.id')
    .where('contract.institutionId', '=', institution.id)
    .where('contract.id', '=', contractId)
    .where('application.customerId', '=', customerId)
    .executeTakeFirst()
}

/** Contracts a covenant of the customer can be part of, the latest first. */
export function listContractsOf({ tx, institution }: Place, customerId: string) {
  return tx
    .selectFrom('contract')
    .innerJoin('application', (join) =>
      join
        .onRef('application.institutionId', '=', 'contract.institutionId')
        .onRef('application.id', '=', 'contract.applicationId'),
    )
    .select(['contract.id', 'contract.number', 'contract.signedOn'])
    .where('contract.institutionId', '=', institution.id)
    .where('application.customerId', '=', customerId)
    .orderBy('contract.signedOn', 'desc')
    .orderBy('contract.id', 'desc')
    .limit(100)
    .execute()
}

export interface CovenantFilter {
  customerId?: string | undefined
  state?: 'in-force' | 'breached' | 'ended' | undefined
  cursor?: string | undefined
  limit: number
}

const openBreachOn = (day: Day) => sql`t.outcome in ('breached', 'not-delivered')
  and (t.resolution is null or t.resolution in ('cure-proposed', 'waiver-proposed')
    or (t.resolution = 'waived' and t.waived_until < ${day}))`

interface LastTest {
  id: string
  periodEnd: Day
  value: number | null
  outcome: CovenantOutcome
  resolution: string | null
  reason: string | null
  note: string | null
  waivedUntil: Day | null
  proposedBy: string | null
  decidedBy: string | null
}

/** Covenants of customers within reach. */
export function covenantsInScope({ tx, institution, scope }: Reader) {
  return tx
    .selectFrom('covenant')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'covenant.institutionId')
        .onRef('customer.id', '=', 'covenant.customerId'),
    )
    .where('covenant.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, owner))
}

export function listCovenants(reader: DatedReader, filter: CovenantFilter) {
  const { customerId, state, cursor, limit } = filter
  const breaches = sql<number>`(select count(*)::int from covenant_test t
    where t.institution_id = covenant.institution_id and t.covenant_id = covenant.id and ${openBreachOn(reader.businessDay)})`
  let query = covenantsInScope(reader)
    .leftJoin('contract', (join) =>
      join
        .onRef('contract.institutionId', '=', 'covenant.institutionId')
        .onRef('contract.id', '=', 'covenant.contractId'),
    )
    .select([
      'covenant.id',
      'covenant.customerId',
      'customer.number as customerNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'covenant.contractId',
      'contract.number as contractNumber',
      'covenant.measure',
      'covenant.operator',
      'covenant.threshold',
      'covenant.period',
      'covenant.scope',
      'covenant.deliverWithinDays',
      'covenant.validFrom',
      'covenant.validTo',
      'covenant.source',
      'covenant.endedOn',
      'covenant.endReason',
    ])
    .select([
      breaches.as('openBreaches'),
      sql<LastTest | null>`(select jsonb_build_object('id', t.id, 'periodEnd', t.period_end, 'value', t.value,
          'outcome', t.outcome, 'resolution', t.resolution, 'reason', t.reason, 'note', t.note,
          'waivedUntil', t.waived_until, 'proposedBy', proposer.name, 'decidedBy', decider.name)
        from covenant_test t
        left join staff proposer on proposer.institution_id = t.institution_id and proposer.id = t.proposed_by
        left join staff decider on decider.institution_id = t.institution_id and decider.id = t.decided_by
        where t.institution_id = covenant.institution_id and t.covenant_id = covenant.id
        order by t.period_end desc, t.id desc limit 1)`.as('lastTest'),
    ])
    .orderBy('covenant.id', 'desc')
    .limit(limit)
  query = query.where('covenant.endedOn', state === 'ended' ? 'is not' : 'is', null)
  if (state === 'breached') query = query.where(breaches, '>', 0)
  if (customerId !== undefined) query = query.where('covenant.customerId', '=', customerId)
  if (cursor !== undefined) query = query.where('covenant.id', '<', cursor)
  return query.execute()
}

/** A covenant within reach that has not ended, held until the transaction ends. */
export function lockCovenant(reader: Reader, id: string) {
  return covenantsInScope(reader)
    .select(['covenant.id', 'covenant.customerId', 'covenant.endedOn'])
    .where('covenant.id', '=', id)
    .forUpdate('covenant')
    .executeTakeFirst()
}

export async function setCovenantEnd(
  { tx, institution }: Place,
  id: string,
  end: { endedOn: Day; endedBy: string; endReason: string },
): Promise<void> {
  await tx
    .updateTable('covenant')
    .set(end)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

export function listTests(reader: Reader, covenantId: string) {
  return covenantsInScope(reader)
    .innerJoin('covenantTest as test', (join) =>
      join
        .onRef('test.institutionId', '=', 'covenant.institutionId')
        .onRef('test.covenantId', '=', 'covenant.id'),
    )
    .leftJoin('staff as proposer', (join) =>
      join
        .onRef('proposer.institutionId', '=', 'test.institutionId')
        .onRef('proposer.id', '=', 'test.proposedBy'),
    )
    .leftJoin('staff as decider', (join) =>
      join
        .onRef('decider.institutionId', '=', 'test.institutionId')
        .onRef('decider.id', '=', 'test.decidedBy'),
    )
    .select([
      'test.id',
      'test.periodEnd',
      'test.testedOn',
      'test.statementId',
      'test.value',
      'test.outcome',
      'test.resolution',
      'test.reason',
      'proposer.name as proposedBy',
      'test.proposedBy as proposedById',
      'decider.name as decidedBy',
      'test.decidedAt',
      'test.note',
      'test.waivedUntil',
      sql<
        string | null
      >`(select w.id from warning w where w.institution_id = covenant.institution_id
        and w.customer_id = covenant.customer_id and w.rule = 'covenant-breached' and w.state <> 'released')`.as(
        'warningId',
      ),
    ])
    .where('covenant.id', '=', covenantId)
    .orderBy('test.periodEnd', 'desc')
    .orderBy('test.id', 'desc')
    .limit(200)
    .execute()
}
