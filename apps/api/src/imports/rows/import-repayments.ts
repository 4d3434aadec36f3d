import { Refused } from '@banyan/domain/refused'
import { uuidv7 } from '@banyan/database'
import { addDays } from '@banyan/domain/calendar'
import { readRepaymentRow, type RepaymentRow } from '@banyan/domain/imports/repayments-file'
import { owedOf } from '@banyan/domain/loans/instalments'
import { forgetBalances } from '../../close/book-night.queries.ts'
import { lockBusinessDay } from '../../loans/business-day.queries.ts'
import type { Taking } from '../../loans/enter-event.ts'
import { applyPayment, retellHistory } from '../../loans/loan-course.ts'
import type { LoanBundle } from '../../loans/loan-rows.ts'
import { lockLoans, recordMovements, supersedeTiers } from '../../loans/loans.queries.ts'
import { insertChanges } from '../problems.queries.ts'
import {
  listReferences,
  listReferencesOfAnySource,
  type Reference,
  setReferences,
} from '../references.queries.ts'
import { listKnownLoans } from './loan-import.queries.ts'
import type { ImportScope, Outcome, ReadRow, RowImport } from './row-import.ts'

/** Money received. Within a portion each loan's repayments are taken in the order of their days. */
export const repaymentImport: RowImport<RepaymentRow> = {
  readRow: readRepaymentRow,
  keysOf: ({ externalId }) => [externalId],
  nameOf: () => '',
  take: takeRepayments,
}

interface Posted {
  index: number
  row: RepaymentRow
  digest: Buffer
}

async function takeRepayments(
  scope: ImportScope,
  rows: readonly ReadRow<RepaymentRow>[],
): Promise<Outcome[]> {
  const { context, source } = scope
  const { tx, institution } = context
  await lockBusinessDay(context)
  await forgetBalances(context.tx, context.institution.id)
  const place = { institutionId: institution.id, kind: 'repayment', source } as const
  const references = await listReferences(
    tx,
    place,
    rows.map(({ row }) => row.externalId),
  )
  const loanIds = await findLoans(
    scope,
    rows.map(({ row }) => row.loanExternalId),
  )
  const outcomes: Outcome[] = []
  const byLoan = new Map<string, Posted[]>()
  for (const [index, read] of rows.entries()) {
    const outcome = sorted(scope, read, { references, loanIds })
    outcomes.push(typeof outcome === 'object' && 'loanId' in outcome ? 'accepted' : outcome)
    if (typeof outcome !== 'object' || !('loanId' in outcome)) continue
    const posted = byLoan.get(outcome.loanId) ?? []
    byLoan.set(outcome.loanId, [...posted, { index, row: read.row, digest: read.digest }])
  }
  const bundles = await lockLoans(tx, institution, [...byLoan.keys()], { withPast: true })
  const taken = bundles.map((bundle) =>
    post(scope, bundle, { posted: byLoan.get(bundle.loan.id) ?? [], outcomes }),
  )
  await keepRepayments(
    scope,
    taken.filter(({ references: made }) => made.length > 0),
  )
  return outcomes
}

async function findLoans(
  { context, source }: ImportScope,
  names: readonly string[],
): Promise<Map<string, string>> {
  const { tx, institution } = context
  const place = { institutionId: institution.id, kind: 'loan', source } as const
  const own = await listReferences(tx, place, names)
  const rest = names.filter((name) => !own.has(name))
  const foreign = await listReferencesOfAnySource(tx, institution.id, 'loan', rest)
  const byNumber = await listKnownLoans(tx, institution.id, {
    ids: [],
    numbers: rest.filter((name) => !foreign.has(name)),
  })
  return new Map([
    ...byNumber.map(({ number, id }) => [number, id] as const),
    ...foreign,
    ...[...own.values()].map(({ externalId, entityId }) => [externalId, entityId] as const),
  ])
}

