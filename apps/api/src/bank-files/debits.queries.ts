import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { type Columns, insertRows } from '../insert-rows.queries.ts'

type Scoped = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

/** Loans within reach with anything unpaid by a day, which no debit is under way for. */
export async function listDueLoanIds(
  { tx, institution, scope }: Scoped,
  on: Day,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('loan')
    .select('loan.id')
    .where('loan.institutionId', '=', institution.id)
    .where('loan.status', '=', 'active')
    .where('loan.oldestUnpaidOn', '<=', on)
    .where((eb) => inScope(eb, scope, { branch: 'loan.branchId', officer: 'loan.officerId' }))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('debitLine')
            .select('debitLine.id')
            .whereRef('debitLine.institutionId', '=', 'loan.institutionId')
            .whereRef('debitLine.loanId', '=', 'loan.id')
            .where('debitLine.status', '=', 'sent'),
        ),
      ),
    )
    .orderBy('loan.id')
    .execute()
  return rows.map(({ id }) => id)
}

export interface DebitFileRow {
  institutionId: string
  id: string
  number: string
  channel: string
  dueOn: Day
  lineCount: number
  amount: number
  madeBy: string
  madeAt: Date
}

export interface DebitLineRow {
  institutionId: string
  id: string
  fileId: string
  line: number
  loanId: string
  dueOn: Day
  amount: number
  status: string
}

const lineColumns: Columns<DebitLineRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  fileId: 'uuid',
  line: 'integer',
  loanId: 'uuid',
  dueOn: 'date',
  amount: 'bigint',
  status: 'text',
}

export async function insertDebitFile(
  tx: Tx,
  file: DebitFileRow,
  lines: readonly DebitLineRow[],
): Promise<void> {
  await tx.insertInto('debitFile').values(file).execute()
  await insertRows(tx, 'debitLine', lineColumns, lines)
}

export function listDebitFiles({ tx, institution }: Scoped) {
  return tx
    .selectFrom('debitFile')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'debitFile.institutionId')
        .onRef('staff.id', '=', 'debitFile.madeBy'),
    )
    .select(['debitFile.id', 'debitFile.number', 'channel', 'dueOn', 'lineCount', 'amount'])
    .select(['madeAt', 'staff.name as madeBy'])
    .select((eb) =>
      eb
        .selectFrom('debitLine')
        .select(sql<number>`count(*) filter (where status = 'sent')::bigint`.as('open'))
        .whereRef('debitLine.institutionId', '=', 'debitFile.institutionId')
        .whereRef('debitLine.fileId', '=', 'debitFile.id')
        .as('open'),
    )
    .where('debitFile.institutionId', '=', institution.id)
    .orderBy('debitFile.id', 'desc')
    .limit(100)
    .execute()
}

export function findDebitFile({ tx, institution }: Scoped, fileId: string) {
  return tx
    .selectFrom('debitFile')
    .select(['id', 'number', 'channel', 'dueOn', 'lineCount', 'amount', 'madeAt'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', fileId)
    .executeTakeFirst()
}

/** The lines of a file whose loans are within reach. */
export function listDebitLines({ tx, institution, scope }: Scoped, fileId: string) {
  return tx
    .selectFrom('debitLine')
    .innerJoin('loan', (join) =>
      join
        .onRef('loan.institutionId', '=', 'debitLine.institutionId')
        .onRef('loan.id', '=', 'debitLine.loanId'),
    )
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'loan.institutionId')
        .onRef('customer.id', '=', 'loan.customerId'),
    )
    .select(['debitLine.line', 'debitLine.loanId', 'loan.number as loanNumber'])
    .select(['customer.name as customerName', 'customer.kind as customerKind', 'loan.currency'])
    .select(['debitLine.dueOn', 'debitLine.amount', 'debitLine.status', 'debitLine.paid'])
    .select(['debitLine.reason', 'debitLine.answeredAt'])
    .where('debitLine.institutionId', '=', institution.id)
    .where('debitLine.fileId', '=', fileId)
    .where((eb) => inScope(eb, scope, { branch: 'loan.branchId', officer: 'loan.officerId' }))
    .orderBy('debitLine.line')
    .execute()
}

export function lockDebitLine({ tx, institution }: Scoped, fileId: string, line: number) {
  return tx
    .selectFrom('debitLine')
    .innerJoin('debitFile', (join) =>
      join
        .onRef('debitFile.institutionId', '=', 'debitLine.institutionId')
        .onRef('debitFile.id', '=', 'debitLine.fileId'),
    )
    .select(['debitLine.id', 'debitLine.loanId', 'debitLine.status', 'debitLine.amount'])
    .select(['debitLine.paid', 'debitLine.reason', 'debitLine.eventId', 'debitFile.number'])
    .where('debitLine.institutionId', '=', institution.id)
    .where('debitLine.fileId', '=', fileId)
    .where('debitLine.line', '=', line)
    .forUpdate('debitLine')
    .executeTakeFirst()
}

export async function answerDebitLine(
  { tx, institution, now }: Scoped & Pick<StaffContext, 'now'>,
  id: string,
  answer: { status: string; paid: number; reason: string | null; eventId: string | null },
): Promise<void> {
  await tx
    .updateTable('debitLine')
    .set({ ...answer, answeredAt: now() })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}
