import { type Day, day } from '@banyan/domain/calendar'
import {
  StatementFigures,
  type StatementLine,
  statementLines,
} from '@banyan/domain/customers/financial-statement'
import type { Money } from '@banyan/domain/money'
import type { TestBank, TestStaff } from '../testing.ts'

/** A yearly statement of a company with these lines and no others. */
export async function aStatement(
  bank: TestBank,
  staff: TestStaff,
  customerId: string,
  lines: Partial<Record<StatementLine, Money>>,
  periodEnd: Day = day('2025-12-31'),
): Promise<string> {
  const figures = Object.fromEntries(statementLines.map((line) => [line, lines[line] ?? null]))
  const { id } = await bank.as(staff).statements.record({
    customerId,
    periodEnd,
    period: 'year',
    scope: 'own',
    isAudited: true,
    source: '审计报告',
    figures: StatementFigures.parse(figures),
  })
  return id
}
