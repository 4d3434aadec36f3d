import { z } from 'zod'

import { Money, money } from '../money.ts'
import { Rate, rate } from '../rate.ts'

/** What a payment can pay: 费用, 罚息, 复利, 利息, 本金. */
export const claimParts = ['fee', 'penalty', 'compound', 'interest', 'principal'] as const
export type ClaimPart = (typeof claimParts)[number]

const PartOrder = z
  .array(z.enum(claimParts))
  .length(claimParts.length)
  .refine((parts) => new Set(parts).size === claimParts.length, 'not-every-part-once')

/**
 * In which order money is spent. `instalment-first` clears the oldest instalment, part by part,
 * before the next; `part-first` clears a part across all instalments before the next part.
 */
const Waterfall = z.strictObject({
  spends: z.enum(['instalment-first', 'part-first']),
  performing: PartOrder,
  /** Used from the day the loan is more than `nonPerformingAfterDays` past due (先本后息). */
  nonPerforming: PartOrder,
  nonPerformingAfterDays: z.int().min(0).max(3660),
  /** For money that comes in after the write-off. */
  writtenOff: PartOrder,
})

/**
 * 罚息 and 复利. Uplifts are shares of the contract rate: 50 % is 50_000_000. Of overdue and misuse
 * the heavier uplift applies, never both (银发〔2003〕251号, to be confirmed).
 */
const PenaltyTerms = z.strictObject({
  uplift: Rate,
  misuseUplift: Rate,
  /** Paid within so many days of the due day, an instalment bears neither; after them, from the due day on. */
  graceDays: z.int().min(0).max(31),
  /** Whether unpaid interest bears interest. */
  compounds: z.boolean(),
  /** The penalty rate always, or the contract rate until the loan matures and the penalty rate after. */
  compoundsAt: z.enum(['penalty-rate', 'contract-rate-until-maturity']),
  /** Penalty joins what compounds each month from the due day on, where that is agreed. */
  compoundsOn: z.enum(['interest', 'interest-and-penalty']).optional(),
  daysOfYear: z.union([z.literal(360), z.literal(365)]),
  /** No late interest at all: for loans made before any was agreed. */
  isWaived: z.boolean().optional(),
})

export const prepaymentModes = ['settle', 'same-term', 'same-instalment'] as const
export type PrepaymentMode = (typeof prepaymentModes)[number]

const PrepaymentTerms = z.strictObject({
  modes: z.array(z.enum(prepaymentModes)),
  /** The least principal a part prepayment takes off. */
  minimum: Money.refine((amount) => amount >= 0, 'below-zero'),
  /** A share of the principal repaid early. */
  fee: Rate,
  /** Months after the first drawdown from which there is no charge; null: there always is. */
  feeFreeAfterMonths: z.int().min(0).max(600).nullable(),
  /** Interest of the open period: collected with the prepayment, or with the next instalment. */
  interest: z.enum(['to-the-day', 'with-next-instalment']),
})

/**
 * A charge the contract names, with who receives it: a fixed amount, or a share of the amount drawn
 * (at drawdown) or of the balance its period opens with (each instalment).
 */
export const ServicingFee = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  name: z.string().min(1).max(40),
  payee: z.string().min(1).max(80),
  charged: z.enum(['at-drawdown', 'each-instalment', 'by-hand']),
  basis: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('amount'), amount: Money.refine((fen) => fen >= 0) }),
    z.strictObject({ kind: z.literal('share'), share: Rate }),
  ]),
})
export type ServicingFee = z.infer<typeof ServicingFee>

/** How a loan is served once it is paid out; frozen in the contract. */
export const ServicingTerms = z.strictObject({
  waterfall: Waterfall,
  penalty: PenaltyTerms,
  prepayment: PrepaymentTerms,
  fees: z.array(ServicingFee).max(20),
  /** Money beyond what is due: held until the next due day, or spent on the next instalments at once. */
  overpayment: z.enum(['held', 'pays-ahead']),
  /** Interest of a loan more than so many days past due leaves the balance sheet. */
  offBalanceAfterDays: z.int().min(0).max(3660),
})
export type ServicingTerms = z.infer<typeof ServicingTerms>

/**
 * The habit of the trade, each figure a product's to change: 费用→罚息→复利→利息→本金, principal
 * first beyond 90 days, 罚息 half above the contract rate, misuse twice the rate.
 */
export const usualServicing: ServicingTerms = {
  waterfall: {
    spends: 'instalment-first',
    performing: ['fee', 'penalty', 'compound', 'interest', 'principal'],
    nonPerforming: ['principal', 'interest', 'compound', 'penalty', 'fee'],
    nonPerformingAfterDays: 90,
    writtenOff: ['principal', 'interest', 'compound', 'penalty', 'fee'],
  },
  penalty: {
    uplift: rate(50_000_000),
    misuseUplift: rate(100_000_000),
    graceDays: 0,
    compounds: true,
    compoundsAt: 'penalty-rate',
    daysOfYear: 360,
  },
  prepayment: {
    modes: ['settle', 'same-term', 'same-instalment'],
    minimum: money(0),
    fee: rate(0),
    feeFreeAfterMonths: null,
    interest: 'to-the-day',
  },
  fees: [],
  overpayment: 'held',
  offBalanceAfterDays: 90,
}
