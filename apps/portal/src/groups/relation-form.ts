import { Day } from '@banyan/domain/calendar'
import { relationRules, type RelationKind, type RelationRole } from '@banyan/domain/groups/relation'
import type { Inputs } from '../api.ts'
import { enteredPercent, enteredYuan } from './entered-numbers.ts'

export interface RelationForm {
  kind: RelationKind
  role: RelationRole | 'none'
  direction: 'outward' | 'inward'
  otherId: string | null
  percent: string
  votingPercent: string
  incomePercent: string
  dependencePercent: string
  amount: string
  validFrom: string
  source: string
  evidence: string
}

export function emptyRelation(businessDay: string): RelationForm {
  return {
    kind: 'ownership',
    role: 'none',
    direction: 'outward',
    otherId: null,
    percent: '',
    votingPercent: '',
    incomePercent: '',
    dependencePercent: '',
    amount: '',
    validFrom: businessDay,
    source: '',
    evidence: '',
  }
}

export type FormProblem = 'chooseCustomer' | 'badPercent' | 'badAmount' | 'bad-input'

/** What is wrong with the form, by field, in its order; kinds without shares or amounts ignore those fields. */
export function relationFormProblems(
  form: RelationForm,
): Partial<Record<keyof RelationForm, FormProblem>> {
  const { kind, otherId, amount, validFrom } = form
  const fails = (text: string, read: (text: string) => unknown) =>
    text.trim() !== '' && read(text) === null
  const paid = enteredYuan(amount)
  return {
    ...(otherId === null ? { otherId: 'chooseCustomer' } : {}),
    ...Object.fromEntries(
      sharesOf(kind)
        .filter((share) => fails(form[share], enteredPercent))
        .map((share) => [share, 'badPercent' as const]),
    ),
    ...(needsAmount(kind) && (paid === null || paid <= 0) ? { amount: 'badAmount' } : {}),
    ...(Day.safeParse(validFrom).success ? {} : { validFrom: 'bad-input' }),
  }
}

export type Share = 'percent' | 'votingPercent' | 'incomePercent' | 'dependencePercent'

/** The shares that a kind can tell, in the order of the form. */
export function sharesOf(kind: RelationKind): readonly Share[] {
  if (kind === 'ownership') return ['percent', 'votingPercent', 'incomePercent']
  if (kind === 'control') return ['percent', 'votingPercent']
  return kind === 'trade' ? ['dependencePercent'] : []
}

export const needsAmount = (kind: RelationKind) => relationRules[kind].needs.includes('amount')

/** The relation as the server takes it, from `customerId`'s side; null while something is wrong. */
export function relationEntry(
  customerId: string,
  form: RelationForm,
  ringReason = '',
): Inputs['groups']['addRelation'] | null {
  const { kind, otherId, role, source, evidence } = form
  const validFrom = Day.safeParse(form.validFrom)
  if (otherId === null || !validFrom.success) return null
  if (Object.keys(relationFormProblems(form)).length > 0) return null
  const shares = sharesOf(kind)
  const share = (name: Share) => (shares.includes(name) ? enteredPercent(form[name]) : null)
  const isOfKind = role !== 'none' && relationRules[kind].roles.includes(role)
  return {
    ...endsOf(customerId, form, otherId),
    kind,
    role: isOfKind ? role : null,
    percent: share('percent'),
    votingPercent: share('votingPercent'),
    incomePercent: share('incomePercent'),
    dependencePercent: share('dependencePercent'),
    amount: needsAmount(kind) ? enteredYuan(form.amount) : null,
    validFrom: validFrom.data,
    validTo: null,
    source: source.trim(),
    evidence: evidence.trim(),
    ...(ringReason.trim() === '' ? {} : { confirmsRing: { reason: ringReason.trim() } }),
  }
}

/** Who stands on which side. */
export function endsOf(
  customerId: string,
  { kind, direction }: Pick<RelationForm, 'kind' | 'direction'>,
  otherId: string,
): { from: string; to: string } {
  const isOutward = direction === 'outward' || relationRules[kind].isMutual
  return isOutward ? { from: customerId, to: otherId } : { from: otherId, to: customerId }
}
