import type { Money } from '../money.ts'
import { formatMoney, money, zero } from '../money.ts'
import { costedSchedule } from '../products/costed-schedule.ts'
import type { IsWorkingDay } from '../working-days.ts'
import { type ClauseFacts, contractClauses, inChinese } from './contract-clauses.ts'
import type { Schedule } from './schedule-row.ts'

export interface ContractFacts extends Omit<ClauseFacts, 'borrowerNumber' | 'cost'> {
  number: string
  lender: string
  branch: string
  borrower: { name: string; number: string }
  applicationNumber: string
}

const line = (cells: string[]) => cells.join('\t')

function scheduleLines({ rows, totals, upfrontFee = zero }: Schedule): string[] {
  const hasFees = rows.some(({ fee = zero }) => fee > 0)
  const cells = (head: string[], amounts: Money[]) => line([...head, ...amounts.map(formatMoney)])
  const fee = (amount: Money) => (hasFees ? [amount] : [])
  const charged = money(rows.reduce((sum, row) => sum + (row.fee ?? 0), 0))
  return [
    ...(upfrontFee > 0 ? [`放款时收取的费用：¥${formatMoney(upfrontFee)}`] : []),
    line(['期次', '到期日', '本金', '利息', ...(hasFees ? ['费用'] : []), '合计', '剩余本金']),
    ...rows.map((row) =>
      cells(
        [String(row.number), row.dueOn],
        [row.principal, row.interest, ...fee(row.fee ?? zero), row.total, row.balance],
      ),
    ),
    line([
      cells(
        ['合计', ''],
        [totals.principal, totals.interest, ...fee(charged), money(totals.total)],
      ),
      '',
    ]),
  ]
}

/**
 * The contract as plain text, its schedule as the last part in tab-separated lines. It names no
 * identity number: the borrower is known by name and customer number. A holiday rule needs the calendar.
 */
export function contractText(facts: ContractFacts, isWorkingDay?: IsWorkingDay): string {
  const { number, lender, branch, borrower, applicationNumber, signedOn } = facts
  const { schedule, cost } = costedSchedule(facts.terms, isWorkingDay)
  const clauses = contractClauses({ ...facts, borrowerNumber: borrower.number, cost })
  const numbered = clauses.map((clause, index) => `${index + 1}. ${clause}`)
  return [
    '借款合同',
    `合同编号：${number}`,
    `申请编号：${applicationNumber}`,
    `贷款人：${lender}（${branch}）`,
    `借款人：${borrower.name}（客户编号${borrower.number}）`,
    '',
    ...numbered,
    '',
    `签订日期：${inChinese(signedOn)}`,
    '贷款人（盖章）：',
    '借款人（签字或盖章）：',
    '',
    '附表：还款计划',
    ...scheduleLines(schedule),
  ].join('\n')
}
