import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface ConsentRow {
  institutionId: string
  id: string
  customerId: string
  purpose: 'promotion'
  channel: string
  givenOn: string
  evidence: string
  recordedBy: string
  recordedAt: Date
}

export async function insertConsent({ tx }: Place, row: ConsentRow): Promise<void> {
  await tx.insertInto('consent').values(row).execute()
}

/** What a customer has agreed to, withdrawn ones too, the latest first. */
export function listConsents({ tx, institution }: Place, customerId: string) {
  return tx
    .selectFrom('consent')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'consent.institutionId')
        .onRef('staff.id', '=', 'consent.recordedBy'),
    )
    .select([
      'consent.id',
      'consent.purpose',
      'consent.channel',
      'consent.givenOn',
      'consent.withdrawnOn',
      'consent.evidence',
      'staff.name as recordedBy',
    ])
    .where('consent.institutionId', '=', institution.id)
    .where('consent.customerId', '=', customerId)
    .orderBy('consent.id', 'desc')
    .limit(200)
    .execute()
}

export function lockConsent({ tx, institution }: Place, id: string) {
  return tx
    .selectFrom('consent')
    .select(['id', 'customerId', 'channel', 'givenOn', 'withdrawnOn'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function setWithdrawn(
  { tx, institution }: Place,
  id: string,
  withdrawnOn: string,
): Promise<void> {
  await tx
    .updateTable('consent')
    .set({ withdrawnOn })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}
