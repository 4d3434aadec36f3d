import type { Outputs } from '../api.ts'
import { type ActForm, claimText } from './act-form.ts'

type Loan = Pick<Outputs['loans']['get'], 'schedule' | 'charges' | 'asOf'>
type Row = Loan['schedule'][number]

/** One claim that is owed, by its instalment or by its charge. */
interface WaivableClaim {
  readonly value: string
  readonly number: number | null
  readonly name: string | null
  readonly owed: number
}

function owedOf(row: Row, part: ActForm['part']): number {
  if (part === 'penalty' || part === 'compound') return row[part]
  return part === 'interest' ? row.interest - row.interestPaid : row.fee - row.feePaid
}

/** What is owed of a part on the day, claim by claim: the charges first, then the instalments that are due. */
export function waivableClaims(
  { schedule, charges, asOf }: Loan,
  part: ActForm['part'],
): WaivableClaim[] {
  const ofCharges = charges.map(({ eventId, code, name, owed }) => ({
    value: claimText({ eventId, code }),
    number: null,
    name: name ?? code,
    owed,
  }))
  const ofRows = schedule
    .filter(({ dueOn }) => dueOn <= asOf)
    .map((row) => ({
      value: claimText({ number: row.number }),
      number: row.number,
      name: null,
      owed: owedOf(row, part),
    }))
  return [...(part === 'fee' ? ofCharges : []), ...ofRows].filter(({ owed }) => owed > 0)
}
