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
  'actual-controller',
  'same-source',
] as const
export type RelationKind = (typeof relationKinds)[number]

export interface RelationRule {
  /** Whether "a … b" says the same as "b … a". */
  isMutual: boolean
  /** Whether the two belong to one management group (统一授信). */
  isGrouping: boolean
  /** What the relation cannot do without. */
  needs: readonly ('amount' | 'evidence')[]
  /** What `role` may say; none of them has to be known. */
  roles: readonly RelationRole[]
}

/** What a relation is, more closely than its kind tells. */
export const relationRoles = [
  'legal-representative',
  'director',
  'supervisor',
  'executive',
  'chief-executive',
  'spouse',
  'parent-child',
  'grandparent-grandchild',
  'sibling',
  'collateral',
  'in-law',
  'income',
  'spending',
  'phone',
  'email',
  'repayment',
  'funding',
  'other',
] as const
export type RelationRole = (typeof relationRoles)[number]

const plain = { isMutual: false, isGrouping: false, needs: [], roles: [] } as const
const mutual = { ...plain, isMutual: true } as const
const grouping = { ...plain, isGrouping: true } as const

/**
 * What each kind means, after the 2010 group-customer guideline and the 2018 large-exposure rules. In
 * `trade` the first party depends on the second: its income comes from it, or its spending goes to it.
 */
export const relationRules: Readonly<Record<RelationKind, RelationRule>> = {
  ownership: grouping,
  control: grouping,
  branch: grouping,
  'actual-controller': grouping,
  guarantee: { ...plain, needs: ['amount'] },
  family: {
    ...mutual,
    roles: [
      'spouse',
      'parent-child',
      'grandparent-grandchild',
      'sibling',
      'collateral',
      'in-law',
      'other',
    ],
  },
  officer: {
    ...plain,
    roles: [
      'legal-representative',
      'director',
      'supervisor',
      'executive',
      'chief-executive',
      'other',
    ],
  },
  'same-address': mutual,
  'same-contact': { ...mutual, roles: ['phone', 'email'] },
  trade: { ...plain, roles: ['income', 'spending'] },
  'concerted-action': mutual,
  'joint-borrower': mutual,
  'same-source': { ...mutual, roles: ['repayment', 'funding'] },
}

/** One hundred percent as a `Rate`. */
const whole = 100_000_000

/**
 * A relation as entered or imported. `from` and `to` name parties by id or number. `percent` is the share of
 * capital, `votingPercent` of votes, `incomePercent` of what is earned (收益), `dependencePercent` of the first
 * party's income or spending (收入、支出占比), all in a `Rate`'s millionths of a percent; `validTo` is the last
 * day.
 */
export const NewRelation = z.strictObject({
  from: z.string().trim().min(1, 'missing').max(100, 'too-long'),
  to: z.string().trim().min(1, 'missing').max(100, 'too-long'),
  kind: z.enum(relationKinds),
  role: z.enum(relationRoles).nullable().default(null),
  percent: Rate.nullable(),
  votingPercent: Rate.nullable(),
  incomePercent: Rate.nullable().default(null),
  dependencePercent: Rate.nullable().default(null),
  amount: AmountField.nullable(),
  validFrom: Day.nullable(),
  validTo: Day.nullable(),
  source: textField(100),
  evidence: textField(500),
})
export type NewRelation = z.infer<typeof NewRelation>

/** Every problem of a relation at once, in the order of the form. Only a holding may lead back: own shares. */
export function relationProblems(relation: z.input<typeof NewRelation>): FieldProblem[] {
  const { from, to, kind, percent, votingPercent, amount, validFrom, validTo } = relation
  const { role = null, incomePercent = null, dependencePercent = null } = relation
  const { needs, roles } = relationRules[kind]
  const isBackwards = validFrom !== null && validTo !== null && validTo < validFrom
  const isMisnamed = role !== null && !roles.includes(role)
  const reasons: [field: string, reason: string | null][] = [
    ['to', from === to && kind !== 'ownership' ? 'related-to-itself' : null],
    ['role', isMisnamed ? 'of-another-kind' : null],
    ['percent', percentReason(percent)],
    ['votingPercent', percentReason(votingPercent)],
    ['incomePercent', percentReason(incomePercent)],
    ['dependencePercent', percentReason(dependencePercent)],
    ['amount', needs.includes('amount') && !amount ? 'missing' : null],
    ['validTo', isBackwards ? 'before-start' : null],
  ]
  return reasons.flatMap(([field, reason]) => (reason === null ? [] : [{ field, reason }]))
}

function percentReason(percent: number | null): string | null {
  return percent !== null && percent > whole ? 'more-than-whole' : null
}
