import { z } from 'zod'

import { addMonths, Day, type Day as BusinessDay } from '../calendar.ts'
import type { AgreedInstalment, RepaymentMethod } from '../loans/repayment-terms.ts'
import { Money, sumMoney, zero } from '../money.ts'

/** Rows agreed by hand, as a contract takes them: each with its day and principal; interest may wait for a later row. */
export const AgreedInstalments = z
  .array(
    z.strictObject({
      dueOn: Day,
      principal: Money.refine((amount) => amount >= 0, 'negative'),
      interest: z.enum(['due', 'later']).default('due'),
    }),
  )
  .min(1)
  .max(600)

export type InstalmentsRefusal =
  | 'instalments-missing'
  | 'instalments-not-for-method'
  | 'instalments-not-in-order'
  | 'instalments-before-signing'
  | 'instalments-beyond-term'
  | 'instalments-not-the-amount'
  | 'instalments-leave-interest'

export interface InstalmentsQuestion {
  method: RepaymentMethod
  instalments: readonly AgreedInstalment[] | null
  amount: Money
  termMonths: number
  signedOn: BusinessDay
}

/**
 * Why rows cannot be agreed for a loan, or null: only the custom method has any and it needs them; they rise,
 * begin after the signing, end within the term that was approved, repay exactly what is lent, and the last one
 * takes the interest that is left.
 */
export function instalmentsRefusal(question: InstalmentsQuestion): InstalmentsRefusal | null {
  const { method, instalments, amount, termMonths, signedOn } = question
  if (method !== 'custom') return instalments === null ? null : 'instalments-not-for-method'
  const [first] = instalments ?? []
  const last = instalments?.at(-1)
  if (!instalments || !first || !last) return 'instalments-missing'
  const isRising = instalments.every(
    ({ dueOn }, index) => index === 0 || dueOn > (instalments[index - 1]?.dueOn ?? dueOn),
  )
  if (!isRising) return 'instalments-not-in-order'
  if (first.dueOn <= signedOn) return 'instalments-before-signing'
  if (last.dueOn > addMonths(signedOn, termMonths)) return 'instalments-beyond-term'
  const repaid = sumMoney(instalments.map(({ principal }) => principal ?? zero))
  if (repaid !== amount) return 'instalments-not-the-amount'
  return last.interest === 'later' ? 'instalments-leave-interest' : null
}

export type AgreedDrawdownRefusal = 'first-instalment-has-passed' | 'agreed-rows-are-for-the-whole'

/** Why a contract with rows of its own cannot be paid out on a day, or null; an amount of null is all of it. */
export function agreedDrawdownRefusal(
  {
    instalments,
    principal,
  }: { instalments?: readonly AgreedInstalment[] | undefined; principal: Money },
  { on, amount }: { on: BusinessDay; amount: Money | null },
): AgreedDrawdownRefusal | null {
  const [first] = instalments ?? []
  if (!first) return null
  if (first.dueOn <= on) return 'first-instalment-has-passed'
  return amount !== null && amount < principal ? 'agreed-rows-are-for-the-whole' : null
}
