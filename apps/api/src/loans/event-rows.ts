import type { Day } from '@banyan/domain/calendar'
import type { DatedPosting, Entry } from '@banyan/domain/loans/course/enter'
import type { LoanEvent } from '@banyan/domain/loans/course/loan-event'
import type { CoursePosting, Effect, PartAmounts } from '@banyan/domain/loans/course/loan-state'
import { noParts, sumOfParts } from '@banyan/domain/loans/course/part-amounts'
import { money, zero } from '@banyan/domain/money'
import type { Taking } from './enter-event.ts'
import type { LoanBundle, LoanEventRow, PostingRow, RepaymentRow } from './loan-rows.ts'

interface Recording {
  event: LoanEvent
  taking: Taking
}

/** What postings of an event are called in the ledger. */
export function postingKind(kind: LoanEvent['kind'] | null): string {
  if (kind === null) return 'apply-held'
  return kind === 'drawdown' ? 'disbursement' : kind
}

interface Journal {
  kind: string
  valueDay: Day
  businessDay: Day
  postings: readonly CoursePosting[]
  eventId: string | null
  reverses: string | null
}

/** Books the postings under one journal; null when there are none. */
function recordJournal(bundle: LoanBundle, journal: Journal, taking: Taking): string | null {
  const { loan, accounts } = bundle
  const { postings, ...named } = journal
  if (postings.length === 0) return null
  const journalId = taking.newId()
  const rows = postings.map(({ debit, credit, amount }, index): PostingRow => ({
    institutionId: loan.institutionId,
    journalId,
    position: index + 1,
    ...named,
    debit: accounts[debit],
    credit: accounts[credit],
    amount,
    currency: loan.currency,
    loanId: loan.id,
    branchId: loan.branchId,
    product: loan.product,
    postedAt: taking.at(journal.businessDay),
  }))
  bundle.postings.push(...rows)
  return journalId
}

/**
 * Books what an event did on its way and by itself, or without an event what came about by itself; gives the
 * journal of the event's own postings.
 */
export function recordEffects(
  bundle: LoanBundle,
  effects: readonly Effect[],
  { event, taking }: { event: LoanEvent | null; taking: Taking },
): string | null {
  let own: string | null = null
  for (const effect of effects) {
    const journalId = recordJournal(
      bundle,
      {
        kind: postingKind(effect.event?.kind ?? null),
        valueDay: effect.on,
        businessDay: taking.businessDay ?? effect.on,
        postings: effect.postings,
        eventId: effect.event?.id ?? null,
        reverses: null,
      },
      taking,
    )
    if (event && effect.event?.id === event.id) own = journalId
  }
  return own
}

/** The event as it is kept: what has no column of its own stands in the detail. */
export function recordEvent(
  bundle: LoanBundle,
  event: LoanEvent,
  { taking, journalId }: { taking: Taking; journalId: string | null },
): LoanEventRow {
  const { kind, id, on, sequence, ...rest } = event
  const { amount = null, of = null, ...detail } = rest as Record<string, unknown>
  const businessDay = taking.businessDay ?? on
  const row: LoanEventRow = {
    institutionId: bundle.loan.institutionId,
    id,
    loanId: bundle.loan.id,
    sequence,
    kind,
    valueDay: on,
    businessDay,
    amount: amount as LoanEventRow['amount'],
    detail,
    reverses: of as string | null,
    journalId,
    proposalId: taking.proposalId ?? null,
    source: taking.source,
    externalKey: taking.externalKey ?? null,
    importBatchId: taking.importBatchId ?? null,
    madeBy: taking.postedBy,
    madeAt: taking.at(businessDay),
  }
  bundle.events.push(row)
  return row
}

const moneyKinds = ['repayment', 'prepayment', 'recovery'] as const

function paidBy({ allocations }: Effect): PartAmounts {
  const parts = noParts()
  for (const { part, how, amount } of allocations) {
    if (how === 'paid') parts[part] = money(parts[part] + amount)
  }
  return parts
}

interface Received {
  effect: Effect
  amount: RepaymentRow['amount']
  kind: RepaymentRow['kind']
  id: string
  journalId: string
  taking: Taking
}

function repaymentRow({ loan }: LoanBundle, received: Received): RepaymentRow {
  const { effect, amount, kind, id, journalId, taking } = received
  const parts = paidBy(effect)
  const businessDay = taking.businessDay ?? effect.on
  return {
    institutionId: loan.institutionId,
    id,
    loanId: loan.id,
    kind,
    paidOn: effect.on,
    businessDay,
    amount,
    ...parts,
    held: kind === 'held' ? zero : money(amount - sumOfParts(parts)),
    journalId,
    source: taking.source,
    importBatchId: taking.importBatchId ?? null,
    postedBy: taking.postedBy,
    postedAt: taking.at(businessDay),
  }
}

