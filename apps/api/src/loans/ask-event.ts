import { Day } from '@banyan/domain/calendar'
import { ClaimChoice, RestructuredTerms } from '@banyan/domain/loans/course/loan-event'
import { claimParts, prepaymentModes } from '@banyan/domain/loans/servicing-terms'
import { PositiveMoney } from '@banyan/domain/money'
import { Rate } from '@banyan/domain/rate'
import { z } from 'zod'
import type { AskedEvent } from './enter-event.ts'

/** Changes of terms and gifts of money: what one person asks for and another decides. */
export const ActAsk = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('extension'), maturesOn: Day, annualRate: Rate.optional() }),
  z.strictObject({
    kind: z.literal('restructuring'),
    terms: RestructuredTerms,
    capitalises: z.array(z.enum(['interest', 'penalty', 'compound', 'fee'])).max(4),
    isInDifficulty: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('rate-reset'), from: Day, annualRate: Rate }),
  z.strictObject({
    kind: z.literal('misuse'),
    from: Day,
    isOver: z.boolean(),
    /** Of the principal; all of it where left out. */
    amount: PositiveMoney.optional(),
  }),
  z.strictObject({ kind: z.literal('write-off') }),
  z.strictObject({
    kind: z.literal('waiver'),
    part: z.enum(claimParts).exclude(['principal']),
    amount: PositiveMoney,
    /** One instalment or one charge; what is owed of the part, oldest first, where left out. */
    only: ClaimChoice.optional(),
  }),
  z.strictObject({ kind: z.literal('refund'), amount: PositiveMoney }),
  z.strictObject({ kind: z.literal('reversal'), eventId: z.uuid() }),
  z.strictObject({ kind: z.literal('backdated'), paidOn: Day, amount: PositiveMoney }),
])
export type ActAsk = z.output<typeof ActAsk>

/** What a person may try out on a loan: the acts, and money that would come in, go out or be charged. */
export const TrialAsk = z.union([
  ActAsk,
  z.strictObject({
    kind: z.literal('prepayment'),
    mode: z.enum(prepaymentModes),
    amount: PositiveMoney,
  }),
  z.strictObject({ kind: z.literal('repayment'), amount: PositiveMoney }),
  z.strictObject({ kind: z.literal('drawdown'), amount: PositiveMoney }),
  z.strictObject({ kind: z.literal('fee'), code: z.string().max(40), amount: PositiveMoney }),
])
export type TrialAsk = z.output<typeof TrialAsk>

/** The event that what is asked for comes to on a day. */
export function eventOf(ask: TrialAsk, on: Day): AskedEvent {
  switch (ask.kind) {
    case 'extension': {
      const { kind, maturesOn, annualRate } = ask
      return { kind, on, maturesOn, ...(annualRate === undefined ? {} : { annualRate }) }
    }
    case 'restructuring': {
      const { isInDifficulty: _isInDifficulty, ...event } = ask
      return { ...event, on }
    }
    case 'rate-reset':
    case 'misuse': {
      const { from, ...event } = ask
      return { ...event, on: from } as AskedEvent
    }
    case 'reversal':
      return { kind: 'reversal', on, of: ask.eventId }
    case 'backdated':
      return { kind: 'repayment', on: ask.paidOn, amount: ask.amount }
    case 'write-off':
    case 'waiver':
    case 'refund':
    case 'prepayment':
    case 'repayment':
    case 'drawdown':
    case 'fee':
      return { ...ask, on } as AskedEvent
  }
}
