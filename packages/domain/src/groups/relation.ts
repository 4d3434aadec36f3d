import { z } from 'zod'
import { Day } from '../calendar.ts'
import { AmountField, textField } from '../customers/field-schemas.ts'
import type { FieldProblem } from '../customers/person.ts'
import { Rate } from '../rate.ts'

/** How one party stands to another; a relation reads "`from` … `to`". */
export const relationKinds = [
  'ownership',
  'control',
  'guarantee',
  'family',
  'officer',
  'same-address',
  'same-contact',
  'trade',
  'concerted-action',
  'joint-borrower',
  'branch',
] as const
export type RelationKind = (typeof relationKinds)[number]

export interface RelationRule {
  /** Whether "a … b" says the same as "b … a". */
  isMutual: boolean
  /** Whether the two belong to one management group (统一授信). */
  isGrouping: boolean
  /** What the relation cannot do without. */
  needs: readonly ('amount' | 'evidence')[]
}

/** What each kind means, after the 2010 group-customer guideline and the 2018 large-exposure rules. */
export const relationRules: Readonly<Record<RelationKind, RelationRule>> = {
  ownership: { isMutual: false, isGrouping: true, needs: [] },
  control: { isMutual: false, isGrouping: true, needs: [] },
  branch: { isMutual: false, isGrouping: true, needs: [] },
  guarantee: { isMutual: false, isGrouping: false, needs: ['amount'] },
  family: { isMutual: true, isGrouping: false, needs: [] },
  officer: { isMutual: false, isGrouping: false, needs: [] },
  'same-address': { isMutual: true, isGrouping: false, needs: [] },
  'same-contact': { isMutual: true, isGrouping: false, needs: [] },
  trade: { isMutual: false, isGrouping: false, needs: [] },
  'concerted-action': { isMutual: true, isGrouping: false, needs: [] },
  'joint-borrower': { isMutual: true, isGrouping: false, needs: [] },
}

/** One hundred percent as a `Rate`. */
const whole = 100_000_000

/**
 * A relation as entered or imported. `from` and `to` name parties by id or number. `percent` is the share of
 * capital, `votingPercent` of votes, both in a `Rate`'s millionths of a percent; `validTo` is the last day.
 */
export const NewRelation = z.strictObject({
  from: z.string().trim().min(1, 'missing').max(100, 'too-long'),
  to: z.string().trim().min(1, 'missing').max(100, 'too-long'),
  kind: z.enum(relationKinds),
  percent: Rate.nullable(),
  votingPercent: Rate.nullable(),
  amount: AmountField.nullable(),
  validFrom: Day.nullable(),
  validTo: Day.nullable(),
  source: textField(100),
  evidence: textField(500),
})
export type NewRelation = z.infer<typeof NewRelation>

/** Every problem of a relation at once, in the order of the form. */
export function relationProblems(relation: NewRelation): FieldProblem[] {
  const { from, to, kind, percent, votingPercent, amount, validFrom, validTo } = relation
  const { needs } = relationRules[kind]
  const isBackwards = validFrom !== null && validTo !== null && validTo < validFrom
  const reasons: [field: string, reason: string | null][] = [
    ['to', from === to ? 'related-to-itself' : null],
    ['percent', percentReason(percent)],
    ['votingPercent', percentReason(votingPercent)],
    ['amount', needs.includes('amount') && !amount ? 'missing' : null],
    ['validTo', isBackwards ? 'before-start' : null],
  ]
  return reasons.flatMap(([field, reason]) => (reason === null ? [] : [{ field, reason }]))
}

function percentReason(percent: number | null): string | null {
  return percent !== null && percent > whole ? 'more-than-whole' : null
}
