import { z } from 'zod'
import { Day } from '../calendar.ts'
import { ClassificationFacts } from './facts.ts'
import {
  guaranteeTold,
  intervalTold,
  nameTold,
  refinancingTold,
  scopeTold,
  tierTold,
  type ToldName,
} from './told-names.ts'

export interface ToldFacts {
  asOf: Day
  facts: ClassificationFacts
  /** The matrix of small enterprises is laid over the rules. */
  usesMatrix: boolean
  /** The observation ends at the second due day, if that is later than a year. */
  usesLooserObservation: boolean
}

export type ToldResult =
  | { told: ToldFacts; problems: null }
  | { told: null; problems: { field: string; reason: string }[] }

type Named = Partial<Record<ToldName, unknown>>

const hundredPercent = 100_000_000
const mostDecimals = 6

/**
 * A share as it is told: `{ part, whole }` in decimal amounts; text such as '49.99%'; a number
 * above 1 in percent, up to 1 as a part of one. Undefined where it is none of these.
 */
function shareTold(value: unknown, isPercent: boolean): unknown {
  if (typeof value === 'object' && value !== null) {
    const { part, whole } = value as { part?: unknown; whole?: unknown }
    return amountsTold(part, whole)
  }
  const match = /^(\d{1,9}(?:\.\d+)?)\s*(%?)$/.exec(String(value).trim())
  if (!match) return value
  const [, digits = '', sign] = match
  const isPartOfOne = !isPercent && sign !== '%' && Number(digits) <= 1
  const part = scaled(digits, isPartOfOne ? mostDecimals + 2 : mostDecimals)
  return part === null ? value : { part, whole: hundredPercent }
}

/** Decimal text times 10^places as a whole number; null when digits would be lost. */
function scaled(digits: string, places: number): number | null {
  const [whole = '', decimals = ''] = digits.split('.')
  const kept = decimals.replace(/0+$/, '')
  if (kept.length > places) return null
  const value = Number(`${whole}${kept.padEnd(places, '0')}`)
  return Number.isSafeInteger(value) ? value : null
}

function amountsTold(part: unknown, whole: unknown): unknown {
  const [a, b] = [scaled(String(part), 2), scaled(String(whole), 2)]
  return a === null || b === null ? { part, whole } : { part: a, whole: b }
}

/** A share under its own name, or as two amounts. */
function eitherShare(share: unknown, part: unknown, whole: unknown, isPercent = false): unknown {
  if (share !== undefined && share !== null) return shareTold(share, isPercent)
  return part !== undefined && whole !== undefined ? amountsTold(part, whole) : undefined
}

function intervalOf({ interval, intervalMonths, intervalDays }: Named): unknown {
  if (intervalMonths !== undefined) return { months: intervalMonths }
  if (intervalDays !== undefined) return { days: intervalDays }
  return interval === undefined ? undefined : intervalTold(interval)
}

function restructuredOf(named: Named, asOf: unknown): unknown {
  const { restructured } = named
  const isObject = typeof restructured === 'object' && restructured !== null
  const inside = isObject ? namedOf(restructured as Record<string, unknown>).named : {}
  const all: Named = { ...named, ...inside }
  const on = all.restructuredOn ?? (isObject ? all.asOf : undefined)
  if (restructured !== true && !isObject && named.restructuredOn === undefined) return null
  return {
    on: on ?? all.firstDueOn ?? asOf,
    firstDueOn: all.firstDueOn ?? on ?? asOf,
    interval: intervalOf(all) ?? { months: 1 },
    isAgain: all.again ?? false,
    isDifficultyOver: all.difficultyOver ?? true,
    missedOn: all.missedOn ?? [],
  }
}

function debtorOf(named: Named, percents: ReadonlySet<ToldName>): unknown {
  return {
    ownNonPerforming: eitherShare(
      named.ownNplShare,
      named.ownNpl,
      named.ownTotal,
      percents.has('ownNplShare'),
    ),
    allBanksOver90: eitherShare(
      named.allBank90Share,
      named.allBank90,
      named.allBankTotal,
      percents.has('allBank90Share'),
    ),
    isNonPerformingElsewhere: named.isNonPerformingElsewhere,
    isEnhanced: named.isEnhanced,
    isRatingCut: named.isRatingCut,
    evadesDebt: named.evadesDebt,
    isInLiquidation: named.isInLiquidation,
    mergedOn: named.mergedOn,
    hasImpairedAsset: named.hasImpairedAsset,
  }
}

function factsOf(named: Named, percents: ReadonlySet<ToldName>, asOf: unknown): unknown {
  const told = <T>(value: T, read: (value: T) => unknown) =>
    value === undefined || value === null ? value : read(value)
  return {
    scope: named.scope === undefined ? 'non-retail' : scopeTold(named.scope),
    isSmallMicro: named.isSmallMicro,
    daysPastDue: named.daysPastDue,
    isTechnicalOverdue: named.isTechnicalOverdue,
    missedPeriods: named.missedPeriods,
    isUseChanged: named.isUseChanged,
    refinancing: told(named.refinancing, refinancingTold),
    isCreditImpaired: named.isCreditImpaired ?? Number(named.stage) === 3,
    expectedLoss: eitherShare(named.eclShare, named.ecl, named.balance, percents.has('eclShare')),
    restructured: restructuredOf(named, asOf),
    guarantee: told(named.guarantee, guaranteeTold),
    debtor: debtorOf(named, percents),
    previous: told(named.previous, tierTold),
    recovery: {
      arrearsClearedOn: named.arrearsClearedOn,
      interval: intervalOf(named),
      payments: named.payments,
      isAbleToPerform: named.isAbleToPerform ?? true,
    },
    isByDaysMethod: named.isByDaysMethod,
    manual: told(named.manual, tierTold),
  }
}

function namedOf(given: Record<string, unknown>) {
  const named: Named = {}
  const percents = new Set<ToldName>()
  const unknown: string[] = []
  for (const [field, value] of Object.entries(given)) {
    const name = nameTold(field)
    if (name === undefined) unknown.push(field)
    else named[name] = value
    if (name !== undefined && /percent$/i.test(field)) percents.add(name)
  }
  return { named, percents, unknown }
}

/**
 * Facts as they are typed or piped in, by any of their names. What is left out is taken not to be
 * so; difficulty is taken to be over, and the ability to perform as assessed, unless told otherwise.
 */
export function readFacts(given: unknown, today: Day): ToldResult {
  const asObject = z.record(z.string(), z.unknown()).safeParse(given)
  if (!asObject.success) return { told: null, problems: [{ field: 'facts', reason: 'not-facts' }] }
  const { named, percents, unknown } = namedOf(asObject.data)
  const asOf = named.asOf ?? today
  const onDay = Day.safeParse(asOf)
  const read = ClassificationFacts.safeParse(factsOf(named, percents, asOf))
  const problems = unknown.map((field) => ({ field, reason: 'unknown-field' }))
  if (!onDay.success) problems.push({ field: 'asOf', reason: 'not-a-day' })
  for (const { path, message } of read.error?.issues ?? [])
    problems.push({ field: path.join('.') || 'facts', reason: message })
  if (problems.length > 0 || !onDay.success || !read.success) return { told: null, problems }
  return {
    told: {
      asOf: onDay.data,
      facts: read.data,
      usesMatrix: named.matrix === true,
      usesLooserObservation: named.looserObservation === true,
    },
    problems: null,
  }
}
