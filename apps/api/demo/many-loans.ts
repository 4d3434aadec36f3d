import { uuidv7 } from '@banyan/database'
import { addDays, addMonths, type Day } from '@banyan/domain/calendar'
import { repaymentMethods } from '@banyan/domain/loans/schedule-terms'
import { usualServicing } from '@banyan/domain/loans/servicing-terms'
import { money } from '@banyan/domain/money'
import type { ContractTerms } from '@banyan/domain/products/contract-terms'
import { type RatePlan, resetRules } from '@banyan/domain/products/rate-plan'
import { parseRate, rate } from '@banyan/domain/rate'
import { buildLoan } from '../src/loans/build-loan.ts'
import { insertLoans } from '../src/loans/loans.queries.ts'
import type { LivingBank } from './live-nights.ts'
import { findCollector, listBorrowers } from './live-nights.queries.ts'

/** How the numbers of loans begin whose borrowers pay nothing. */
export const neverPays = 'NP'
/** How the others' numbers begin. */
const manyWays = 'MW'

const methods = repaymentMethods.filter((method) =>
  ['equal-instalment', 'equal-principal', 'interest-only'].includes(method),
)

/**
 * Loans of every way a night treats apart: over the loan prime rate with resets, with penalty and compound interest,
 * some unpaid for long and soon off balance, some whose borrowers pay ahead. Paid out over the months before.
 */
export async function lendInManyWays(
  { resources, institutionId }: LivingBank,
  count: number,
): Promise<void> {
  await resources.transact(institutionId, async (tx) => {
    const { staff, businessDay } = await findCollector(tx, institutionId)
    const borrowers = await listBorrowers(tx, institutionId, count)
    const making = { newId: uuidv7, at: (on: Day) => new Date(`${on}T02:00:00Z`) }
    const loans = borrowers.map(({ id: customerId, branchId, officerId, product }, i) => {
      const isUnpaid = i % 4 === 0
      const disbursedOn = addDays(businessDay, isUnpaid ? -95 - i : -1 - i)
      const ratePlan: RatePlan =
        i % 3 === 0
          ? { kind: 'fixed' }
          : {
              kind: 'lpr',
              tenor: '1y',
              spreadBp: 100 + i,
              resets: resetRules[i % resetRules.length] ?? 'quarter',
            }
      const schedule = {
        method: methods[i % methods.length] ?? 'equal-instalment',
        principal: money(50_000_00 + i * 1_234_56),
        annualRate: i % 3 === 0 ? parseRate('7.2') : rate(5_500_000 + i * 10_000),
        periods: 12 + i,
        frequency: 'monthly' as const,
        dayCount: 'act/360' as const,
        rounding: 'half-up' as const,
        disbursedOn,
        firstDueOn: addMonths(disbursedOn, 1),
      }
      const agreed: ContractTerms = {
        ...schedule,
        ratePlan,
        servicing: { ...usualServicing, overpayment: i % 4 === 1 ? 'pays-ahead' : 'held' },
        allowsRepricing: true,
      }
      return buildLoan(
        {
          ...schedule,
          agreed,
          institution: staff.institution,
          number: `${isUnpaid ? neverPays : manyWays}-${i}`,
          customerId,
          product,
          currency: 'CNY',
          branchId,
          officerId,
          industrySection: null,
          guarantee: 'credit',
          isConsumer: false,
          source: 'demo',
          disbursedBy: staff.staffId,
        },
        making,
      )
    })
    await insertLoans(tx, loans)
  })
}
