import { addDays, type Day, day } from '@banyan/domain/calendar'
import { guaranteeRefusal } from '@banyan/domain/collection/claim-clocks'
import type { CollectionRules } from '@banyan/domain/collection/collection-rules'
import {
  type Contact,
  type ContactCircumstances,
  type ContactRefusal,
  contactRefusal,
  type GuaranteeRefusal,
  type PastContact,
} from '@banyan/domain/collection/contact-rules'
import type { StaffContext } from '../access/staff-context.ts'
import type { CaseParty } from './case-page.queries.ts'
import {
  isDebtorTried,
  isEnteredAsLost,
  listContactsSince,
  listStopped,
} from './case-work.queries.ts'
import { type LateLoan, listLateLoans } from './clocks.queries.ts'

interface CaseInHand {
  id: string
  debtorId: string
  hardshipUntil: string | null
  agreedFrom: string | null
  agreedTo: string | null
  agreedUntil: string | null
}

/** What the contact rules look at in a case, read once for everybody in it. */
export interface ContactPlace {
  rules: CollectionRules
  circumstances: Omit<ContactCircumstances, 'guarantee'>
  loans: LateLoan[]
}

export async function readContactPlace(
  context: StaffContext,
  rules: CollectionRules,
  held: CaseInHand,
  on: Day,
): Promise<ContactPlace> {
  const since = addDays(on, -rules.unreachable.withinDays)
  const recent = (await listContactsSince(context, held.debtorId, since)) as PastContact[]
  const wasTried =
    recent.some(({ role }) => role === 'debtor') || (await isDebtorTried(context, held.id))
  const { agreedFrom, agreedTo, agreedUntil } = held
  const earlier: PastContact[] = wasTried
    ? [
        {
          partyId: held.debtorId,
          role: 'debtor',
          kind: 'letter',
          on: day('0001-01-01'),
          isEffective: false,
        },
      ]
    : []
  return {
    rules,
    loans: await listLateLoans(context, { debtorIds: [held.debtorId] }, on),
    circumstances: {
      agreedHours:
        agreedFrom === null || agreedTo === null || agreedUntil === null
          ? null
          : { from: agreedFrom, to: agreedTo, until: day(agreedUntil) },
      hardshipUntil: held.hardshipUntil === null ? null : day(held.hardshipUntil),
      stopped: await listStopped(context, held.debtorId),
      isKnownLost: await isEnteredAsLost(context, held.debtorId),
      past: [...earlier, ...recent],
    },
  }
}

/** Nothing can be claimed from a guarantor only when no late loan lets it be. */
function guaranteeOf(
  { loans, rules }: ContactPlace,
  partyId: string,
  on: Day,
): GuaranteeRefusal | null {
  const reasons = loans.map((loan) =>
    guaranteeRefusal(loan, partyId, loan.notices, rules.clocks, on),
  )
  if (reasons.includes(null)) return null
  return reasons[0] ?? 'guarantee-not-in-force'
}

/** Why somebody of a case may not be contacted in a way at a time, or null. */
export function weighContact(
  place: ContactPlace,
  party: CaseParty,
  how: Pick<Contact, 'kind' | 'on' | 'time' | 'saysDebt'>,
): ContactRefusal | null {
  const { rules, circumstances } = place
  const guarantee = party.role === 'guarantor' ? guaranteeOf(place, party.id, how.on) : null
  return contactRefusal(
    rules,
    { partyId: party.id, role: party.role, ...how },
    { ...circumstances, guarantee },
  )
}

/** Calls to somebody on a day: those tried, and those in which they were spoken to. */
export function callsOn({ circumstances }: ContactPlace, partyId: string, on: Day) {
  const calls = circumstances.past.filter(
    (each) => each.kind === 'call' && each.partyId === partyId && each.on === on,
  )
  return { tried: calls.length, effective: calls.filter(({ isEffective }) => isEffective).length }
}
