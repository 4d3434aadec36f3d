import type { Guarantee } from '@banyan/domain/applications/application'
import { type Day, partsOf } from '@banyan/domain/calendar'
import { type Tier, tiers } from '@banyan/domain/classification/tiers'
import { divideRounded, type Money, money } from '@banyan/domain/money'
import type { Rate } from '@banyan/domain/rate'
import type { AssetQualityLoan } from '@banyan/domain/reports/asset-quality'
import { isIndustrySection } from '@banyan/domain/reports/industry-sections'
import type { MicroCustomerType } from '@banyan/domain/reports/micro-lender-bands'
import { microCustomerType } from '@banyan/domain/reports/micro-customer-type'
import type { ExchangeRate, LoanFact, RecoveredPart } from './loan-facts.queries.ts'

/** A loan as a report keeps it: amounts in fen of the institution's currency. */
export interface ReportedLoan {
  number: string
  borrowerNumber: string
  groupNumber: string | null
  section: AssetQualityLoan['section']
  consumer: boolean
  instalment: boolean
  customerType: MicroCustomerType
  guarantee: Guarantee
  annualRate: Rate
  termMonths: number
  tier: Tier
  daysPastDue: number
  balance: Money
  overduePrincipal: Money
  lent: Money
  collectedPrincipal: Money
  collectedInterest: Money
  ledgerBalance: Money
  currency: string
  /** The balance in the loan's own currency. */
  originalBalance: Money
  /** True when no exchange rate is known: listed, checked, and in no cell. */
  isLeftOut: boolean
  /** Since the start of the year; only where the return compares with it. */
  year?: {
    startTier: Tier | null
    startBalance: Money
    openingLedger: Money
    repaid: Money
    writtenOff: Money
    recovered: { substandard: Money; doubtful: Money; loss: Money }
  }
}

const firstTier: Tier = tiers[0]

/** Whole months of the term, a part of a month counted as one. */
function monthsOf(disbursedOn: Day, maturesOn: Day): number {
  const [from, to] = [partsOf(disbursedOn), partsOf(maturesOn)]
  const months = (to.year - from.year) * 12 + to.month - from.month + (to.date > from.date ? 1 : 0)
  return Math.max(1, months)
}

function sectionOf({ borrowerKind, industrySection }: LoanFact): ReportedLoan['section'] {
  if (borrowerKind === 'person') return 'personal'
  return industrySection !== null && isIndustrySection(industrySection)
    ? industrySection
    : 'unknown'
}

/** An amount at a rate in millionths, to the fen, halves up. */
function converted(amount: number, rateMillionths: number | null): Money {
  if (rateMillionths === null) return money(0)
  const product = BigInt(amount) * BigInt(rateMillionths)
  return money(Number(divideRounded(product, 1_000_000n, 'half-up')))
}

/** Repaid by instalment: principal falls due in more than one part. */
function isByInstalment({ method, periods }: LoanFact): boolean {
  return method !== 'interest-only' && method !== 'bullet' && periods > 1
}

/** A fact with the loan at the end of the year before; null: it was not there yet. */
export interface YearOfLoan {
  start: LoanFact | null
  recovered: readonly RecoveredPart[]
}

export function reportedLoan(
  fact: LoanFact,
  { currency, rates }: { currency: string; rates: readonly ExchangeRate[] },
  year?: YearOfLoan,
): ReportedLoan {
  const foreign = rates.find((rate) => rate.currency === fact.currency)
  const rate = fact.currency === currency ? 1_000_000 : (foreign?.rateMillionths ?? null)
  const inOurs = (amount: number) => converted(amount, rate)
  return {
    number: fact.number,
    borrowerNumber: fact.borrowerNumber,
    groupNumber: fact.groupNumber,
    section: sectionOf(fact),
    consumer: fact.isConsumer,
    instalment: isByInstalment(fact),
    customerType: microCustomerType({
      kind: fact.borrowerKind,
      isConsumerLoan: fact.isConsumer,
      occupation: fact.occupation,
      companyType: fact.companyType,
    }),
    guarantee: fact.guarantee,
    annualRate: fact.annualRate,
    termMonths: monthsOf(fact.disbursedOn, fact.maturesOn),
    tier: fact.tier ?? firstTier,
    daysPastDue: fact.daysPastDue,
    balance: inOurs(fact.balance),
    overduePrincipal: inOurs(fact.overduePrincipal),
    lent: inOurs(fact.lent),
    collectedPrincipal: inOurs(fact.collectedPrincipal),
    collectedInterest: inOurs(fact.collectedInterest),
    ledgerBalance: inOurs(fact.ledgerBalance),
    currency: fact.currency,
    originalBalance: money(fact.balance),
    isLeftOut: rate === null,
    ...(year ? { year: yearOf(fact, year, inOurs) } : {}),
  }
}

/** All of a year at the rate of its end, so that a change of rates is no migration. */
function yearOf(
  fact: LoanFact,
  { start, recovered }: YearOfLoan,
  inOurs: (amount: number) => Money,
) {
  const paidIn = (tier: RecoveredPart['tier']) =>
    inOurs(recovered.find((part) => part.tier === tier)?.amount ?? 0)
  const startBalance = inOurs(start?.balance ?? 0)
  return {
    startTier: startBalance === 0 ? null : (start?.tier ?? firstTier),
    startBalance,
    openingLedger: inOurs(start?.ledgerBalance ?? 0),
    repaid: inOurs(fact.repaid),
    writtenOff: inOurs(fact.writtenOff),
    recovered: {
      substandard: paidIn('substandard'),
      doubtful: paidIn('doubtful'),
      loss: paidIn('loss'),
    },
  }
}
