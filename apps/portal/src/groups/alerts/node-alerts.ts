import type { LoanClass } from '@banyan/ui/loan-class'
import type { Outputs } from '../../api.ts'
import type { MemberRow } from '../member-row.ts'

export type WarningMark = Outputs['warnings']['marksOfGroup'][number]
export type ExpiredPaper = Outputs['groups']['expiredPapers'][number]

/** What a tree's own answer does not say of its members, by customer. */
export interface OutsideMarks {
  readonly warnings: ReadonlyMap<string, WarningMark>
  readonly expired: ReadonlyMap<string, readonly ExpiredPaper[]>
}
export const noMarks: OutsideMarks = { warnings: new Map(), expired: new Map() }

/** What somebody has to look at in one customer, with what a reader needs to know of it. */
export type NodeAlert =
  | { readonly what: 'overdue'; readonly days: number; readonly amount: number }
  | { readonly what: 'frozen' }
  | { readonly what: 'warnings'; readonly colour: WarningMark['colour']; readonly count: number }
  | { readonly what: 'tier'; readonly tier: LoanClass }
  | { readonly what: 'limit'; readonly share: number }
  | { readonly what: 'circle'; readonly members: number }
  | { readonly what: 'expired'; readonly papers: readonly ExpiredPaper[] }
  | { readonly what: 'others'; readonly holders: number }

export type AlertTone = 'danger' | 'warn' | 'plain'

/** From this part of its limit on a customer is marked. */
const markedLimitShare = 0.8

/** Of the customer itself, not of those below it; the gravest first. */
export function alertsOfNode(row: MemberRow, marks: OutsideMarks): NodeAlert[] {
  const { ownDays: days, ownOverdue: amount, ownTier: tier, limit, circle, others } = row
  const warning = marks.warnings.get(row.id)
  const papers = marks.expired.get(row.id)
  const share = limit ? (row.ownBalance + row.ownReserved) / limit : 0
  const found: NodeAlert[] = []
  if (days > 0 || amount > 0) found.push({ what: 'overdue', days, amount })
  if (row.isFrozen) found.push({ what: 'frozen' })
  if (warning) found.push({ what: 'warnings', colour: warning.colour, count: warning.count })
  if (tier && tier !== 'normal') found.push({ what: 'tier', tier })
  if (share >= markedLimitShare) found.push({ what: 'limit', share })
  if (circle) found.push({ what: 'circle', members: circle })
  if (papers?.length) found.push({ what: 'expired', papers })
  if (others) found.push({ what: 'others', holders: others })
  return found.toSorted((one, other) => weights[toneOf(other)] - weights[toneOf(one)])
}

export function toneOf(alert: NodeAlert): AlertTone {
  switch (alert.what) {
    case 'overdue':
    case 'frozen':
    case 'circle':
      return 'danger'
    case 'warnings':
      return alert.colour === 'red' ? 'danger' : 'warn'
    case 'tier':
      return alert.tier === 'special-mention' ? 'warn' : 'danger'
    case 'limit':
      return alert.share > 1 ? 'danger' : 'warn'
    case 'expired':
      return 'warn'
    case 'others':
      return 'plain'
  }
}

const weights: Readonly<Record<AlertTone, number>> = { danger: 10_000, warn: 100, plain: 1 }

/** One grave matter outweighs any number of lesser ones; 0 without any. */
export const gravityOf = (alerts: readonly NodeAlert[]): number =>
  alerts.reduce((sum, alert) => sum + weights[toneOf(alert)], 0)
