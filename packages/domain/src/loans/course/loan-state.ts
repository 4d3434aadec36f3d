import type { Day } from '../../calendar.ts'
import type { Money } from '../../money.ts'
import type { Rate } from '../../rate.ts'
import type { AccountRole } from '../chart-of-accounts.ts'
import type { SchedulePlan } from '../schedule-plan.ts'
import type { ScheduleTerms } from '../schedule-terms.ts'
import type { ClaimPart, ServicingTerms } from '../servicing-terms.ts'
import type { LoanEventKind } from './loan-event.ts'

/** What is agreed before the first drawdown and frozen. */
export interface LoanContract {
  /** `principal` is the commitment, the most that may be drawn; `disbursedOn` the first drawdown's day. */
  terms: ScheduleTerms
  servicing: ServicingTerms
  /** The product's kind, for limits that depend on it. */
  productKind?: string
}

export type PartAmounts = Record<ClaimPart, Money>

/** 罚息 and 复利 after the due day, exact: fen × penaltyUnit, counted up to `through`. */
export interface OverdueInterest {
  through: Day
  penalty: bigint
  compound: bigint
  /** Penalty of the months that have ended, where penalty compounds too. */
  settled: Money
}

export type InstalmentKind = 'scheduled' | 'prepayment' | 'called' | 'restructured'

/** A row of the schedule in force, with what was paid, forgiven and carried into principal. */
export interface LoanInstalment {
  /** Ascending from 1; unique among the rows in force. */
  number: number
  /** The schedule version the row came with. */
  version: number
  kind: InstalmentKind
  /** First day of its period. */
  from: Day
  /** Interest runs from `from` to `to`; a holiday may move the due day away from it. */
  to: Day
  dueOn: Day
  /** Scheduled principal at `from`. */
  opening: Money
  /** Drawn (+) or repaid early (−) inside the period. */
  changes: { on: Day; amount: Money }[]
  principal: Money
  interest: Money
  /** Interest of the period itself; the row's interest differs where it waits or joins the principal. */
  earned: Money
  fee: Money
  /** Interest that joins the principal on the due day instead of being paid (interest grace). */
  capitalised: Money
  paid: PartAmounts
  waived: PartAmounts
  /** Joined the principal of a later version. */
  moved: PartAmounts
  overdue: OverdueInterest
}

/** A charge outside the schedule: at drawdown, for early repayment, or made by hand. */
export interface LoanFee {
  /** The event that charged it; one event may charge several codes. */
  eventId: string
  code: string
  dueOn: Day
  amount: Money
  paid: Money
  waived: Money
  moved: Money
}

export interface VersionRow {
  number: number
  from: Day
  dueOn: Day
  principal: Money
  interest: Money
  fee: Money
  capitalised: Money
  balance: Money
}

/** The rest of the schedule from a day on. Rows due up to `from` are those of the version before. */
export interface ScheduleVersion {
  version: number
  from: Day
  eventId: string
  reason: LoanEventKind
  /** Rows that stay from the versions before. */
  kept: number
  rows: VersionRow[]
}

export type CourseStatus = 'undrawn' | 'active' | 'settled' | 'written-off'

/** Where a loan stands after its last event. Plain data: what can be stored by row. */
export interface LoanState {
  contract: LoanContract
  /** Of the schedule in force; a restructuring changes them. */
  terms: ScheduleTerms
  /** What the rows after those that ended come from; null before the first drawdown. */
  plan: SchedulePlan | null
  status: CourseStatus
  /** Value day of the last event or automatic effect; what is dated before it needs a replay. */
  on: Day
  firstDrawnOn: Day | null
  lastSequence: number
  drawn: Money
  capitalised: Money
  /** Principal not repaid; also after the write-off, as claim. */
  balance: Money
  held: Money
  writtenOffOn: Day | null
  /** Interest that stood on the balance sheet when it was written off, not recovered yet. */
  chargedOffInterest: Money
  maturesOn: Day
  /** Before any extension: of the first schedule, or of the restructured one. */
  agreedMaturity: Day | null
  rates: { from: Day; rate: Rate }[]
  /** `amount`: how much of the principal; all of it where there is none. */
  misuse: { from: Day; isMisused: boolean; amount?: Money }[]
  /** In due order: ended, open and coming. */
  instalments: LoanInstalment[]
  fees: LoanFee[]
  version: number
}

export type MoneySource = 'money' | 'held'

/** One part of one instalment or charge, and what became of it; the amount is above zero. */
export interface CourseAllocation {
  /** Of the instalment; null for a charge outside the schedule. */
  number: number | null
  /** Event and code of the charge; null for an instalment. */
  fee: { eventId: string; code: string } | null
  part: ClaimPart
  /** `returned`: paid ahead on an instalment that is no more, and held for the customer again. */
  how: 'paid' | 'waived' | 'moved' | 'returned'
  /** What paid it: money that came in, or money held; null where nothing was paid. */
  source: MoneySource | null
  amount: Money
}

/** Amount above zero, accounts by role. */
export interface CoursePosting {
  debit: AccountRole
  credit: AccountRole
  amount: Money
}

/** What one event did, or what held money did on a due day (`event` null). */
export interface Effect {
  event: { id: string; kind: LoanEventKind } | null
  on: Day
  allocations: CourseAllocation[]
  postings: CoursePosting[]
  version: ScheduleVersion | null
  /** Change of the money held for the customer. */
  held: Money
}
