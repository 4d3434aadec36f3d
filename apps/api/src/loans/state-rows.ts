import type { Day } from '@banyan/domain/calendar'
import { accrualColumns, isAccruing } from '@banyan/domain/loans/course/accrual-columns'
import { owedOfFee, owedOfRow } from '@banyan/domain/loans/course/claims'
import { oldestUnpaidOn } from '@banyan/domain/loans/course/draft'
import type { LoanInstalment, LoanState, PartAmounts } from '@banyan/domain/loans/course/loan-state'
import { noParts, sumOfParts } from '@banyan/domain/loans/course/part-amounts'
import type { SchedulePlan } from '@banyan/domain/loans/schedule-plan'
import type { ScheduleTerms } from '@banyan/domain/loans/schedule-terms'
import { type Money, money, zero } from '@banyan/domain/money'
import { contractOf } from './agreed-terms.ts'
import type { InstalmentRow, LoanBundle, LoanFeeRow, LoanRow } from './loan-rows.ts'

type ColumnsOfInstalment =
  | 'number'
  | 'version'
  | 'dueOn'
  | 'principal'
  | 'interest'
  | 'fee'
  | 'paid'
  | 'overdue'

/** Of an instalment, what its columns do not say; null where all of it is as the schedule was made. */
export interface InstalmentCourse extends Omit<LoanInstalment, ColumnsOfInstalment> {
  /** Exact late interest counted so far; big whole numbers as text. */
  overdue: { through: Day; penalty: string; compound: string; settled: Money }
}

type ColumnsOfLoan =
  | 'contract'
  | 'terms'
  | 'plan'
  | 'drawn'
  | 'capitalised'
  | 'balance'
  | 'held'
  | 'writtenOffOn'
  | 'maturesOn'
  | 'instalments'
  | 'fees'
  | 'version'

/** Of a loan, what its columns do not say; null for a loan that only its events describe. */
export interface LoanCourse extends Omit<LoanState, ColumnsOfLoan> {
  /** The terms in force, where a restructuring changed them. */
  terms: ScheduleTerms | null
}

interface Place {
  from: Day
  opening: Money
}

function startOf(loan: LoanRow): Place {
  return { from: loan.disbursedOn, opening: loan.principal }
}

function after(place: Place, row: LoanInstalment): Place {
  const moved = row.changes.reduce((sum, { amount }) => sum + amount, 0)
  return { from: row.to, opening: money(place.opening + moved - row.principal + row.capitalised) }
}

function courseOf(
  instalment: LoanInstalment,
  row: InstalmentRow,
  place: Place,
): InstalmentCourse | null {
  if (isPlain(instalment, row, place)) return null
  const {
    number: _number,
    version: _version,
    dueOn: _dueOn,
    principal: _principal,
    interest: _interest,
    fee: _fee,
    paid: _paid,
    overdue,
    ...course
  } = instalment
  const { through, penalty, compound, settled } = overdue
  return {
    ...course,
    overdue: { through, penalty: penalty.toString(), compound: compound.toString(), settled },
  }
}

/** Whether the instalment is what `plainCourse` would make of its row. */
function isPlain(
  instalment: LoanInstalment,
  row: InstalmentRow,
  { from, opening }: Place,
): boolean {
  const { kind, changes, earned, capitalised, waived, moved, overdue } = instalment
  const { through, penalty, compound } = overdue
  return (
    kind === 'scheduled' &&
    instalment.from === from &&
    instalment.to === row.dueOn &&
    instalment.opening === opening &&
    earned === row.interest &&
    changes.length + capitalised + sumOfParts(waived) + sumOfParts(moved) === 0 &&
    through === row.dueOn &&
    penalty + compound === 0n
  )
}

/** A row as the schedule made it, nothing having happened in its period. */
function plainCourse(row: InstalmentRow, { from, opening }: Place): InstalmentCourse {
  return {
    kind: 'scheduled',
    from,
    to: row.dueOn,
    opening,
    changes: [],
    earned: row.interest,
    capitalised: zero,
    waived: noParts(),
    moved: noParts(),
    overdue: { through: row.dueOn, penalty: '0', compound: '0', settled: zero },
  }
}

function instalmentOf(row: InstalmentRow, place: Place): LoanInstalment {
  const { number, version, dueOn, principal, interest, fee } = row
  const { overdue, ...course } = row.course ?? plainCourse(row, place)
  const { waived, moved } = course
  const gone = (part: keyof PartAmounts) => waived[part] + moved[part]
  return {
    ...course,
    number,
    version,
    dueOn,
    principal: money(principal + gone('principal')),
    interest: money(interest + gone('interest')),
    fee: money(fee + gone('fee')),
    paid: {
      fee: row.feePaid,
      penalty: row.penaltyPaid,
      compound: row.compoundPaid,
      interest: row.interestPaid,
      principal: row.principalPaid,
    },
    overdue: {
      through: overdue.through,
      penalty: BigInt(overdue.penalty),
      compound: BigInt(overdue.compound),
      settled: overdue.settled,
    },
  }
}