function recordShares(bundle: LoanBundle, repaymentId: string, { allocations }: Effect): void {
  const { institutionId, id: loanId } = bundle.loan
  const paid = allocations.filter(({ how }) => how === 'paid')
  for (const [number, shares] of Map.groupBy(paid, (share) => share.number ?? 0)) {
    const parts = noParts()
    for (const { part, amount } of shares) parts[part] = money(parts[part] + amount)
    if (sumOfParts(parts) === 0) continue
    bundle.shares.push({ institutionId, repaymentId, loanId, number, ...parts })
  }
}

interface Booked {
  event: LoanEvent | null
  taking: Taking
  journalId: string | null
}

/** Money received, and held money spent, with the instalments they paid. */
export function recordRepayments(
  bundle: LoanBundle,
  effects: readonly Effect[],
  { event, taking, journalId }: Booked,
): void {
  for (const effect of effects) {
    const isOwn = event !== null && effect.event?.id === event.id
    const kind = isOwn ? moneyKinds.find((known) => known === event.kind) : undefined
    const spent = sumOfParts(paidBy(effect))
    if (!kind && spent === 0) continue
    const received = {
      effect,
      amount: kind && event && 'amount' in event ? event.amount : spent,
      kind: kind ?? ('held' as const),
      id: kind && event ? event.id : taking.newId(),
      journalId: (isOwn ? journalId : null) ?? journalOf(bundle, effect) ?? taking.newId(),
      taking,
    }
    bundle.repayments.push(repaymentRow(bundle, received))
    recordShares(bundle, received.id, effect)
  }
}

function journalOf({ postings }: LoanBundle, effect: Effect): string | undefined {
  const eventId = effect.event?.id ?? null
  const isOf = (row: PostingRow) => row.eventId === eventId && row.valueDay === effect.on
  return postings.findLast(isOf)?.journalId
}

/**
 * Books on the open day what an entry into the past changes: postings taken back one by one, then those
 * that are right, each with the day it counts from. Gives the journal of the event itself.
 */
export function recordDifference(
  bundle: LoanBundle,
  entry: Entry,
  { event, taking }: Recording,
): string | null {
  const { reversed, posted } = entry.difference
  const businessDay = openDay(event, taking)
  let own: string | null = null
  for (const { eventId, valueDay, postings } of byEvent(reversed)) {
    const swapped = postings.map(({ debit, credit, amount }) => ({
      debit: credit,
      credit: debit,
      amount,
    }))
    const reverses = eventId === null ? null : (bundle.journals.get(eventId) ?? null)
    const journal = { kind: 'reversal', valueDay, businessDay, postings: swapped, reverses }
    const journalId = recordJournal(bundle, { ...journal, eventId: event.id }, taking)
    if (event.kind === 'reversal' && eventId === event.of) own = journalId
  }
  for (const { eventId, valueDay, postings } of byEvent(posted)) {
    const isOwn = eventId === event.id
    const kind = isOwn ? postingKind(event.kind) : 'replay'
    const journal = { kind, valueDay, businessDay, postings, reverses: null }
    const journalId = recordJournal(bundle, { ...journal, eventId }, taking)
    if (isOwn) own = journalId
  }
  amendRepayments(bundle, entry, { event, taking, journalId: own })
  return own
}

function openDay(event: LoanEvent, { businessDay, correctsOn }: Taking): Day {
  return businessDay ?? correctsOn ?? event.on
}

function byEvent(postings: readonly DatedPosting[]) {
  const groups = Map.groupBy(postings, ({ eventId, valueOn }) => `${eventId ?? ''} ${valueOn}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first ? [{ eventId: first.eventId, valueDay: first.valueOn, postings: group }] : []
  })
}

/** Repayments that are spread in another way now, and those that were taken back. */
function amendRepayments(
  bundle: LoanBundle,
  { effects, difference }: Entry,
  { event, taking, journalId }: Recording & { journalId: string | null },
): void {
  const changed = new Set(difference.changedEvents)
  for (const effect of effects) {
    const id = effect.event?.id
    if (id === undefined || id === event.id || !changed.has(id)) continue
    if (!moneyKinds.some((kind) => kind === effect.event?.kind)) continue
    const amount = amountOf(bundle, id)
    const received = { effect, amount, kind: 'repayment' as const, id, journalId: '', taking }
    bundle.amended.repayments.push(repaymentRow(bundle, received))
    recordShares(bundle, id, effect)
  }
  bundle.amended.retoldOn = openDay(event, taking)
  const own = effects.filter((effect) => effect.event === null || effect.event.id === event.id)
  const spent = own.filter((effect) => effect.event !== null || sumOfParts(paidBy(effect)) > 0)
  recordRepayments(bundle, spent, { event, taking, journalId: journalId ?? '' })
  if (event.kind === 'reversal') {
    const on = openDay(event, taking)
    bundle.amended.reversed.push({ id: event.of, on, journalId: journalId ?? taking.newId() })
  }
}

function amountOf({ past, loan }: LoanBundle, id: string): RepaymentRow['amount'] {
  const event = past?.find((known) => known.id === id)
  if (!event || !('amount' in event)) throw new Error(`loan ${loan.number} has no payment ${id}`)
  return event.amount
}
