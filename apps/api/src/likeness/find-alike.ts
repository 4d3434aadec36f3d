import type { CustomerDetails } from '@banyan/domain/customers/customer'
import {
  isNearIdentifier,
  type Likeness,
  type Resemblance,
  resemblance,
} from '@banyan/domain/customers/likeness'
import type { StaffContext } from '../access/staff-context.ts'
import { type Candidate, listCandidates, listHits } from './likeness.queries.ts'
import { type Traits, traitsOf } from './traits.ts'

export interface Alike extends Resemblance {
  candidate: Candidate
}

type Finder = Pick<StaffContext, 'tx' | 'institution' | 'scope' | 'keys'>

/** Whom a file resembles, most alike first: details in their kept form, whole or half typed. */
export async function findAlike(
  context: Finder,
  details: CustomerDetails,
  exceptId: string | null,
): Promise<Alike[]> {
  const traits = traitsOf(context.keys, details)
  const hits = await listHits(context, traits, exceptId)
  const candidates = await listCandidates(context, [...new Set(hits.map(({ id }) => id))])
  const found = candidates.flatMap((candidate): Alike[] => {
    const what = hits.filter(({ id }) => id === candidate.id).map((hit) => hit.what)
    const reasons = confirmed(context, traits, candidate, new Set(what))
    const alike = resemblance(reasons, { one: traits.kind, other: candidate.kind })
    return alike === null ? [] : [{ ...alike, candidate }]
  })
  return found.toSorted((one, other) => other.score - one.score).slice(0, 20)
}

/** The reasons that hold once the numbers behind the digests have been compared. */
function confirmed(
  { keys }: Finder,
  traits: Traits,
  candidate: Candidate,
  reasons: Set<Likeness>,
): Set<Likeness> {
  const { id, pii, wrapped, keyVersion, creditCode } = candidate
  reasons.delete('near-id-number')
  if (traits.idNumber !== '' && pii !== null && wrapped !== null && keyVersion !== null) {
    const { idNumber = '' } = keys.openParty(id, wrapped, keyVersion, pii)
    if (isNearIdentifier(idNumber, traits.idNumber)) reasons.add('near-id-number')
  }
  if (isNearIdentifier(creditCode ?? '', traits.creditCode)) reasons.add('near-credit-code')
  return reasons
}
