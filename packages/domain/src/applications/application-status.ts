import { Refused } from '../refused.ts'

export const applicationStatuses = [
  'draft',
  'submitted',
  'in-review',
  'returned',
  'reviewed',
  'scored',
  'approved',
  'declined',
  'withdrawn',
  'contracted',
  'disbursed',
] as const
export type ApplicationStatus = (typeof applicationStatuses)[number]

/** Each step an application can take: where it may start, and where it ends. */
const steps = {
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  'start-review': { from: ['submitted'], to: 'in-review' },
  return: { from: ['in-review', 'reviewed', 'scored'], to: 'returned' },
  'pass-review': { from: ['in-review'], to: 'reviewed' },
  score: { from: ['reviewed', 'scored'], to: 'scored' },
  approve: { from: ['scored'], to: 'approved' },
  decline: { from: ['reviewed', 'scored'], to: 'declined' },
  withdraw: {
    from: ['draft', 'submitted', 'in-review', 'returned', 'reviewed', 'scored', 'approved'],
    to: 'withdrawn',
  },
  contract: { from: ['approved'], to: 'contracted' },
  disburse: { from: ['contracted'], to: 'disbursed' },
} as const satisfies Record<string, { from: readonly ApplicationStatus[]; to: ApplicationStatus }>

export type ApplicationStep = keyof typeof steps
export type ApplicationStepRefusal = `cannot-${ApplicationStep}-when-${ApplicationStatus}`

export const applicationSteps = Object.keys(steps) as ApplicationStep[]

/** Statuses that no step leaves. */
export const closedStatuses = ['declined', 'withdrawn', 'disbursed'] as const

export function canTake(step: ApplicationStep, status: ApplicationStatus): boolean {
  return steps[step].from.some((from) => from === status)
}

/** Why an application in this status cannot take the step, or null when it can. */
export function stepRefusal(
  step: ApplicationStep,
  status: ApplicationStatus,
): ApplicationStepRefusal | null {
  return canTake(step, status) ? null : `cannot-${step}-when-${status}`
}

/** The status after the step. Throws Refused with the reason `stepRefusal` gives. */
export function statusAfter(step: ApplicationStep, status: ApplicationStatus): ApplicationStatus {
  const refusal = stepRefusal(step, status)
  if (refusal) throw new Refused(refusal)
  return steps[step].to
}

/** An application may be changed only while it lies with its customer manager. */
export function isEditable(status: ApplicationStatus): boolean {
  return status === 'draft' || status === 'returned'
}
