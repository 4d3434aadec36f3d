import { isDay } from '../calendar.ts'
import { sumMoney, zero } from '../money.ts'
import { dueDays } from './due-days.ts'
import type { ScheduleTerms } from './repayment-terms.ts'

export interface TermsProblem {
  term: keyof ScheduleTerms
  problem: string
}

type Rule = readonly [term: keyof ScheduleTerms, problem: string, isBroken: boolean]

const levelMethods: readonly string[] = ['equal-instalment', 'balloon', 'residual', 'stepped']
const oneByOne: readonly string[] = ['bullet', 'custom']

function methodRules(terms: ScheduleTerms): readonly Rule[] {
  const { method } = terms
  const onlyFor = (term: keyof ScheduleTerms, methods: readonly string[]): Rule => [
    term,
    `not-for-${method}`,
    terms[term] !== undefined && !methods.includes(method),
  ]
  const neededFor = (term: keyof ScheduleTerms, by: string): Rule => [
    term,
    'missing',
    terms[term] === undefined && method === by,
  ]
  return [
    onlyFor('amortiseOver', ['balloon']),
    neededFor('amortiseOver', 'balloon'),
    onlyFor('residual', ['residual']),
    neededFor('residual', 'residual'),
    onlyFor('step', ['stepped']),
    neededFor('step', 'stepped'),
    onlyFor('instalments', ['custom']),
    neededFor('instalments', 'custom'),
    onlyFor('principalEvery', ['equal-principal']),
    onlyFor('interestEvery', ['equal-principal', 'interest-only']),
    onlyFor('instalment', ['equal-instalment', 'balloon']),
    onlyFor('instalmentMultiple', [...levelMethods, 'equal-principal', 'flat']),
    ...(['principalGrace', 'interestGrace'] as const).map((term): Rule => [
      term,
      `not-for-${method}`,
      terms[term] !== undefined && oneByOne.includes(method),
    ]),
  ]
}

function pairRules(terms: ScheduleTerms): readonly Rule[] {
  const { periods, frequency, every, principal } = terms
  const { principalGrace = 0, interestGrace = 0, graceInterest, residual = 0 } = terms
  const isCapitalised = graceInterest === 'capitalised'
  const isMonthly = frequency !== 'weekly' && frequency !== 'days'
  return [
    ['every', 'missing', frequency === 'days' && every === undefined],
    ['monthEnd', `not-for-${frequency}`, terms.monthEnd !== undefined && !isMonthly],
    ['principalGrace', 'not-shorter-than-the-loan', principalGrace >= periods && periods > 0],
    ['interestGrace', 'not-shorter-than-the-loan', interestGrace >= periods && periods > 0],
    [
      'interestGrace',
      'beyond-the-principal-grace',
      isCapitalised && interestGrace > principalGrace,
    ],
    ['graceInterest', 'without-interest-grace', graceInterest !== undefined && interestGrace === 0],
    ['amortiseOver', 'not-longer-than-periods', (terms.amortiseOver ?? periods + 1) <= periods],
    ['residual', 'not-below-principal', residual >= principal],
    ['instalment', 'with-a-multiple', terms.instalment !== undefined && !!terms.instalmentMultiple],
    [
      'multipleRounding',
      'without-a-multiple',
      terms.multipleRounding !== undefined && terms.instalmentMultiple === undefined,
    ],
    [
      'interestFollows',
      'without-a-holiday-rule',
      terms.interestFollows === true && (terms.holidayRule ?? 'none') === 'none',
    ],
    ['principalEvery', 'longer-than-the-loan', (terms.principalEvery ?? 1) > periods],
    ['interestEvery', 'longer-than-the-loan', (terms.interestEvery ?? 1) > periods],
  ]
}

function isRising(days: readonly string[]): boolean {
  return days.every((on, index) => index === 0 || on > (days[index - 1] ?? ''))
}

function agreedRules(terms: ScheduleTerms): readonly Rule[] {
  const { instalments, principal, drawdowns = [], disbursedOn } = terms
  if (instalments === undefined) return []
  const lent = sumMoney([principal, ...drawdowns.map(({ amount }) => amount)])
  const repaid = sumMoney(instalments.map((each) => each.principal ?? zero))
  const hasRest = instalments.some((each) => each.principal === null)
  const restBeforeEnd = instalments.slice(0, -1).some((each) => each.principal === null)
  const days = instalments.map(({ dueOn }) => dueOn)
  return [
    ['instalments', 'not-in-order', !isRising(days) || (days[0] ?? '') < disbursedOn],
    ['instalments', 'rest-before-the-last', restBeforeEnd],
    ['instalments', 'not-the-principal', hasRest ? repaid > lent : repaid !== lent],
    ['instalments', 'interest-never-due', instalments.at(-1)?.interest === 'later'],
    ['firstDueOn', 'given-by-the-instalments', days[0] !== terms.firstDueOn],
  ]
}

function dayRules(terms: ScheduleTerms): readonly Rule[] {
  const { method, disbursedOn, firstDueOn, drawdowns = [], rateChanges = [], fees = [] } = terms
  const last = dueDays(terms).at(-1) ?? firstDueOn
  const isWithin = (on: string) => isDay(on) && on > disbursedOn && on < last
  return [
    ['firstDueOn', 'not-after-disbursement', firstDueOn <= disbursedOn && method !== 'custom'],
    ['drawdowns', 'outside-the-loan', drawdowns.some(({ on }) => !isWithin(on))],
    ['drawdowns', 'not-in-order', !isRising(drawdowns.map(({ on }) => on))],
    ['rateChanges', 'outside-the-loan', rateChanges.some(({ from }) => !isWithin(from))],
    ['rateChanges', 'not-in-order', !isRising(rateChanges.map(({ from }) => from))],
    [
      'fees',
      'outside-the-loan',
      fees.some((fee) => 'dueOn' in fee && (fee.dueOn < disbursedOn || fee.dueOn > last)),
    ],
  ]
}

/** Terms that contradict each other or lack a companion, each with the term to look at. */
export function termsProblems(terms: ScheduleTerms): TermsProblem[] {
  const rules = [...methodRules(terms), ...pairRules(terms), ...agreedRules(terms)]
  const broken = rules.filter(([, , isBroken]) => isBroken)
  const found = broken.length > 0 ? broken : dayRules(terms).filter(([, , isBroken]) => isBroken)
  return found.map(([term, problem]) => ({ term, problem }))
}
