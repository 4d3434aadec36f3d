import { Day } from '@banyan/domain/calendar'
import { formatMoney, type Money } from '@banyan/domain/money'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { loanStatement } from '../loans/loan-statement.ts'
import { found } from '../not-found.ts'
import type { CsvValue } from '../reports/write-csv.ts'
import { exportSheet } from './export-ledger.ts'
import { listLoanIdsOfCustomer } from './statements.queries.ts'

const Period = z.object({
  format: z.enum(['csv', 'xlsx']),
  from: Day.optional(),
  to: Day.optional(),
})
export const LoanStatementFile = Period.extend({ loanId: z.uuid() })
export const CustomerStatementFile = Period.extend({ customerId: z.uuid() })

const headings = [
  ...['借据号', '币种', '日期', '业务', '发放及转入', '归还本金', '利息', '罚息', '复利', '费用'],
  ...['退回预付', '减免', '核销', '暂收款变动', '本金余额', '暂收款余额'],
]

type Line = Awaited<ReturnType<typeof loanStatement>>['lines'][number]

const kindNames: Readonly<Record<Line['kind'], string>> = {
  drawdown: '放款',
  repayment: '还款',
  prepayment: '提前还款',
  fee: '收费',
  waiver: '减免',
  'rate-reset': '利率调整',
  extension: '展期',
  restructuring: '重组',
  misuse: '挪用认定',
  'write-off': '核销',
  recovery: '核销后收回',
  refund: '退款',
  reversal: '冲正',
  'apply-held': '暂收款抵扣',
}

const yuan = (amount: Money): CsvValue => ({ plain: formatMoney(amount) })

async function linesOf(
  context: StaffContext,
  loanIds: readonly string[],
  period: { from?: Day | undefined; to?: Day | undefined },
): Promise<CsvValue[][]> {
  const lines: CsvValue[][] = []
  for (const loanId of loanIds) {
    const statement = await loanStatement(context, { loanId, ...period })
    for (const line of statement.lines) {
      const { paid } = line
      lines.push([
        ...[statement.number, statement.currency, line.on],
        ...[kindNames[line.kind], yuan(line.added)],
        ...[yuan(paid.principal), yuan(paid.interest), yuan(paid.penalty), yuan(paid.compound)],
        ...[yuan(paid.fee), yuan(line.returned), yuan(line.waived), yuan(line.writtenOff)],
        ...[yuan(line.held), yuan(line.balance), yuan(line.heldAfter)],
      ])
    }
  }
  return lines
}

/** 对账单 of one loan. */
export async function exportLoanStatement(
  context: StaffContext,
  { format, loanId, ...period }: z.output<typeof LoanStatementFile>,
): Promise<Response> {
  const lines = await linesOf(context, [loanId], period)
  const day = period.to ?? context.businessDay
  const name = `statement-${loanId}-${day}`
  return exportSheet(context, { name, title: '贷款对账单', headings, lines, day, format })
}

/** 对账单 of every loan of a customer, one after the other. */
export async function exportCustomerStatement(
  context: StaffContext,
  { format, customerId, ...period }: z.output<typeof CustomerStatementFile>,
): Promise<Response> {
  const loanIds = await listLoanIdsOfCustomer(context, customerId)
  found(loanIds[0], 'customer')
  const lines = await linesOf(context, loanIds, period)
  const day = period.to ?? context.businessDay
  const name = `statement-${customerId}-${day}`
  return exportSheet(context, { name, title: '客户对账单', headings, lines, day, format })
}
