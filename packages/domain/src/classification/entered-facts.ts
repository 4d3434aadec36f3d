import { z } from 'zod'
import { Day } from '../calendar.ts'
import { Money, PositiveMoney } from '../money.ts'

const nothing = z.strictObject({})
const amount = Money.refine((fen) => fen >= 0, 'below-zero')
const name = z.string().trim().min(2).max(100)

/**
 * What the rules ask and no book knows. `about` says whether it is of a claim or of its debtor;
 * a fact in the debtor's favour holds only after another person has confirmed it.
 */
export const enteredFacts = {
  'technical-overdue': { about: 'loan', isFavourable: true, value: nothing },
  'use-changed': { about: 'loan', isFavourable: false, value: nothing },
  refinanced: {
    about: 'loan',
    isFavourable: false,
    value: z.strictObject({ as: z.enum(['new-for-old', 'other-debt']) }),
  },
  renewal: { about: 'loan', isFavourable: true, value: nothing },
  'credit-impaired': {
    about: 'loan',
    isFavourable: false,
    value: z.strictObject({ expectedLoss: PositiveMoney.nullable() }),
  },
  restructured: {
    about: 'loan',
    isFavourable: false,
    value: z.strictObject({
      firstDueOn: Day,
      intervalMonths: z.int().min(1).max(120),
      isAgain: z.boolean(),
    }),
  },
  'difficulty-over': { about: 'loan', isFavourable: true, value: nothing },
  'difficulty-lasts': { about: 'loan', isFavourable: false, value: nothing },
  'stage-rebutted': { about: 'loan', isFavourable: true, value: nothing },
  'risk-raised': { about: 'loan', isFavourable: false, value: nothing },
  'other-bank-debt': {
    about: 'customer',
    isFavourable: false,
    value: z
      .strictObject({
        lender: name,
        total: amount,
        over90: amount,
        isNonPerforming: z.boolean(),
      })
      .refine(({ total, over90 }) => over90 <= total, 'part-above-whole'),
  },
  'rating-cut': { about: 'customer', isFavourable: false, value: nothing },
  'evades-debt': { about: 'customer', isFavourable: false, value: nothing },
  liquidation: { about: 'customer', isFavourable: false, value: nothing },
  merger: { about: 'customer', isFavourable: false, value: nothing },
  'recognised-enhancement': { about: 'customer', isFavourable: true, value: nothing },
  'small-micro': { about: 'customer', isFavourable: true, value: nothing },
} as const satisfies Record<
  string,
  { about: 'loan' | 'customer'; isFavourable: boolean; value: z.ZodType }
>

export type EnteredFactKind = keyof typeof enteredFacts
export const enteredFactKinds = Object.keys(enteredFacts) as [EnteredFactKind, ...EnteredFactKind[]]

type ValueOf<Kind extends EnteredFactKind> = z.infer<(typeof enteredFacts)[Kind]['value']>

/** A fact as it is kept: its kind with its value, since when. */
export type EnteredFact = {
  [Kind in EnteredFactKind]: { kind: Kind; value: ValueOf<Kind>; validFrom: Day }
}[EnteredFactKind]

export type FactRefusal =
  | 'fact-value-wrong'
  | 'fact-names-no-loan'
  | 'fact-names-a-loan'
  | 'fact-of-the-future'

/** Why a fact cannot be kept so, or null. */
export function factRefusal(
  fact: { kind: EnteredFactKind; value: unknown; hasLoan: boolean; validFrom: Day },
  businessDay: Day,
): FactRefusal | null {
  const { about, value } = enteredFacts[fact.kind]
  if (!value.safeParse(fact.value).success) return 'fact-value-wrong'
  if (about === 'loan' && !fact.hasLoan) return 'fact-names-no-loan'
  if (about === 'customer' && fact.hasLoan) return 'fact-names-a-loan'
  return fact.validFrom > businessDay ? 'fact-of-the-future' : null
}
