import type { Day } from '@banyan/domain/calendar'
import type {
  ContactKind,
  ContactOutcome,
  PartyRole,
} from '@banyan/domain/collection/contact-rules'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface ActionRow {
  institutionId: string
  id: string
  caseId: string
  partyId: string
  partyRole: PartyRole
  kind: ContactKind
  happenedOn: Day
  happenedAt: Date
  outcome: ContactOutcome
  isEffective: boolean
  isAutomatic: boolean
  note: string
  staffId: string
  recordedAt: Date
}

export async function insertAction({ tx }: Place, row: ActionRow): Promise<void> {
  await tx.insertInto('collectionAction').values(row).execute()
}

/** What was done in a case, the latest first. */
export function listActions({ tx, institution }: Place, caseId: string, limit = 200) {
  return tx
    .selectFrom('collectionAction as action')
    .innerJoin('customer as party', (join) =>
      join
        .onRef('party.institutionId', '=', 'action.institutionId')
        .onRef('party.id', '=', 'action.partyId'),
    )
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'action.institutionId')
        .onRef('staff.id', '=', 'action.staffId'),
    )
    .select([
      'action.id',
      'action.kind',
      'action.partyId',
      'action.partyRole',
      'party.name as partyName',
      'party.kind as partyKind',
      'action.happenedOn',
      'action.happenedAt',
      'action.outcome',
      'action.isEffective',
      'action.isAutomatic',
      'action.note',
      'staff.name as by',
    ])
    .where('action.institutionId', '=', institution.id)
    .where('action.caseId', '=', caseId)
    .orderBy('action.happenedAt', 'desc')
    .orderBy('action.id', 'desc')
    .limit(limit)
    .execute()
}

const casesOf = ({ tx, institution }: Place, debtorId: string) =>
  tx
    .selectFrom('collectionCase')
    .select('id')
    .where('institutionId', '=', institution.id)
    .where('debtorId', '=', debtorId)

/** Contacts since a day of everybody around a debtor, in whichever case. */
export function listContactsSince(place: Place, debtorId: string, since: Day) {
  const { tx, institution } = place
  return tx
    .selectFrom('collectionAction')
    .select(['partyId', 'partyRole as role', 'kind', 'happenedOn as on', 'isEffective'])
    .where('institutionId', '=', institution.id)
    .where('caseId', 'in', casesOf(place, debtorId))
    .where('happenedOn', '>=', since)
    .execute()
}

export async function isDebtorTried({ tx, institution }: Place, caseId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('collectionAction')
    .select('id')
    .where('institutionId', '=', institution.id)
    .where('caseId', '=', caseId)
    .where('partyRole', '=', 'debtor')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertStop(
  { tx }: Place,
  row: {
    institutionId: string
    caseId: string
    partyId: string
    reason: string
    stoppedBy: string
    stoppedAt: Date
  },
): Promise<void> {
  await tx
    .insertInto('collectionStop')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Whoever around a debtor asked not to be contacted again, in whichever case. */
export async function listStopped(place: Place, debtorId: string): Promise<Set<string>> {
  const { tx, institution } = place
  const rows = await tx
    .selectFrom('collectionStop')
    .select('partyId')
    .where('institutionId', '=', institution.id)
    .where('caseId', 'in', casesOf(place, debtorId))
    .execute()
  return new Set(rows.map(({ partyId }) => partyId))
}

/** Whether somebody has entered that the debtor cannot be found. */
export async function isEnteredAsLost(
  { tx, institution }: Place,
  debtorId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('riskEvent')
    .select('id')
    .where('institutionId', '=', institution.id)
    .where('customerId', '=', debtorId)
    .where('kind', 'in', ['contact-lost', 'key-person-missing'])
    .where('endedOn', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The name of whoever had a case, or has it from then on, where a step names them. */
const handIn = (end: 'from' | 'to') =>
  sql<
    string | null
  >`(select hand.name from staff hand where hand.institution_id = step.institution_id
    and hand.id::text = step.detail ->> ${sql.lit(end)})`

export function listCaseSteps({ tx, institution }: Place, caseId: string) {
  return tx
    .selectFrom('collectionStep as step')
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'step.institutionId')
        .onRef('staff.id', '=', 'step.staffId'),
    )
    .select([
      'step.id',
      'step.kind',
      'step.happenedOn as on',
      'step.at',
      'staff.name as by',
      'step.detail',
    ])
    .select([handIn('from').as('fromName'), handIn('to').as('toName')])
    .where('step.institutionId', '=', institution.id)
    .where('step.caseId', '=', caseId)
    .orderBy('step.id', 'desc')
    .limit(200)
    .execute()
}
