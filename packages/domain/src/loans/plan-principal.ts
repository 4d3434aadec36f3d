import type { Money } from '../money.ts'
import { money, zero } from '../money.ts'
import type { InstalmentProblem } from './plan-instalment.ts'
import { firstInstalment, roundedAmount, steppedInstalment } from './plan-instalment.ts'
import type { InterestSegment } from './plan-interest.ts'
import { changesIn, exactInterest, interestUnit, rateBefore } from './plan-interest.ts'
import type { PlanMethod, PlanPeriod, SchedulePlan } from './plan-shape.ts'
import type { YearMeasure } from './year-measure.ts'

/** How a row's principal came about; `whole` is the instalment or share it is a part of. */
export interface PrincipalWorking {
  rule: 'none' | 'rest' | 'level' | 'share' | 'flat' | 'stepped' | 'agreed'
  amount: Money
  whole: Money | null
  /** Where the instalment is worked out in this row: from what. */
  problem: InstalmentProblem | null
  /** Where a share is worked out in this row: of how many. */
  shares: number | null
  method: PlanMethod
}

interface Row {
  owed: Money
  earned: Money
  segments: readonly InterestSegment[]
  method: PlanMethod
}

interface Course {
  plan: SchedulePlan
  measure: YearMeasure
}

interface Place extends Course {
  index: number
  period: PlanPeriod
  row: Row
}

/** Whether what was worked out before still holds, or a change of the period asks for a new amount. */
function isRenewed({ plan, period, index }: Place, known: Money | null, byRate: boolean): boolean {
  if (known === null) return true
  if (plan.keeps === 'instalment') return false
  const from = index === 0 ? plan.startOn : period.from
  const changes = changesIn(plan, { from, to: period.to })
  return changes.balance || (byRate && changes.rate)
}

function later({ plan, index }: Place): PlanPeriod[] {
  return [...plan.periods.slice(index + 1).filter(({ repays }) => repays), ...plan.beyond]
}

function instalmentProblem(
  place: Place,
  { residual, step, steps }: Pick<InstalmentProblem, 'residual' | 'step' | 'steps'>,
): InstalmentProblem {
  const { plan, measure, period, row } = place
  const annualRate = rateBefore(plan.rates, period.to)
  const lengths = later(place).map(({ from, to }) => measure.between(from, to))
  const interest = row.segments.reduce((sum, each) => sum + exactInterest(each), 0n)
  const unit = interestUnit(measure)
  return { balance: row.owed, interest, annualRate, later: lengths, unit, residual, step, steps }
}

/** Principal of a row: never below zero nor above what is owed. */
const bounded = (wanted: number, owed: Money): Money => money(Math.min(owed, Math.max(0, wanted)))

function levelPrincipal(place: Place, method: PlanMethod & { kind: 'level' }): PrincipalWorking {
  const { plan, row } = place
  let { instalment } = method
  let problem: InstalmentProblem | null = null
  if (isRenewed(place, instalment, true) || instalment === null) {
    problem = instalmentProblem(place, { residual: method.residual, step: null, steps: [] })
    instalment = firstInstalment(problem, plan)
  }
  return {
    rule: 'level',
    amount: bounded(instalment - row.earned, row.owed),
    whole: instalment,
    problem,
    shares: null,
    method: { ...method, instalment },
  }
}

function steppedPrincipal(
  place: Place,
  method: PlanMethod & { kind: 'stepped' },
): PrincipalWorking {
  const { plan, row } = place
  const { step, passed } = method
  const countAt = (ahead: number) => Math.floor((passed + ahead) / step.every)
  let { instalment } = method
  let problem: InstalmentProblem | null = null
  if (isRenewed(place, instalment, true) || instalment === null) {
    const steps = [0, ...later(place)].map((_, index) => countAt(index))
    problem = instalmentProblem(place, { residual: zero, step, steps })
    instalment = firstInstalment(problem, plan)
  }
  const whole = steppedInstalment(instalment, step, countAt(0), plan)
  return {
    rule: 'stepped',
    amount: bounded(whole - row.earned, row.owed),
    whole,
    problem,
    shares: null,
    method: { ...method, instalment, passed: passed + 1 },
  }
}

function sharePrincipal(place: Place, method: PlanMethod & { kind: 'share' }): PrincipalWorking {
  const { plan, row } = place
  const shares = later(place).length + 1
  const isNew = isRenewed(place, method.share, false)
  const known = isNew ? null : method.share
  const share = known ?? roundedAmount(BigInt(row.owed), BigInt(shares), plan)
  return {
    rule: 'share',
    amount: bounded(share, row.owed),
    whole: share,
    problem: null,
    shares: isNew ? shares : null,
    method: { ...method, share },
  }
}

/** A flat row repays an even share; a multiple rounds share and interest together. */
function flatPrincipal(place: Place, method: PlanMethod & { kind: 'flat' }): PrincipalWorking {
  const { plan, row } = place
  const shares = later(place).length + 1
  const isNew = isRenewed(place, method.share, plan.multiple !== null)
  const known = isNew ? null : method.share
  const share =
    known ??
    (plan.multiple === null
      ? roundedAmount(BigInt(row.owed), BigInt(shares), plan)
      : money(
          roundedAmount(
            BigInt(row.owed) + BigInt(row.earned) * BigInt(shares),
            BigInt(shares),
            plan,
          ) - row.earned,
        ))
  return {
    rule: 'flat',
    amount: bounded(share, row.owed),
    whole: share,
    problem: null,
    shares: isNew ? shares : null,
    method: { ...method, share },
  }
}

function byMethod(place: Place): PrincipalWorking {
  const { method, owed } = place.row
  const none = { problem: null, shares: null, method }
  if (method.kind === 'level') return levelPrincipal(place, method)
  if (method.kind === 'stepped') return steppedPrincipal(place, method)
  if (method.kind === 'share') return sharePrincipal(place, method)
  if (method.kind === 'flat') return flatPrincipal(place, method)
  if (method.kind === 'end') return { rule: 'none', amount: zero, whole: null, ...none }
  const [agreed = null, ...rest] = method.principal
  const amount = agreed === null ? owed : bounded(agreed, owed)
  const following = { ...method, principal: rest }
  return { rule: 'agreed', amount, whole: agreed, ...none, method: following }
}

/** The principal of a row: by its method, the rest of the loan in the last one, none in a grace. */
export function repaidPrincipal(course: Course, index: number, row: Row): PrincipalWorking {
  const period = course.plan.periods[index]
  if (period === undefined) throw new RangeError(`no period ${index}`)
  const place = { ...course, index, period, row }
  const none = { whole: null, problem: null, shares: null, method: row.method }
  const isLast = index === course.plan.periods.length - 1
  if (!isLast && !period.repays) return { rule: 'none', amount: zero, ...none }
  const working = byMethod(place)
  return isLast ? { ...working, rule: 'rest', amount: row.owed } : working
}