/** Where a stored loan stands. `plan` is null where it was not read: enough for money, not for a new schedule. */
export function stateFromRows(
  { loan, instalments, fees }: Pick<LoanBundle, 'loan' | 'instalments' | 'fees'>,
  course: LoanCourse,
  plan: SchedulePlan | null,
): LoanState {
  const contract = contractOf(loan)
  let place = startOf(loan)
  const rows = instalments.map((row) => {
    const instalment = instalmentOf(row, place)
    place = after(place, instalment)
    return instalment
  })
  const { terms, ...standing } = course
  return {
    contract,
    terms: terms ?? contract.terms,
    plan,
    ...standing,
    drawn: loan.principal,
    capitalised: loan.capitalised,
    balance: money(loan.balance + loan.writtenOff),
    held: loan.held,
    writtenOffOn: loan.writtenOffOn,
    maturesOn: loan.maturesOn,
    instalments: rows,
    fees: fees.map(({ eventId, code, dueOn, amount, paid, waived, moved }) => ({
      eventId,
      code,
      dueOn,
      amount,
      paid,
      waived,
      moved,
    })),
    version: loan.scheduleVersion,
  }
}

/** Writes where the loan stands into its rows; instalments that have nothing left are settled on `on`. */
export function keepState(bundle: LoanBundle, state: LoanState, on: Day): void {
  bundle.state = state
  keepLoan(bundle.loan, state, on)
  keepInstalments(bundle, state, on)
  const { institutionId, id: loanId } = bundle.loan
  bundle.fees = state.fees.map((fee): LoanFeeRow => ({ institutionId, loanId, ...fee }))
}

function keepLoan(loan: LoanRow, state: LoanState, on: Day): void {
  const {
    contract,
    terms,
    plan: _plan,
    drawn,
    capitalised,
    balance,
    held,
    writtenOffOn,
    maturesOn,
    instalments: _instalments,
    fees,
    version,
    ...course
  } = state
  const { status, rates, misuse } = state
  const isWrittenOff = status === 'written-off'
  const lastUse = misuse.at(-1)
  Object.assign(loan, {
    principal: drawn,
    balance: isWrittenOff ? zero : balance,
    writtenOff: isWrittenOff ? balance : zero,
    writtenOffOn,
    capitalised,
    held,
    maturesOn,
    feesDue: money(fees.reduce((sum, fee) => sum + owedOfFee(fee), 0)),
    annualRate: rates.findLast(({ from }) => from <= on)?.rate ?? contract.terms.annualRate,
    status: status === 'undrawn' ? 'active' : status,
    settledOn: status === 'settled' ? (loan.settledOn ?? on) : null,
    oldestUnpaidOn: oldestUnpaidOn(state),
    scheduleVersion: version,
    eventCount: state.lastSequence,
    misusedFrom: lastUse?.isMisused ? lastUse.from : null,
    isAccruing: isAccruing(state, on),
    ...accrualColumns(state, on),
    course: { ...course, terms: terms === contract.terms ? null : terms },
  })
}

function keepInstalments(bundle: LoanBundle, state: LoanState, on: Day): void {
  const { loan } = bundle
  const before = new Map(bundle.instalments.map((row) => [row.number, row]))
  let place = startOf(loan)
  bundle.instalments = state.instalments.map((row): InstalmentRow => {
    const known = before.get(row.number)
    const isOpen = sumOfParts(owedOfRow(state, row, on)) > 0
    const kept: InstalmentRow = {
      institutionId: loan.institutionId,
      loanId: loan.id,
      number: row.number,
      version: row.version,
      dueOn: row.dueOn,
      principal: money(row.principal - row.waived.principal - row.moved.principal),
      interest: money(row.interest - row.waived.interest - row.moved.interest),
      fee: money(row.fee - row.waived.fee - row.moved.fee),
      principalPaid: row.paid.principal,
      interestPaid: row.paid.interest,
      feePaid: row.paid.fee,
      penaltyPaid: row.paid.penalty,
      compoundPaid: row.paid.compound,
      course: null,
      settledOn: isOpen ? null : (known?.settledOn ?? on),
    }
    kept.course = courseOf(row, kept, place)
    place = after(place, row)
    return kept
  })
}
