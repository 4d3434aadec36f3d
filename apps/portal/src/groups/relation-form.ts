import { Day } from '@banyan/domain/calendar'
import { relationRules, type RelationKind } from '@banyan/domain/groups/relation'
import type { Inputs } from '../api.ts'
import { enteredPercent, enteredYuan } from './entered-numbers.ts'

export interface RelationForm {
  kind: RelationKind
  direction: 'outward' | 'inward'
  otherId: string | null
  percent: string
  votingPercent: string
  amount: string
  validFrom: string
  source: string
  evidence: string
}

export function emptyRelation(businessDay: string): RelationForm {
  return {
    kind: 'ownership',
    direction: 'outward',
    otherId: null,
    percent: '',
    votingPercent: '',
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
  const { kind, otherId, percent, votingPercent, amount, validFrom } = form
  const fails = (text: string, read: (text: string) => unknown) =>
    text.trim() !== '' && read(text) === null
  const paid = enteredYuan(amount)
  return {
    ...(otherId === null ? { otherId: 'chooseCustomer' } : {}),
    ...(hasShares(kind) && fails(percent, enteredPercent) ? { percent: 'badPercent' } : {}),
    ...(hasShares(kind) && fails(votingPercent, enteredPercent)
      ? { votingPercent: 'badPercent' }
      : {}),
    ...(needsAmount(kind) && (paid === null || paid <= 0) ? { amount: 'badAmount' } : {}),
    ...(Day.safeParse(validFrom).success ? {} : { validFrom: 'bad-input' }),
  }
}

export const hasShares = (kind: RelationKind) => kind === 'ownership' || kind === 'control'
export const needsAmount = (kind: RelationKind) => relationRules[kind].needs.includes('amount')

/** The relation as the server takes it, from `customerId`'s side; null while something is wrong. */
export function relationEntry(
  customerId: string,
  form: RelationForm,
): Inputs['groups']['addRelation'] | null {
  const { kind, direction, otherId, source, evidence } = form
  const validFrom = Day.safeParse(form.validFrom)
  if (otherId === null || !validFrom.success) return null
  if (Object.keys(relationFormProblems(form)).length > 0) return null
  const isOutward = direction === 'outward' || relationRules[kind].isMutual
  return {
    from: isOutward ? customerId : otherId,
    to: isOutward ? otherId : customerId,
    kind,
    percent: hasShares(kind) ? enteredPercent(form.percent) : null,
    votingPercent: hasShares(kind) ? enteredPercent(form.votingPercent) : null,
    amount: needsAmount(kind) ? enteredYuan(form.amount) : null,
    validFrom: validFrom.data,
    validTo: null,
    source: source.trim(),
    evidence: evidence.trim(),
  }
}
