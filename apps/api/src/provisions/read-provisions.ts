import { addDays, Day } from '@banyan/domain/calendar'
import { divideRounded, type Money, money, sumMoney } from '@banyan/domain/money'
import { allowanceOf } from '@banyan/domain/provisions/allowance'
import { summariseProvisions } from '@banyan/domain/provisions/provision-estimate'
import { reserveTopUp } from '@banyan/domain/provisions/reserve-top-up'
import { shareOf } from '@banyan/domain/rate'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { listRates } from '../classification/claims.queries.ts'
import { type ClassQuestion, classNow } from '../classification/read-class.ts'
import { rulesInForce } from '../classification/rules/rules-in-force.ts'
import { sumReserve } from './period-provisions.queries.ts'
import { sumBookOn, sumLossFlows, sumProvisions } from './provisions.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

/** Amounts in the institution's currency; one without a rate is left out, and counted. */
export async function converter({ tx, institution }: Place, on: Day) {
  const rates = await listRates(tx, institution.id, on)
  return (amount: Money, currency: string): Money => {
    if (currency === institution.currency) return amount
    const product = BigInt(amount) * BigInt(rates.get(currency) ?? 0)
    return money(Number(divideRounded(product, 1_000_000n, 'half-up')))
  }
}

/** The book by tier as it stands, under the terms of a day, and what those rest on. */
export async function summariseBook(place: Place, on: Day) {
  const parts = await sumProvisions(place)
  const inOurs = await converter(place, on)
  const { provision, losses } = await rulesInForce(place.tx, place.institution.id, on)
  const rows = parts.map((part) => ({
    ...part,
    balance: inOurs(part.balance, part.currency),
    allowance: inOurs(part.allowance, part.currency),
  }))
  const terms = {
    name: provision.name,
    factorSource: provision.factorSource,
    ratioSource: provision.ratioSource,
    parameters: losses.name,
    parameterSource: losses.source,
    needsConfirmation: provision.needsConfirmation || losses.needsConfirmation,
  }
  return { rows, summary: summariseProvisions(rows, provision), terms }
}

/**
 * Allowance and estimate by tier and stage as of the last close, the ratios, what is too low, and what the general
 * reserve lacks beside what is booked on it.
 */
export async function readProvisions(context: StaffContext) {
  const { institution, businessDay } = context
  const { rows, summary, terms } = await summariseBook(context, businessDay)
  const reserved = await sumReserve(context)
  const stages = ([1, 2, 3] as const).map((stage) => {
    const of = rows.filter((row) => row.stage === stage)
    return {
      stage,
      loans: of.reduce((sum, { loans }) => sum + loans, 0),
      balance: sumMoney(of.map(({ balance }) => balance)),
      allowance: sumMoney(of.map(({ allowance }) => allowance)),
    }
  })
  return {
    asOf: businessDay,
    currency: institution.currency,
    ...summary,
    reserved,
    topUp: reserveTopUp({ ...summary, reserved }),
    stages,
    /** Loans whose tier still stands by days alone: until the next close, none of this is for filing. */
    byDaysAlone: rows
      .filter(({ basis }) => basis === 'by-days')
      .reduce((sum, { loans }) => sum + loans, 0),
    terms,
  }
}

/** How the allowance of one loan comes about today, term by term. */
export async function explainAllowance(
  context: StaffContext,
  { loanId }: z.output<typeof ClassQuestion>,
) {
  const { claim, now, inForce } = await classNow(context, loanId)
  return {
    loanId,
    asOf: context.businessDay,
    stage: now?.stage ?? null,
    stageReasons: now?.stageReasons ?? [],
    balance: claim.balance,
    currency: claim.currency,
    /** In the loan's row since the last close, and as the close of today would write it. */
    kept: claim.allowance,
    allowance: now?.allowance ?? money(0),
    scenarios: now ? allowanceOf(now.provisioned, inForce.losses).scenarios : [],
    parameters: inForce.losses.name,
    needsConfirmation: inForce.losses.needsConfirmation,
  }
}

/** Days the bank may have had a book on. */
const BookDay = Day.refine((day) => day >= '1900-01-01', 'not-a-day')

export const RatesQuestion = z.strictObject({ from: BookDay, to: BookDay })

/**
 * Bad debt apart from default: 不良, written off and recovered in a period of closed days, each with
 * its numerator and denominator, from the ledger and the history of tiers.
 */
export async function readLossRates(
  context: StaffContext,
  { from, to }: z.output<typeof RatesQuestion>,
) {
  const { businessDay } = context
  if (from > to) throw new Refused('period-ends-before-it-starts')
  if (to >= businessDay) throw new Refused('day-not-closed')
  const inOurs = await converter(context, to)
  const sum = <T extends { currency: string }>(rows: readonly T[], amount: (row: T) => Money) =>
    sumMoney(rows.map((row) => inOurs(amount(row), row.currency)))
  const opening = sum(await sumBookOn(context, addDays(from, -1)), ({ balance }) => balance)
  const atEnd = await sumBookOn(context, to)
  const closing = sum(atEnd, ({ balance }) => balance)
  const nonPerforming = sum(atEnd, (row) => row.nonPerforming)
  const flows = await sumLossFlows(context, { from, to })
  const writtenOff = sum(flows, (row) => row.writtenOff)
  const before = await sumLossFlows(context, { from: earliest, to })
  const everWrittenOff = sum(before, (row) => row.writtenOff)
  const recovered = sum(flows, (row) => row.recovered)
  const rate = (numerator: Money, denominator: Money) => ({
    numerator,
    denominator,
    rate: shareOf(numerator, denominator),
  })
  return {
    from,
    to,
    currency: context.institution.currency,
    nonPerforming: rate(nonPerforming, closing),
    writtenOff: rate(writtenOff, opening),
    recovered: rate(recovered, everWrittenOff),
  }
}

const earliest = Day.parse('1990-01-01')
