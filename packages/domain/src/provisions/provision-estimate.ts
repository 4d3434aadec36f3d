import { z } from 'zod'
import type { Tier } from '../classification/tiers.ts'
import { isNonPerforming, tiers } from '../classification/tiers.ts'
import { type Money, multiplyByRate, sumMoney } from '../money.ts'
import { Rate, shareOf } from '../rate.ts'

const text = z.string().trim().min(1).max(200)
const factors = z.record(z.enum(tiers), Rate)

/** The factors of the estimate and the least ratios, as they are in force. */
export const ProvisionTerms = z.strictObject({
  name: text,
  /** 标准风险系数, of the balance by tier (财金〔2012〕20号). */
  factors,
  factorSource: text,
  /** 拨备覆盖率 and 贷款拨备率: below these an alert is raised, nothing is booked. */
  leastCoverage: Rate,
  leastLoanRatio: Rate,
  ratioSource: text,
  needsConfirmation: z.boolean(),
})
export type ProvisionTerms = z.infer<typeof ProvisionTerms>

const percent = (value: number): Rate => Math.round(value * 1_000_000) as Rate

export const usualProvisionTerms: ProvisionTerms = {
  name: '标准法',
  factors: {
    normal: percent(1.5),
    'special-mention': percent(3),
    substandard: percent(30),
    doubtful: percent(60),
    loss: percent(100),
  },
  factorSource: '金融企业准备金计提管理办法（财金〔2012〕20号）',
  leastCoverage: percent(150),
  leastLoanRatio: percent(2.5),
  ratioSource: '商业银行贷款损失准备管理办法（银监会令2011年第4号），比例须按银监发〔2018〕7号确认',
  needsConfirmation: true,
}

export interface TierBalance {
  tier: Tier
  balance: Money
  allowance: Money
}

export interface ProvisionAlert {
  id: 'coverage' | 'loan-ratio'
  actual: Rate | null
  required: Rate
}

export interface ProvisionSummary {
  tiers: (TierBalance & { factor: Rate; estimate: Money })[]
  balance: Money
  nonPerforming: Money
  allowance: Money
  /** 潜在风险估计值: the factors on the balances. */
  estimate: Money
  /** 拨备覆盖率; null without a non-performing loan, or where it is above 1000 %. */
  coverage: Rate | null
  /** 贷款拨备率. */
  loanRatio: Rate | null
  nplRatio: Rate | null
  alerts: ProvisionAlert[]
}

/** Strictly below a ratio, exactly; a share of nothing is below none. */
function isBelow(amount: Money, whole: Money, least: Rate): boolean {
  return whole > 0 && BigInt(amount) * 100_000_000n < BigInt(least) * BigInt(whole)
}

/**
 * What the allowance is held against (domain of 财金〔2012〕20号 and the ratio tests): the allowance
 * is what is booked; the estimate's excess goes to the general reserve and is no allowance; a ratio
 * below its least raises an alert.
 */
export function summariseProvisions(
  rows: readonly TierBalance[],
  terms: ProvisionTerms,
): ProvisionSummary {
  const byTier = tiers.map((tier) => {
    const of = rows.filter((row) => row.tier === tier)
    const balance = sumMoney(of.map((row) => row.balance))
    const factor = terms.factors[tier]
    const estimate = multiplyByRate(balance, factor, {
      numerator: 1,
      denominator: 1,
      rounding: 'half-up',
    })
    return { tier, balance, allowance: sumMoney(of.map((row) => row.allowance)), factor, estimate }
  })
  const balance = sumMoney(byTier.map((row) => row.balance))
  const allowance = sumMoney(byTier.map((row) => row.allowance))
  const estimate = sumMoney(byTier.map((row) => row.estimate))
  const nonPerforming = sumMoney(
    byTier.filter(({ tier }) => isNonPerforming(tier)).map((row) => row.balance),
  )
  const coverage = shareOf(allowance, nonPerforming)
  const loanRatio = shareOf(allowance, balance)
  const alerts: ProvisionAlert[] = []
  if (isBelow(allowance, nonPerforming, terms.leastCoverage))
    alerts.push({ id: 'coverage', actual: coverage, required: terms.leastCoverage })
  if (isBelow(allowance, balance, terms.leastLoanRatio))
    alerts.push({ id: 'loan-ratio', actual: loanRatio, required: terms.leastLoanRatio })
  return {
    tiers: byTier,
    balance,
    nonPerforming,
    allowance,
    estimate,
    coverage,
    loanRatio,
    nplRatio: shareOf(nonPerforming, balance),
    alerts,
  }
}
