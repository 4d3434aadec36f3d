import { Refused } from '../refused.ts'

export const loanStatuses = [
  'active',
  'settled',
  'written-off',
  'transferred',
  'cancelled',
] as const
export type LoanStatus = (typeof loanStatuses)[number]

/**
 * Each step a loan can take once it is paid out. Late is not a status: it is counted from the
 * instalments each day. `reopen` follows a repayment that is taken back; `cancel` undoes an import.
 */
const steps = {
  repay: { from: { active: 'active', 'written-off': 'written-off' } },
  settle: { from: { active: 'settled', 'written-off': 'settled' } },
  reopen: { from: { settled: 'active' } },
  'write-off': { from: { active: 'written-off' } },
  transfer: { from: { active: 'transferred', 'written-off': 'transferred' } },
  cancel: { from: { active: 'cancelled' } },
} as const satisfies Record<string, { from: Partial<Record<LoanStatus, LoanStatus>> }>

export type LoanStep = keyof typeof steps
export type LoanStepRefusal = `cannot-${LoanStep}-when-${LoanStatus}`

export const loanSteps = Object.keys(steps) as LoanStep[]

function targetOf(step: LoanStep, status: LoanStatus): LoanStatus | undefined {
  const from: Partial<Record<LoanStatus, LoanStatus>> = steps[step].from
  return from[status]
}

/** Why a loan in this status cannot take the step, or null when it can. */
export function loanStepRefusal(step: LoanStep, status: LoanStatus): LoanStepRefusal | null {
  return targetOf(step, status) === undefined ? `cannot-${step}-when-${status}` : null
}

/** The status after the step. Throws Refused with the reason `loanStepRefusal` gives. */
export function loanStatusAfter(step: LoanStep, status: LoanStatus): LoanStatus {
  const target = targetOf(step, status)
  if (target === undefined) throw new Refused(`cannot-${step}-when-${status}`)
  return target
}
