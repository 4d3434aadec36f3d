import { type Day, yearOf } from '@banyan/domain/calendar'
import {
  ProductCode,
  type ProductNames,
  proposalDecisionRefusal,
  type ProposalDecisionRefusal,
} from '@banyan/domain/products/product-proposal'
import { priceRange } from '@banyan/domain/products/product-terms'
import { versionOn } from '@banyan/domain/products/product-version'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { noticesFrom } from '../chinese-working-days.ts'
import { found } from '../not-found.ts'
import { listIdentities, listVersions, type VersionRow } from './products.queries.ts'
import { listProposals } from './proposals.queries.ts'

type Proposals = Awaited<ReturnType<typeof listProposals>>

const mostProposals = 100

/** On which days from last year on banks are closed or open against the week; `through` is the last year announced. */
export const readWorkingDays = async ({ businessDay }: StaffContext) =>
  noticesFrom(yearOf(businessDay) - 1)

/** Every product with the version in force and the one to come; null terms where it is not offered. */
export async function listProducts(context: StaffContext) {
  const { tx, institution, businessDay } = context
  const identities = await listIdentities(tx, institution.id)
  const versions = Map.groupBy(await listVersions(context, null), ({ product }) => product)
  const waiting = await listProposals(context, { status: 'waiting', limit: mostProposals })
  return identities
    .filter(({ kind }) => kind !== null)
    .map((identity) => {
      const own = versions.get(identity.code) ?? []
      const standing = versionOn(own, businessDay)
      return {
        ...identity,
        version: standing?.number ?? null,
        validFrom: standing?.validFrom ?? null,
        terms: standing?.terms ?? null,
        standardRate: rateOf(standing, businessDay),
        next: nextOf(own, businessDay),
        waitingId: waiting.find(({ product }) => product === identity.code)?.id ?? null,
      }
    })
}

function rateOf(standing: VersionRow | null, on: Day) {
  return standing?.terms ? (priceRange(standing.terms.pricing, on)?.standard ?? null) : null
}

/** The first version that begins after the day. */
function nextOf(versions: readonly VersionRow[], on: Day) {
  const [next] = versions
    .filter(({ validFrom }) => validFrom > on)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
  return next ? { number: next.number, validFrom: next.validFrom } : null
}

export const ProductQuestion = z.strictObject({ code: ProductCode })

/** One product with all its versions and proposals, newest first. */
export async function readProduct(
  context: StaffContext,
  { code }: z.output<typeof ProductQuestion>,
) {
  const { tx, institution, businessDay } = context
  const identities = await listIdentities(tx, institution.id)
  const identity = found(
    identities.find((each) => each.code === code && each.kind !== null),
    'product',
  )
  const versions = await listVersions(context, code)
  const proposals = await listProposals(context, { product: code, limit: mostProposals })
  const firstNames = namesAtFirst(identity, versions, businessDay)
  return {
    ...identity,
    institutionKind: institution.kind,
    inForce: versionOn(versions, businessDay)?.number ?? null,
    versions: versions.map((version) => {
      const { number, validFrom, terms, madeAt, proposalId } = version
      const proposal = proposals.find(({ id }) => id === proposalId)
      return {
        number,
        validFrom,
        terms,
        names: namesOf(version) ?? (number === 1 ? firstNames : null),
        madeAt: madeAt.toISOString(),
        maker: proposal?.maker ?? null,
        checker: proposal?.checker ?? null,
        reason: proposal?.reason ?? null,
      }
    }),
    proposals: proposals.map((proposal) => shownProposal(context, proposal)),
  }
}

const namesOf = ({ name, nameEn }: Pick<VersionRow, 'name' | 'nameEn'>): ProductNames | null =>
  name === null || nameEn === null ? null : { name, nameEn }

/** An early first version tells no name: it is the present one until another is taken, and not known after. */
function namesAtFirst(
  present: ProductNames,
  versions: readonly VersionRow[],
  businessDay: Day,
): ProductNames | null {
  const isRenamed = versions.some((version) => version.name && version.validFrom <= businessDay)
  return isRenamed ? null : { name: present.name, nameEn: present.nameEn }
}

/** A proposal as a screen shows it, with why the caller may not decide it. */
function shownProposal(context: StaffContext, proposal: Proposals[number]) {
  const { madeAt, decidedAt, ...rest } = proposal
  const refusal: ProposalDecisionRefusal | null = proposalDecisionRefusal(proposal, context.staff)
  return {
    ...rest,
    madeAt: madeAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    isMine: proposal.madeBy === context.staff.id,
    refusal,
  }
}

export const ProposalPage = z.strictObject({
  status: z.enum(['waiting', 'approved', 'refused', 'cancelled']).optional(),
  after: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

export async function pageOfProposals(
  context: StaffContext,
  { status, after, limit }: z.output<typeof ProposalPage>,
) {
  const proposals = await listProposals(context, { status, after, limit: limit + 1 })
  const rows = proposals.slice(0, limit).map((proposal) => shownProposal(context, proposal))
  return { rows, next: proposals.length > limit ? (rows.at(-1)?.id ?? null) : null }
}
