import type { Day } from '@banyan/domain/calendar'
import type { RiskEventKind } from '@banyan/domain/warnings/risk-events'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface RiskEventRow {
  institutionId: string
  id: string
  customerId: string
  kind: RiskEventKind
  happenedOn: Day
  amount: number | null
  source: string
  evidence: string
  documentId: string | null
  enteredBy: string
  enteredAt: Date
}

export async function insertRiskEvent({ tx }: Place, row: RiskEventRow): Promise<void> {
  await tx.insertInto('riskEvent').values(row).execute()
}

/** An event that has not ended, held until the transaction ends. */
export function lockRiskEvent({ tx, institution }: Place, id: string) {
  return tx
    .selectFrom('riskEvent')
    .select(['id', 'customerId', 'kind', 'happenedOn'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .where('endedOn', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function setRiskEventEnd(
  { tx, institution }: Place,
  id: string,
  end: { endedOn: Day; endedBy: string; endReason: string },
): Promise<void> {
  await tx
    .updateTable('riskEvent')
    .set(end)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

export function listRiskEvents({ tx, institution }: Place, customerId: string) {
  return tx
    .selectFrom('riskEvent as event')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'event.institutionId')
        .onRef('staff.id', '=', 'event.enteredBy'),
    )
    .select([
      'event.id',
      'event.kind',
      'event.happenedOn',
      'event.amount',
      'event.source',
      'event.evidence',
      'event.documentId',
      'staff.name as enteredBy',
      'event.enteredAt',
      'event.endedOn',
      'event.endReason',
    ])
    .where('event.institutionId', '=', institution.id)
    .where('event.customerId', '=', customerId)
    .orderBy('event.happenedOn', 'desc')
    .orderBy('event.id', 'desc')
    .limit(200)
    .execute()
}

export async function insertInflow(
  { tx }: Place,
  row: {
    institutionId: string
    id: string
    customerId: string
    month: string
    amount: number
    source: string
    enteredBy: string
    enteredAt: Date
  },
): Promise<void> {
  await tx.insertInto('accountInflow').values(row).execute()
}
