import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface NewContactRow {
  institutionId: string
  id: string
  customerId: string
  channel: string
  happenedOn: string
  note: string
  staffId: string
  createdAt: Date
}

export async function insertContact({ tx }: Place, row: NewContactRow): Promise<void> {
  await tx.insertInto('contact').values(row).execute()
}

/** A customer's contacts, the latest first; `cursor` is the id of the last one seen. */
export function listContacts(
  { tx, institution }: Place,
  customerId: string,
  { cursor, limit }: { cursor: string | undefined; limit: number },
) {
  let query = tx
    .selectFrom('contact')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'contact.institutionId')
        .onRef('staff.id', '=', 'contact.staffId'),
    )
    .select([
      'contact.id',
      'contact.channel',
      'contact.happenedOn',
      'contact.note',
      'contact.createdAt',
      'staff.name as staffName',
    ])
    .where('contact.institutionId', '=', institution.id)
    .where('contact.customerId', '=', customerId)
    .orderBy('contact.happenedOn', 'desc')
    .orderBy('contact.id', 'desc')
    .limit(limit)
  if (cursor !== undefined) {
    query = query.where((eb) =>
      eb(
        eb.refTuple('contact.happenedOn', 'contact.id'),
        '<',
        eb
          .selectFrom('contact as last')
          .select(['last.happenedOn', 'last.id'])
          .where('last.institutionId', '=', institution.id)
          .where('last.id', '=', cursor)
          .$asTuple('happenedOn', 'id'),
      ),
    )
  }
  return query.execute()
}
