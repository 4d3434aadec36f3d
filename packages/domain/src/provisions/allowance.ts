import type { Guarantee } from '../applications/application.ts'
import type { Scope } from '../classification/facts.ts'
import { type Money, money } from '../money.ts'
import { type Exact, toMoney } from './exact.ts'
import { type Rate, rate } from '../rate.ts'
import {
  expectedLoss,
  type LossTerm,
  type LossYear,
  weighted,
  weightedExact,
} from './expected-loss.ts'
import type { LossParameters } from './loss-parameters.ts'
import type { Stage } from './stages.ts'

export interface ProvisionedLoan {
  scope: Scope
  stage: Stage
  guarantee: Guarantee
  annualRate: Rate
  daysPastDue: number
  balance: Money
  /** Owed at the start of each year ahead, the first being the balance; needed in stage 2 alone. */
  exposures: readonly Money[]
  /** The loss that people expect of this claim by itself; null where it is not assessed singly. */
  assessed: Money | null
}

export interface Allowance {
  allowance: Money
  /** Empty where the loss was assessed singly. */
  scenarios: { name: string; weight: Rate; loss: Money; terms: LossTerm[] }[]
}

const certain = rate(100_000_000)
const hundred = 100_000_000n

/** A hazard under a scenario, never above certainty. */
function scaled(hazard: Rate, factor: Rate): Rate {
  const product = (BigInt(hazard) * BigInt(factor)) / hundred
  return product > hundred ? certain : rate(Number(product))
}

function lossShare({ guarantee, daysPastDue, stage }: ProvisionedLoan, terms: LossParameters) {
  const usual = terms.lossGivenDefault[guarantee]
  if (stage !== 3) return usual
  const least = terms.defaultedLoss
    .filter(({ fromDays }) => daysPastDue >= fromDays)
    .map(({ share }) => share)
  return rate(Math.max(usual, ...least))
}

/**
 * What is lost of each fen owed, exactly, in the stages where only the balance of the day counts: one
 * figure serves every claim of the same kind. Null in stage 2 and where the loss was assessed singly.
 */
export function lossPerFen(loan: ProvisionedLoan, terms: LossParameters): Exact | null {
  if (loan.stage === 2 || loan.assessed !== null) return null
  const one = { ...loan, balance: money(1), exposures: [] }
  return weightedExact(
    scenariosOf(one, terms).map(({ weight, exact }) => ({ weight, loss: exact })),
  )
}

/** The allowance of a balance at a loss per fen: the same as `allowanceOf` gives. */
export function allowanceAt(balance: Money, { top, bottom }: Exact): Money {
  const loss = toMoney({ top: top * BigInt(balance), bottom })
  return money(Math.min(loss, balance))
}

/** The years that the stage looks ahead: one in stage 1, the life in stage 2, the default itself in stage 3. */
function yearsOf(loan: ProvisionedLoan, terms: LossParameters, factor: Rate): LossYear[] {
  const lossGivenDefault = lossShare(loan, terms)
  if (loan.stage === 3) return [{ exposure: loan.balance, hazard: certain, lossGivenDefault }]
  const hazards = terms.hazards[loan.scope][loan.stage === 1 ? 'stage1' : 'stage2']
  const exposures = loan.stage === 1 ? [loan.balance] : loan.exposures
  return exposures.map((exposure, index) => ({
    exposure,
    hazard: scaled(hazards[index] ?? hazards.at(-1) ?? certain, factor),
    lossGivenDefault,
  }))
}

function scenariosOf(loan: ProvisionedLoan, terms: LossParameters) {
  const discount = terms.isDiscounted && loan.stage !== 3 ? loan.annualRate : rate(0)
  return terms.scenarios.map(({ name, weight, hazardFactor }) => ({
    name,
    weight,
    ...expectedLoss(yearsOf(loan, terms, hazardFactor), discount),
  }))
}

/**
 * The allowance of a claim: its expected credit loss by stage, weighted over the scenarios, half-up
 * to the fen and never above the balance. A loss in default is not discounted: no day of its
 * recovery is known.
 */
export function allowanceOf(loan: ProvisionedLoan, terms: LossParameters): Allowance {
  const { balance, assessed } = loan
  if (balance === 0) return { allowance: money(0), scenarios: [] }
  if (assessed !== null) return { allowance: money(Math.min(assessed, balance)), scenarios: [] }
  const scenarios = scenariosOf(loan, terms)
  const allowance = weighted(scenarios.map(({ weight, exact }) => ({ weight, loss: exact })))
  return {
    allowance: money(Math.min(allowance, balance)),
    scenarios: scenarios.map(({ name, weight, loss, terms: years }) => ({
      name,
      weight,
      loss,
      terms: years,
    })),
  }
}
