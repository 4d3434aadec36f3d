import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { type Columns, insertRows } from '../insert-rows.queries.ts'

type Scoped = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

export const lineStatuses = ['unmatched', 'matched', 'set-aside'] as const
export type LineStatus = (typeof lineStatuses)[number]

export interface BankLineRow {
  institutionId: string
  id: string
  statementId: string
  line: number
  bankAccount: string
  reference: string
  bookedOn: Day
  amount: number
  payerName: string
  memo: string
  status: LineStatus
}

const lineColumns: Columns<BankLineRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  statementId: 'uuid',
  line: 'integer',
  bankAccount: 'text',
  reference: 'text',
  bookedOn: 'date',
  amount: 'bigint',
  payerName: 'text',
  memo: 'text',
  status: 'text',
}

export async function insertStatement(
  tx: Tx,
  statement: {
    institutionId: string
    id: string
    name: string
    bankAccount: string
    digest: Buffer
    lineCount: number
    madeBy: string
    madeAt: Date
  },
  lines: readonly BankLineRow[],
): Promise<void> {
  await tx.insertInto('bankStatement').values(statement).execute()
  await insertRows(tx, 'bankLine', lineColumns, lines)
}

/** Which of these references of a bank account are known already. */
export async function listKnownReferences(
  { tx, institution }: Pick<Scoped, 'tx' | 'institution'>,
  bankAccount: string,
  references: readonly string[],
): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('bankLine')
    .select('reference')
    .where('institutionId', '=', institution.id)
    .where('bankAccount', '=', bankAccount)
    .where(sql<boolean>`reference = any(${references}::text[])`)
    .execute()
  return new Set(rows.map(({ reference }) => reference))
}

export function listStatements({ tx, institution }: Scoped) {
  return tx
    .selectFrom('bankStatement')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'bankStatement.institutionId')
        .onRef('staff.id', '=', 'bankStatement.madeBy'),
    )
    .select(['bankStatement.id', 'bankStatement.name', 'bankAccount', 'lineCount', 'madeAt'])
    .select('staff.name as madeBy')
    .where('bankStatement.institutionId', '=', institution.id)
    .orderBy('bankStatement.id', 'desc')
    .limit(100)
    .execute()
}

export interface LineFilters {
  status: LineStatus | null
  cursor: string | null
  limit: number
}

export async function listLines(
  { tx, institution }: Pick<Scoped, 'tx' | 'institution'>,
  { status, cursor, limit }: LineFilters,
) {
  let query = tx
    .selectFrom('bankLine')
    .leftJoin('loan', (join) =>
      join
        .onRef('loan.institutionId', '=', 'bankLine.institutionId')
        .onRef('loan.id', '=', 'bankLine.loanId'),
    )
    .leftJoin('loanEvent as reversal', (join) =>
      join
        .onRef('reversal.institutionId', '=', 'bankLine.institutionId')
        .onRef('reversal.reverses', '=', 'bankLine.eventId'),
    )
    .select(['bankLine.id', 'bankLine.line', 'bankAccount', 'reference', 'bookedOn'])
    .select(['bankLine.amount', 'payerName', 'memo', 'bankLine.status', 'matchedBy'])
    .select(['bankLine.loanId', 'loan.number as loanNumber', 'note', 'decidedBy', 'decidedAt'])
    .select('reversal.id as reversedBy')
    .where('bankLine.institutionId', '=', institution.id)
    .orderBy('bankLine.id', 'desc')
    .limit(limit + 1)
  if (status) query = query.where('bankLine.status', '=', status)
  if (cursor) query = query.where('bankLine.id', '<', cursor)
  const found = await query.execute()
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

export function lockLine({ tx, institution }: Pick<Scoped, 'tx' | 'institution'>, lineId: string) {
  return tx
    .selectFrom('bankLine')
    .selectAll()
    .where('institutionId', '=', institution.id)
    .where('id', '=', lineId)
    .forUpdate()
    .executeTakeFirst()
}

export async function setLine(
  { tx, institution }: Pick<Scoped, 'tx' | 'institution'>,
  lineId: string,
  set: {
    status: LineStatus
    matchedBy: string | null
    matchCount: number
    loanId: string | null
    eventId: string | null
    note: string | null
    decidedBy: string
    decidedAt: Date
  },
): Promise<void> {
  await tx
    .updateTable('bankLine')
    .set(set)
    .where('institutionId', '=', institution.id)
    .where('id', '=', lineId)
    .execute()
}

/** Loans within reach that money of these payers, or with these numbers in its memo, may be meant for. */
export async function listCandidateLoans(
  { tx, institution, scope }: Scoped,
  { payers, numbers }: { payers: readonly string[]; numbers: readonly string[] },
) {
  return tx
    .selectFrom('loan')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'loan.institutionId')
        .onRef('customer.id', '=', 'loan.customerId'),
    )
    .select(['loan.id', 'loan.number', 'customer.name as borrower', 'customer.kind'])
    .where('loan.institutionId', '=', institution.id)
    .where('loan.status', 'in', ['active', 'written-off'])
    .where((eb) => inScope(eb, scope, { branch: 'loan.branchId', officer: 'loan.officerId' }))
    .where(
      sql<boolean>`(customer.name = any(${payers}::text[]) or loan.number = any(${numbers}::text[]))`,
    )
    .orderBy('loan.id')
    .limit(2_000)
    .execute()
}
