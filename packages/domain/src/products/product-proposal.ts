import { z } from 'zod'

import { Day, type Day as BusinessDay } from '../calendar.ts'
import { productKinds } from './product-kind.ts'
import { ProductTerms } from './product-terms.ts'
import type { ProductVersion } from './product-version.ts'
import { versionOn } from './product-version.ts'
import { termDifferences } from './term-differences.ts'

export const ProductCode = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'not-a-product-code')

const Reason = z.string().trim().min(2).max(500)

const names = {
  name: z.string().trim().min(2).max(40),
  nameEn: z.string().trim().min(2).max(80),
}

/** What a product is called from a version's day on. */
export const ProductNames = z.strictObject(names)
export type ProductNames = z.infer<typeof ProductNames>

/** `basedOn` is the newest version the person saw; `names` where it is to be called something else. */
export const ProductChange = z.strictObject({
  code: ProductCode,
  basedOn: z.int32().min(0),
  names: ProductNames.optional(),
  terms: ProductTerms,
  validFrom: Day,
  reason: Reason,
})
export type ProductChange = z.infer<typeof ProductChange>

export const NewProduct = z.strictObject({
  code: ProductCode,
  ...names,
  kind: z.enum(productKinds),
  terms: ProductTerms,
  validFrom: Day,
  reason: Reason,
})
export type NewProduct = z.infer<typeof NewProduct>

export const ProductWithdrawal = ProductChange.omit({ terms: true, names: true })
export type ProductWithdrawal = z.infer<typeof ProductWithdrawal>

export type ProposalRefusal =
  | 'proposal-is-waiting'
  | 'begins-in-the-past'
  | 'nothing-changed'
  | 'product-not-offered'

export interface ProposalFacts {
  versions: readonly ProductVersion[]
  /** Null for a withdrawal. */
  terms: ProductTerms | null
  validFrom: BusinessDay
  businessDay: BusinessDay
  isWaiting: boolean
  /** It is to be called something else. */
  isRenamed?: boolean
}

/** Why a version or a withdrawal cannot be proposed, or null. What it changes is the version in force on its day. */
export function proposalRefusal(facts: ProposalFacts): ProposalRefusal | null {
  const { versions, terms, validFrom, businessDay, isWaiting, isRenamed = false } = facts
  if (isWaiting) return 'proposal-is-waiting'
  if (validFrom < businessDay) return 'begins-in-the-past'
  const standing = versionOn(versions, validFrom)
  if (terms === null) return standing?.terms ? null : 'product-not-offered'
  if (!standing || isRenamed) return null
  return termDifferences(standing.terms, terms).length === 0 ? 'nothing-changed' : null
}

export type ProposalStatus = 'waiting' | 'approved' | 'refused' | 'cancelled'
export type ProposalDecisionRefusal = 'proposal-is-decided' | 'own-proposal'

/** Why this person may not decide the proposal, or null: whoever made it never does. */
export function proposalDecisionRefusal(
  proposal: { status: ProposalStatus; madeBy: string },
  staff: { id: string },
): ProposalDecisionRefusal | null {
  if (proposal.status !== 'waiting') return 'proposal-is-decided'
  return proposal.madeBy === staff.id ? 'own-proposal' : null
}

/** An approved version begins on its day, or on the day of the approval where that has passed. */
export function beginsOn(validFrom: BusinessDay, decidedOn: BusinessDay): BusinessDay {
  return validFrom < decidedOn ? decidedOn : validFrom
}