function sorted(
  scope: ImportScope,
  { row, digest }: ReadRow<RepaymentRow>,
  known: { references: ReadonlyMap<string, Reference>; loanIds: ReadonlyMap<string, string> },
): Outcome | { loanId: string } {
  const { externalId, loanExternalId } = row
  const seen = scope.seen.get(externalId)
  if (seen?.digest.equals(digest)) return 'unchanged'
  const reference = known.references.get(externalId)
  const isKnown = reference?.contentDigest?.equals(digest) === true
  if (seen) return [{ column: 'external_id', code: 'repeated-in-file', value: externalId }]
  if (reference && !isKnown)
    return [{ column: 'external_id', code: 'differs-from-known-repayment', value: externalId }]
  if (isKnown) {
    scope.seen.add(externalId, { digest, name: '' })
    return 'unchanged'
  }
  const loanId = known.loanIds.get(loanExternalId)
  if (loanId === undefined) {
    return [{ column: 'loan_external_id', code: 'loan-not-found', value: loanExternalId }]
  }
  scope.seen.add(externalId, { digest, name: '' })
  return { loanId }
}

interface TakenLoan {
  bundle: LoanBundle
  /** Whether the history of tiers was told anew. */
  isRetold: boolean
  references: Reference[]
}

/** Posts a loan's new repayments in the order of their days, and tells its history anew with them. */
function post(
  scope: ImportScope,
  bundle: LoanBundle,
  { posted, outcomes }: { posted: Posted[]; outcomes: Outcome[] },
): TakenLoan {
  const { context, place } = scope
  const taking: Taking = {
    newId: uuidv7,
    at: () => context.now(),
    postedBy: context.staff.id,
    source: 'import',
    correctsOn: context.businessDay,
    importBatchId: place.batchId,
  }
  const wasActive = bundle.loan.status === 'active'
  const references: Reference[] = []
  for (const { index, row, digest } of inOrder(posted)) {
    const refusal = refusalOf(bundle, row)
    if (refusal) {
      outcomes[index] = [refusal]
      continue
    }
    try {
      const { id: entityId } = applyPayment(bundle, row, taking)
      references.push({ externalId: row.externalId, entityId, contentDigest: digest })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const value = row.loanExternalId
      outcomes[index] = [{ column: 'loan_external_id', code: 'loan-not-active', value }]
    }
  }
  const isRetold = wasActive && references.length > 0
  if (isRetold) {
    retellHistory(bundle, {
      at: taking.at,
      closedThrough: addDays(context.businessDay, -1),
      knownFrom: context.now(),
    })
  }
  return { bundle, isRetold, references }
}

function inOrder(posted: readonly Posted[]): Posted[] {
  return posted.toSorted((a, b) =>
    a.row.paidOn === b.row.paidOn ? a.index - b.index : a.row.paidOn < b.row.paidOn ? -1 : 1,
  )
}

function refusalOf({ loan, instalments }: LoanBundle, row: RepaymentRow) {
  if (loan.status !== 'active' && loan.status !== 'written-off') {
    return {
      column: 'loan_external_id',
      code: 'loan-not-active',
      value: row.loanExternalId,
    } as const
  }
  if (row.paidOn < loan.disbursedOn) {
    return { column: 'paid_on', code: 'before-start', value: row.paidOn } as const
  }
  const owed = instalments.reduce((sum, instalment) => sum + owedOf(instalment).total, 0)
  const value = (row.amount / 100).toFixed(2)
  return row.amount > owed ? ({ column: 'amount', code: 'more-than-owed', value } as const) : null
}

async function keepRepayments(scope: ImportScope, taken: readonly TakenLoan[]): Promise<void> {
  if (taken.length === 0) return
  const { context, place, source, isRehearsal } = scope
  const { tx, institution } = context
  const loanIds = taken.filter(({ isRetold }) => isRetold).map(({ bundle }) => bundle.loan.id)
  if (loanIds.length > 0) {
    await supersedeTiers(tx, { institutionId: institution.id, loanIds, at: context.now() })
  }
  await recordMovements(
    tx,
    taken.map(({ bundle }) => bundle),
  )
  const references = taken.flatMap((each) => each.references)
  const of = { institutionId: institution.id, kind: 'repayment', source } as const
  await setReferences(tx, of, references)
  if (isRehearsal) return
  await insertChanges(
    tx,
    references.map(({ entityId }) => ({
      ...place,
      entity: 'repayment' as const,
      entityId,
      change: 'created' as const,
      before: null,
    })),
  )
}
