import { z } from 'zod'

import { Day } from '../../calendar.ts'
import { Money, PositiveMoney } from '../../money.ts'
import { Rate } from '../../rate.ts'
import { frequencies } from '../schedule-terms.ts'
import { claimParts, prepaymentModes } from '../servicing-terms.ts'

/** `on` is the value day; `sequence` orders the events of one day as they were entered. */
const dated = { id: z.string().min(1), on: Day, sequence: z.int().min(1) }

/** Who agreed to what from a day on: the rest of the loan under new terms. */
export const RestructuredTerms = z.strictObject({
  method: z.enum(['equal-instalment', 'equal-principal', 'interest-only', 'bullet']),
  frequency: z.enum(frequencies),
  periods: z.int().min(1).max(1200),
  firstDueOn: Day,
  annualRate: Rate,
  /** Periods without principal at the start. */
  principalGrace: z.int().min(0).max(120).optional(),
})

export type RestructuredTerms = z.infer<typeof RestructuredTerms>

/** What of the unpaid claims joins the principal; what is left out stays owed as it is. */
const capitalisable = z.enum(['interest', 'penalty', 'compound', 'fee'])

const Drawdown = z.strictObject({ kind: z.literal('drawdown'), ...dated, amount: PositiveMoney })
const Repayment = z.strictObject({ kind: z.literal('repayment'), ...dated, amount: PositiveMoney })
/**
 * `amount` is the money received: what is due first, then the charge, interest and principal. None to settle
 * what was paid ahead already.
 */
const Prepayment = z.strictObject({
  kind: z.literal('prepayment'),
  ...dated,
  mode: z.enum(prepaymentModes),
  amount: Money.refine((amount) => amount >= 0, 'below-zero'),
})
const Fee = z.strictObject({
  kind: z.literal('fee'),
  ...dated,
  code: z.string().min(1).max(40),
  amount: PositiveMoney,
})
/** One claim among those due: an instalment, or a charge outside the schedule. */
export const ClaimChoice = z.union([
  z.strictObject({ number: z.int().min(1) }),
  z.strictObject({ eventId: z.string().min(1), code: z.string().min(1).max(40) }),
])
export type ClaimChoice = z.infer<typeof ClaimChoice>

/** Forgives what is owed of one part that day, oldest first, or of the one claim that is named. */
const Waiver = z.strictObject({
  kind: z.literal('waiver'),
  ...dated,
  part: z.enum(claimParts).exclude(['principal']),
  amount: PositiveMoney,
  only: ClaimChoice.optional(),
})
const RateReset = z.strictObject({ kind: z.literal('rate-reset'), ...dated, annualRate: Rate })
const Extension = z.strictObject({
  kind: z.literal('extension'),
  ...dated,
  maturesOn: Day,
  annualRate: Rate.optional(),
})
const Restructuring = z.strictObject({
  kind: z.literal('restructuring'),
  ...dated,
  terms: RestructuredTerms,
  capitalises: z.array(capitalisable).max(4),
})
/**
 * Borrowed money put to another use from the day on: `amount` of it, all of it where left out. `isOver`
 * when it was put right.
 */
const Misuse = z.strictObject({
  kind: z.literal('misuse'),
  ...dated,
  isOver: z.boolean(),
  amount: PositiveMoney.optional(),
})
const WriteOff = z.strictObject({ kind: z.literal('write-off'), ...dated })
const Recovery = z.strictObject({ kind: z.literal('recovery'), ...dated, amount: PositiveMoney })
const Refund = z.strictObject({ kind: z.literal('refund'), ...dated, amount: PositiveMoney })
/** Takes an event back as if it had never been; `on` is the day it was taken back. */
const Reversal = z.strictObject({
  kind: z.literal('reversal'),
  ...dated,
  of: z.string().min(1),
})

/** All that happens to a loan after its contract. */
export const LoanEvent = z.discriminatedUnion('kind', [
  Drawdown,
  Repayment,
  Prepayment,
  Fee,
  Waiver,
  RateReset,
  Extension,
  Restructuring,
  Misuse,
  WriteOff,
  Recovery,
  Refund,
  Reversal,
])
export type LoanEvent = z.infer<typeof LoanEvent>
export type LoanEventKind = LoanEvent['kind']
export type EventOf<K extends LoanEventKind> = Extract<LoanEvent, { kind: K }>

/** Dated events change the loan on their day; a reversal only takes another away. */
export type DatedEvent = Exclude<LoanEvent, { kind: 'reversal' }>
