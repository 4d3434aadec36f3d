import type { Guarantee } from '../applications/application.ts'
import type { Tier } from '../classification/tiers.ts'
import { tiers } from '../classification/tiers.ts'
import type { Money } from '../money.ts'
import type { Rate } from '../rate.ts'

export const microCustomerTypes = [
  'small-micro-company',
  'sole-trader',
  'farmer',
  'consumer',
  'other',
] as const
export type MicroCustomerType = (typeof microCustomerTypes)[number]

/** One loan as it stood at the close of the reported day. */
export interface MicroLenderLoan {
  loanId: string
  borrowerId: string
  /** The management group of the borrower, or null when it stands alone. */
  groupId: string | null
  customerType: MicroCustomerType
  guarantee: Guarantee
  annualRate: Rate
  termMonths: number
  tier: Tier
  daysPastDue: number
  balance: Money
}

export interface BandRow {
  row: string
  /** A stable word for the row, for its name on screen. */
  name: string
  holds: (loan: MicroLenderLoan) => boolean
}

interface Band {
  name: string
  /** Above this, not including it. */
  over: number
  /** Up to and including this. */
  upTo: number
}

const percent = (whole: number) => whole * 1_000_000
const noEnd = Number.POSITIVE_INFINITY

/** Rate bands turn at the 24 % of the 2025-12 cost guide; the inner edges are the institution's. */
const rateBands: readonly Band[] = [
  { name: 'rate-to-8', over: -1, upTo: percent(8) },
  { name: 'rate-8-12', over: percent(8), upTo: percent(12) },
  { name: 'rate-12-18', over: percent(12), upTo: percent(18) },
  { name: 'rate-18-24', over: percent(18), upTo: percent(24) },
  { name: 'rate-above-24', over: percent(24), upTo: noEnd },
]

const termBands: readonly Band[] = [
  { name: 'term-to-3', over: 0, upTo: 3 },
  { name: 'term-3-6', over: 3, upTo: 6 },
  { name: 'term-6-12', over: 6, upTo: 12 },
  { name: 'term-12-36', over: 12, upTo: 36 },
  { name: 'term-above-36', over: 36, upTo: noEnd },
]

const overdueBands: readonly Band[] = [
  { name: 'not-overdue', over: -1, upTo: 0 },
  { name: 'overdue-1-30', over: 0, upTo: 30 },
  { name: 'overdue-31-60', over: 30, upTo: 60 },
  { name: 'overdue-61-90', over: 60, upTo: 90 },
  { name: 'overdue-above-90', over: 90, upTo: noEnd },
]

const guaranteeOrder = ['credit', 'guarantee', 'mortgage', 'pledge'] as const

type Holds = (loan: MicroLenderLoan) => boolean

function numbered(section: number, rows: readonly { name: string; holds: Holds }[]): BandRow[] {
  return rows.map(({ name, holds }, index) => ({ row: `${section}.${index + 1}`, name, holds }))
}

function banded(bands: readonly Band[], measure: (loan: MicroLenderLoan) => number) {
  return bands.map(({ name, over, upTo }) => ({
    name,
    holds: (loan: MicroLenderLoan) => measure(loan) > over && measure(loan) <= upTo,
  }))
}

/** Row 1 is every loan; sections 2 to 7 each divide the same loans another way. */
export const portfolioSections: readonly { section: number; name: string; rows: BandRow[] }[] = [
  {
    section: 2,
    name: 'by-customer-type',
    rows: numbered(
      2,
      microCustomerTypes.map((name) => ({ name, holds: (loan) => loan.customerType === name })),
    ),
  },
  {
    section: 3,
    name: 'by-guarantee',
    rows: numbered(
      3,
      guaranteeOrder.map((name) => ({ name, holds: (loan) => loan.guarantee === name })),
    ),
  },
  {
    section: 4,
    name: 'by-rate',
    rows: numbered(
      4,
      banded(rateBands, (loan) => loan.annualRate),
    ),
  },
  {
    section: 5,
    name: 'by-term',
    rows: numbered(
      5,
      banded(termBands, (loan) => loan.termMonths),
    ),
  },
  {
    section: 6,
    name: 'by-tier',
    rows: numbered(
      6,
      tiers.map((name) => ({ name, holds: (loan) => loan.tier === name })),
    ),
  },
  {
    section: 7,
    name: 'by-days-overdue',
    rows: numbered(
      7,
      banded(overdueBands, (loan) => loan.daysPastDue),
    ),
  },
]
