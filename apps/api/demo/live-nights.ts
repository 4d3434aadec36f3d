import { addDays, type Day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { Refused } from '@banyan/domain/refused'
import type { Resources } from '../src/access/staff-context.ts'
import { checkByReplay, type ReplayCheck } from '../src/close/replay-check.ts'
import { closeDays } from '../src/close/close-days.ts'
import { prepayLoan } from '../src/loans/prepay-loan.ts'
import { repayLoan } from '../src/loans/repay-loan.ts'
import { inside, type TestStaff } from '../src/testing.ts'
import { neverPays } from './many-loans.ts'
import { findCollector, listOwing, type OwingLoan } from './live-nights.queries.ts'

export interface LivingBank {
  resources: Resources
  institutionId: string
}

export interface Lived {
  nights: number
  businessDay: Day
  done: Record<string, number>
  /** Rows that the steps on loans looked at, all nights together. */
  looked: Record<string, number>
  check: ReplayCheck
}

const lendingSteps = ['held-money', 'rate-resets', 'periods', 'off-balance', 'tiers', 'accruals']

/** Numbers from 0 to below 1, the same for the same seed. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Act = 'pays' | 'pays part' | 'pays too much' | 'paid days ago' | 'repays early' | 'nothing'

/** What a borrower does on a day on which something is due, or whose loan just runs. */
function actOf(
  loan: OwingLoan,
  { today, chance, hasPaidAhead }: { today: Day; chance: number; hasPaidAhead: boolean },
): Act {
  const { number, oldestUnpaidOn, overdue, held } = loan
  // Whoever has money held lets it pay.
  if (number.startsWith(neverPays) || held > 0) return 'nothing'
  if (oldestUnpaidOn === null || oldestUnpaidOn > today)
    return chance < (hasPaidAhead ? 0.02 : 0.003) ? 'repays early' : 'nothing'
  if (oldestUnpaidOn === today) {
    if (chance < 0.72) return 'pays'
    return chance < 0.8 ? 'pays part' : chance < 0.94 ? 'pays too much' : 'nothing'
  }
  const late = overdue > 0 ? chance * 12 : 1
  return late < 0.5 ? 'pays' : late < 0.7 ? 'pays part' : late < 0.8 ? 'paid days ago' : 'nothing'
}

/** Lives so many business days: borrowers pay, or not, through the operations; each day is closed by night. */
export async function liveNights(
  bank: LivingBank,
  { nights, seed }: { nights: number; seed: number },
): Promise<Lived> {
  const { resources, institutionId } = bank
  const chance = chances(seed)
  const done: Record<string, number> = {}
  const looked: Record<string, number> = {}
  const ahead = new Set<string>()
  const { staff, businessDay: first } = await resources.transact(institutionId, (tx) =>
    findCollector(tx, institutionId),
  )
  let today = first
  for (let night = 0; night < nights; night++) {
    const owing = await resources.transact(institutionId, (tx) =>
      listOwing(tx, institutionId, today),
    )
    for (const loan of owing) {
      const hasPaidAhead = ahead.has(loan.id)
      const act = actOf(loan, { today, chance: chance(), hasPaidAhead })
      if (act === 'nothing') continue
      const took = await carryOut(bank, { staff, loan, today, act })
      if (took && act === 'pays too much') ahead.add(loan.id)
      const key = took ? act : `${act}, refused`
      done[key] = (done[key] ?? 0) + 1
    }
    const closer = { institution: staff.institution, staff: { id: staff.staffId } }
    const { rows } = await closeDays(resources, { ...closer, requestId: 'night' }, today)
    for (const step of lendingSteps) looked[step] = (looked[step] ?? 0) + (rows[step] ?? 0)
    today = addDays(today, 1)
  }
  const check = await inside(resources, staff, checkByReplay, 'institution', today)
  return { nights, businessDay: today, done, looked, check }
}

interface Doing {
  staff: TestStaff
  loan: OwingLoan
  today: Day
  act: Act
}

async function carryOut(bank: LivingBank, { staff, loan, today, act }: Doing): Promise<boolean> {
  const { id: loanId, due, overdue, balance } = loan
  const owed = due + overdue
  try {
    await inside(
      bank.resources,
      staff,
      async (context): Promise<unknown> => {
        if (act === 'repays early')
          return balance % 2 === 0
            ? prepayLoan(context, { loanId, mode: 'settle' })
            : prepayLoan(context, { loanId, mode: 'same-term', amount: money(10_000_00) })
        const amounts: Partial<Record<Act, number>> = {
          pays: owed,
          'pays part': Math.ceil(owed / 3),
          'pays too much': owed + 1_234_56,
          'paid days ago': owed,
        }
        const amount = money(amounts[act] ?? owed)
        const paidOn = act === 'paid days ago' ? addDays(today, -3) : today
        return repayLoan(context, { loanId, amount, paidOn })
      },
      'institution',
      today,
    )
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}
