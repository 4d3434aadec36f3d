import type { StaffContext } from '../access/staff-context.ts'
import { insertRows } from '../insert-rows.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface MessageRow {
  institutionId: string
  id: string
  customerId: string
  subject: string
  body: string
  sentBy: string
  sentAt: Date
}

export async function insertMessage({ tx }: Place, row: MessageRow): Promise<void> {
  await tx.insertInto('message').values(row).execute()
}

export async function insertMessages({ tx }: Place, rows: readonly MessageRow[]): Promise<void> {
  await insertRows(
    tx,
    'message',
    {
      institutionId: 'uuid',
      id: 'uuid',
      customerId: 'uuid',
      subject: 'text',
      body: 'text',
      sentBy: 'uuid',
      sentAt: 'timestamptz',
    },
    rows,
  )
}

/** What was sent to a customer's inbox, the latest first. */
export function listMessages(
  { tx, institution }: Place,
  customerId: string,
  { cursor, limit }: { cursor: string | undefined; limit: number },
) {
  let query = tx
    .selectFrom('message')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'message.institutionId')
        .onRef('staff.id', '=', 'message.sentBy'),
    )
    .select([
      'message.id',
      'message.subject',
      'message.body',
      'staff.name as sentBy',
      'message.sentAt',
      'message.readAt',
    ])
    .where('message.institutionId', '=', institution.id)
    .where('message.customerId', '=', customerId)
    .orderBy('message.id', 'desc')
    .limit(limit)
  if (cursor !== undefined) query = query.where('message.id', '<', cursor)
  return query.execute()
}
