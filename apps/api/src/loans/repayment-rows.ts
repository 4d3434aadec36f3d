import type { Day } from '@banyan/domain/calendar'
import type { Entry } from '@banyan/domain/loans/course/enter'
import type { LoanEvent } from '@banyan/domain/loans/course/loan-event'
import type { CourseAllocation, Effect, PartAmounts } from '@banyan/domain/loans/course/loan-state'
import { noParts, sumOfParts } from '@banyan/domain/loans/course/part-amounts'
import { money, zero } from '@banyan/domain/money'
import type { Taking } from './enter-event.ts'
import type { LoanBundle, PostingRow, RepaymentRow } from './loan-rows.ts'

/** The money that an event brought, if it is one that brings any. */
function moneyOf(event: LoanEvent) {
  const { kind } = event
  if (kind !== 'repayment' && kind !== 'prepayment' && kind !== 'recovery') return null
  return event.amount === 0 ? null : { kind, amount: event.amount }
}

type Kind = RepaymentRow['kind']

/** Which allocations of an effect a row of the kind tells. */
function isTold(kind: Kind, { how, source }: CourseAllocation): boolean {
  if (kind === 'returned') return how === 'returned'
  return how === 'paid' && source === (kind === 'held' ? 'held' : 'money')
}

/** The parts that a row of the kind tells, below zero where they are given back. */
function partsOf(allocations: readonly CourseAllocation[], kind: Kind): PartAmounts {
  const parts = noParts()
  for (const allocation of allocations.filter((each) => isTold(kind, each))) {
    const { part, amount } = allocation
    parts[part] = money(parts[part] + (kind === 'returned' ? -amount : amount))
  }
  return parts
}

interface Received {
  effect: Effect
  /** Of the money that came in; what was paid where it was held. */
  amount: RepaymentRow['amount']
  kind: Kind
  id: string
  journalId: string
  taking: Taking
}

function repaymentRow({ loan }: LoanBundle, received: Received): RepaymentRow {
  const { effect, amount, kind, id, journalId, taking } = received
  const parts = partsOf(effect.allocations, kind)
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
    held: money(amount - sumOfParts(parts)),
    journalId,
    source: taking.source,
    importBatchId: taking.importBatchId ?? null,
    postedBy: taking.postedBy,
    postedAt: taking.at(businessDay),
  }
}

function recordShares(
  bundle: LoanBundle,
  { id: repaymentId, kind }: { id: string; kind: Kind },
  { allocations }: Effect,
): void {
  const { institutionId, id: loanId } = bundle.loan
  const told = allocations.filter((allocation) => isTold(kind, allocation))
  for (const [number, shares] of Map.groupBy(told, (share) => share.number ?? 0)) {
    const parts = partsOf(shares, kind)
    bundle.shares.push({ institutionId, repaymentId, loanId, number, ...parts })
  }
}

interface Booked {
  event: LoanEvent | null
  taking: Taking
  journalId: string | null
}

/** What was given back and what held money paid, each with the instalments concerned. */
function recordHeld(
  bundle: LoanBundle,
  effect: Effect,
  { taking, journalId }: Omit<Booked, 'event'>,
): void {
  for (const kind of ['returned', 'held'] as const) {
    const sum = sumOfParts(partsOf(effect.allocations, kind))
    if (sum === 0) continue
    const row = {
      effect,
      amount: kind === 'returned' ? zero : sum,
      kind,
      id: taking.newId(),
      journalId: journalId ?? journalOf(bundle, effect) ?? taking.newId(),
      taking,
    }
    bundle.repayments.push(repaymentRow(bundle, row))
    recordShares(bundle, row, effect)
  }
}

/** Money received, and held money given back and spent, with the instalments they paid. */
export function recordRepayments(
  bundle: LoanBundle,
  effects: readonly Effect[],
  { event, taking, journalId }: Booked,
): void {
  for (const effect of effects) {
    const isOwn = event !== null && effect.event?.id === event.id
    recordHeld(bundle, effect, { taking, journalId: isOwn ? journalId : null })
    const received = isOwn ? moneyOf(event) : null
    if (!isOwn || !received) continue
    const journal = journalId ?? journalOf(bundle, effect) ?? taking.newId()
    const row = { effect, ...received, id: event.id, journalId: journal, taking }
    bundle.repayments.push(repaymentRow(bundle, row))
    recordShares(bundle, row, effect)
  }
}

function journalOf({ postings, journals }: LoanBundle, effect: Effect): string | undefined {
  const eventId = effect.event?.id ?? null
  const isOf = (row: PostingRow) => row.eventId === eventId && row.valueDay === effect.on
  return postings.findLast(isOf)?.journalId ?? (eventId ? journals.get(eventId) : undefined)
}

/** Every repayment is spread as the course tells it now; those taken back are marked. */
export function retellRepayments(
  bundle: LoanBundle,
  { effects }: Entry,
  { event, taking, journalId, on }: Booked & { event: LoanEvent; on: Day },
): void {
  bundle.amended.retoldOn = on
  const past = new Map<string | undefined, LoanEvent>(bundle.past?.map((each) => [each.id, each]))
  for (const effect of effects) {
    const id = effect.event?.id
    if (id === event.id) {
      recordRepayments(bundle, [effect], { event, taking, journalId })
      continue
    }
    recordHeld(bundle, effect, { taking, journalId: null })
    const paid = past.get(id)
    const received = paid ? moneyOf(paid) : null
    if (id === undefined || !received) continue
    const row = { effect, ...received, id, journalId: '', taking }
    bundle.amended.repayments.push(repaymentRow(bundle, row))
    recordShares(bundle, row, effect)
  }
  if (event.kind === 'reversal') {
    bundle.amended.reversed.push({ id: event.of, on, journalId: journalId ?? taking.newId() })
  }
}
