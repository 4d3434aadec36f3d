import { uuidv7 } from '@banyan/database'
import type { TestStaff } from '../../testing.ts'

export interface ServicingPlace {
  loanActId: string
  debitFileId: string
  bankLineId: string
  chartChangeId: string
}

type Insert = (table: string, row: Record<string, unknown>) => Promise<void>

const at = new Date('2026-10-10T00:00:00Z')

/** An act that waits on the loan, a debit that is under way, and money nobody has matched. */
export async function serviceLoan(
  insert: Insert,
  by: TestStaff,
  loanId: string,
): Promise<ServicingPlace> {
  return {
    loanActId: await anAct(insert, by, loanId),
    debitFileId: await aDebit(insert, by, loanId),
    bankLineId: await aBankLine(insert, by),
    chartChangeId: await aChartChange(insert, by),
  }
}

const madeBy = ({ staffId }: TestStaff) => ({ made_by: staffId, made_at: at })

async function anAct(insert: Insert, by: TestStaff, loanId: string): Promise<string> {
  const id = uuidv7()
  await insert('loan_act', {
    institution_id: by.institution.id,
    id,
    number: `DB${id}`,
    loan_id: loanId,
    kind: 'write-off',
    status: 'waiting',
    value_day: '2026-10-10',
    asked: JSON.stringify({ kind: 'write-off' }),
    reason: '借款人下落不明',
    event_count: 1,
    preview: '{}',
    ...madeBy(by),
  })
  return id
}

async function aDebit(insert: Insert, by: TestStaff, loanId: string): Promise<string> {
  const id = uuidv7()
  const institution_id = by.institution.id
  const due = { due_on: '2026-10-10', amount: 100_00 }
  await insert('debit_file', {
    institution_id,
    id,
    number: `DK${id}`,
    channel: 'core',
    line_count: 1,
    ...due,
    ...madeBy(by),
  })
  const line = { id: uuidv7(), file_id: id, line: 1, loan_id: loanId, status: 'sent' }
  await insert('debit_line', { institution_id, ...line, ...due })
  return id
}

async function aBankLine(insert: Insert, by: TestStaff): Promise<string> {
  const [statement_id, id] = [uuidv7(), uuidv7()]
  const institution_id = by.institution.id
  const bank_account = statement_id
  await insert('bank_statement', {
    institution_id,
    id: statement_id,
    name: 'day.csv',
    bank_account,
    digest: Buffer.alloc(32),
    line_count: 1,
    ...madeBy(by),
  })
  const received = { booked_on: '2026-10-10', amount: 100_00, payer_name: '某公司', memo: '' }
  const line = { id, statement_id, line: 1, bank_account, reference: '1', status: 'unmatched' }
  await insert('bank_line', { institution_id, ...line, ...received })
  return id
}

async function aChartChange(insert: Insert, by: TestStaff): Promise<string> {
  const id = uuidv7()
  await insert('chart_change', {
    institution_id: by.institution.id,
    id,
    role: `role ${id}`,
    code: '602101',
    name: '贷款手续费',
    name_en: 'Loan fees',
    reason: '财务要求',
    status: 'waiting',
    ...madeBy(by),
  })
  return id
}
