import { type Day, monthOf } from '@banyan/domain/calendar'
import type { Outputs } from '../api.ts'
import { monthsBetween } from '../charts/month-axis.ts'

export type ApprovalFigures = Outputs['analytics']['approvals']['byMonth'][number]

const nothing = {
  approved: 0,
  declined: 0,
  approvedAmount: 0,
  requestedAmount: 0,
  medianDays: null,
  p90Days: null,
  rate: null,
}

/** Every month of a period in order; where nothing was decided the counts are 0 and the rates none. */
export function everyMonth(
  told: readonly ApprovalFigures[],
  { from, to }: { from: Day; to: Day },
): ApprovalFigures[] {
  return monthsBetween(monthOf(from), monthOf(to)).map(
    (month) => told.find(({ key }) => key === month) ?? { key: month, ...nothing },
  )
}
