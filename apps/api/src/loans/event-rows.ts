import type { Day } from '@banyan/domain/calendar'
import type { DatedPosting, Entry } from '@banyan/domain/loans/course/enter'
import type { LoanEvent } from '@banyan/domain/loans/course/loan-event'
import type { CoursePosting, Effect } from '@banyan/domain/loans/course/loan-state'
import type { Taking } from './enter-event.ts'
import type { LoanBundle, LoanEventRow, PostingRow } from './loan-rows.ts'
import { retellRepayments } from './repayment-rows.ts'

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
  retellRepayments(bundle, entry, { event, taking, journalId: own, on: businessDay })
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
