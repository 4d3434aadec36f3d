import { uuidv7 } from '@banyan/database'
import { isConsumerKind, type ProductKind } from '@banyan/domain/products/product-kind'
import {
  type NewProduct,
  type ProductChange,
  type ProductWithdrawal,
  proposalRefusal,
} from '@banyan/domain/products/product-proposal'
import { termDifferences } from '@banyan/domain/products/term-differences'
import type { ProductTerms } from '@banyan/domain/products/product-terms'
import { versionOn } from '@banyan/domain/products/product-version'
import { termsProblems } from '@banyan/domain/products/terms-problems'
import { Conflict, Refused, refuseIf } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { insertProduct, listVersions, lockProduct } from './products.queries.ts'
import { insertProposal, isProposalWaiting, type ProposalRow } from './proposals.queries.ts'

interface Proposed {
  id: string
  code: string
}

/** Asks for a product that the institution has not had; it is offered once another person approves. */
export async function proposeProduct(
  context: StaffContext,
  { code, name, nameEn, kind, ...proposal }: NewProduct,
): Promise<Proposed> {
  const identity = { code, name, nameEn, kind, isConsumer: isConsumerKind(kind) }
  if (!(await insertProduct(context, identity))) {
    const standing = await listVersions(context, code)
    if (standing.length > 0) throw new Refused('product-code-is-taken')
  }
  return propose(context, { code, basedOn: null, kind: 'new', names: null, ...proposal })
}

/** Asks for other terms from a day on; the version in force is never edited. */
export function proposeVersion(context: StaffContext, change: ProductChange): Promise<Proposed> {
  const { names = null, ...rest } = change
  return propose(context, { ...rest, names, kind: 'change' })
}

/** Asks that a product be no longer offered from a day on. */
export function proposeWithdrawal(
  context: StaffContext,
  withdrawal: ProductWithdrawal,
): Promise<Proposed> {
  return propose(context, { ...withdrawal, terms: null, names: null, kind: 'withdrawal' })
}

type Asked = Omit<ProposalRow, 'id' | 'product' | 'status' | 'madeBy' | 'madeAt'> & {
  code: string
}

async function propose(context: StaffContext, asked: Asked): Promise<Proposed> {
  const { code, basedOn, terms, names, validFrom, kind, reason } = asked
  const { businessDay } = context
  const product = found(await lockProduct(context, code), 'product')
  if (product.kind === null) throw new Refused('product-not-offered')
  const versions = await listVersions(context, code)
  if ((basedOn ?? 0) !== (versions[0]?.number ?? 0)) throw new Conflict('stale-version')
  const isWaiting = await isProposalWaiting(context, code)
  const isRenamed =
    names !== null && (names.name !== product.name || names.nameEn !== product.nameEn)
  refuseIf(proposalRefusal({ versions, terms, validFrom, businessDay, isWaiting, isRenamed }))
  if (terms !== null)
    refuseUnsound(context, terms, { kind: product.kind as ProductKind, validFrom })

  const id = uuidv7()
  const proposal = { id, product: code, kind, basedOn, terms, validFrom, reason }
  await insertProposal(context, { ...proposal, names: isRenamed ? names : null })
  const changed = termDifferences(versionOn(versions, validFrom)?.terms ?? null, terms)
  const detail = {
    product: code,
    proposal: id,
    kind,
    validFrom,
    changed,
    ...(isRenamed && { names }),
  }
  const { institution } = context
  await recordAudit(context, {
    entity: 'institution',
    id: institution.id,
    action: 'product version proposed',
    detail,
  })
  return { id, code }
}

/** Refused with every problem at once; notices do not stop a proposal. */
export function refuseUnsound(
  { institution }: Pick<StaffContext, 'institution'>,
  terms: ProductTerms,
  { kind, validFrom }: { kind: ProductKind; validFrom: ProductChange['validFrom'] },
): void {
  const problems = termsProblems(terms, { kind, institution: institution.kind, on: validFrom })
  const stopping = problems.filter(({ isNotice }) => !isNotice)
  if (stopping.length > 0) throw new Refused('terms-not-allowed', { problems: stopping })
}
