import type { Day } from '../calendar.ts'
import type { FinancialRatios } from '../customers/financial-ratios.ts'
import type { WatchedEventKind } from './risk-events.ts'

/** What is known of a customer on a day, as the warning rules need it. Money in fen, shares as a `Rate`. */
export interface WatchFacts {
  kind: 'person' | 'company'
  loans: readonly WatchedLoan[]
  /** Instalments whose day has come within the last two years, in the order of their days. */
  instalments: readonly WatchedInstalment[]
  events: readonly WatchedEvent[]
  register: {
    /** What the register says of a company that is no longer in business. */
    lostStatus: string | null
    disagreements: readonly { id: string; field: string; raisedOn: Day }[]
  }
  /** What came in, month by month; months without a row are unknown. */
  inflows: readonly { month: string; amount: number }[]
  statement: {
    id: string
    periodEnd: Day
    ratios: FinancialRatios
    netAssets: number | null
  } | null
  /** On whom this customer's income or spending depends. */
  dependences: readonly { relationId: string; on: string; share: number }[]
  guaranteesGiven: readonly { relationId: string; for: string; amount: number }[]
  expiredPapers: readonly { id: string; what: string; foundOn: Day }[]
  covenantBreaches: readonly { id: string; measure: string; periodEnd: Day; value: number | null }[]
  inspections: readonly {
    id: string
    missedOn: Day | null
    heldOn: Day | null
    conclusion: Conclusion | null
  }[]
  unansweredUpdates: readonly { id: string; flaggedOn: Day }[]
  brokenPromises: readonly { id: string; dueOn: Day; amount: number }[]
  falseMaterial: readonly { id: string; markedOn: Day }[]
  /** Scores from the latest to the earliest; grade 1 is the best. */
  grades: readonly { id: string; on: Day; grade: number }[]
}

export type Conclusion = 'normal' | 'attention' | 'danger'

export interface WatchedLoan {
  id: string
  number: string
  oldestUnpaidOn: Day | null
  /** 1 正常 … 5 损失. */
  tierRank: number
}

export interface WatchedInstalment {
  loanId: string
  number: number
  dueOn: Day
  settledOn: Day | null
}

export interface WatchedEvent {
  id: string
  kind: WatchedEventKind
  happenedOn: Day
  amount: number | null
  isEnded: boolean
}

/** Nothing known, for whoever builds facts piece by piece. */
export const noFacts: WatchFacts = {
  kind: 'company',
  loans: [],
  instalments: [],
  events: [],
  register: { lostStatus: null, disagreements: [] },
  inflows: [],
  statement: null,
  dependences: [],
  guaranteesGiven: [],
  expiredPapers: [],
  covenantBreaches: [],
  inspections: [],
  unansweredUpdates: [],
  brokenPromises: [],
  falseMaterial: [],
  grades: [],
}
