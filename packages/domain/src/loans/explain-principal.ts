import { money } from '../money.ts'
import { type ExplainedLine, type Operand, unroundedYuan } from './explained-line.ts'
import { exactFirstInstalment } from './plan-instalment.ts'
import { rateOn } from './plan-interest.ts'
import type { SchedulePlan } from './plan-shape.ts'
import type { PrincipalWorking } from './plan-principal.ts'
import type { RowWorking } from './work-through.ts'

type Workings = readonly RowWorking[]

/** The row in which the amount in force at a row was worked out; null where the plan brought it along. */
function origin(workings: Workings, working: RowWorking): RowWorking | null {
  const until = workings.filter(({ number }) => number <= working.number)
  return (
    until.findLast(({ principal }) => principal.problem !== null || principal.shares !== null) ??
    null
  )
}

function firstOf({ method }: PrincipalWorking) {
  if (method.kind === 'level' || method.kind === 'stepped') return method.instalment
  return method.kind === 'share' || method.kind === 'flat' ? method.share : null
}

function multipleOf({ multiple }: SchedulePlan): Operand[] {
  return multiple === null ? [] : [{ name: 'multiple', unit: 'money', value: multiple.of }]
}

function workedOut(plan: SchedulePlan, row: RowWorking): ExplainedLine | null {
  const { problem, shares } = row.principal
  const result = firstOf(row.principal)
  if (result === null) return null
  const owed = money(row.moved + row.capitalised)
  const balance: Operand = { name: 'balance', unit: 'money', value: owed }
  if (problem === null) {
    if (shares === null) return null
    const unrounded = unroundedYuan(BigInt(owed), BigInt(shares))
    const periods: Operand = { name: 'periods', unit: 'count', value: shares }
    const operands = [balance, periods, ...multipleOf(plan)]
    return { kind: 'share-worked-out', operands, unrounded, result }
  }
  const { residual, later } = problem
  const operands: Operand[] = [
    balance,
    { name: 'annual-rate', unit: 'rate', value: rateOn(plan.rates, row.period.from) },
    { name: 'periods', unit: 'count', value: later.length + 1 },
  ]
  if (residual > 0) operands.push({ name: 'residual', unit: 'money', value: residual })
  const unrounded = unroundedYuan(...exactFirstInstalment(problem))
  return {
    kind: 'instalment-worked-out',
    operands: [...operands, ...multipleOf(plan)],
    unrounded,
    result,
  }
}

function inForce(working: RowWorking, since: RowWorking | null): ExplainedLine[] {
  const result = firstOf(working.principal)
  if (result === null || since?.number === working.number) return []
  const { kind: method } = working.principal.method
  const kind = method === 'share' || method === 'flat' ? 'share-in-force' : 'instalment-in-force'
  const operands: Operand[] =
    since === null ? [] : [{ name: 'since-row', unit: 'count', value: since.number }]
  return [{ kind, operands, unrounded: null, result }]
}

function stepped({ principal }: RowWorking): ExplainedLine[] {
  const { method, whole } = principal
  if (method.kind !== 'stepped' || whole === null || method.instalment === null) return []
  const count = Math.floor((method.passed - 1) / method.step.every)
  if (count === 0) return []
  const by: Operand =
    'percent' in method.step
      ? { name: 'step-percent', unit: 'percent', value: method.step.percent }
      : { name: 'step-amount', unit: 'money', value: method.step.amount }
  const operands: Operand[] = [
    { name: 'first-instalment', unit: 'money', value: method.instalment },
    { name: 'steps', unit: 'count', value: count },
    by,
  ]
  return [{ kind: 'instalment-stepped', operands, unrounded: null, result: whole }]
}

function lessInterest({ principal, earned }: RowWorking): ExplainedLine[] {
  const { method, whole } = principal
  if (whole === null || (method.kind !== 'level' && method.kind !== 'stepped')) return []
  const operands: Operand[] = [
    { name: 'instalment', unit: 'money', value: whole },
    { name: 'interest', unit: 'money', value: earned },
  ]
  const result = money(whole - earned)
  return [{ kind: 'instalment-less-interest', operands, unrounded: null, result }]
}

/** How the principal of a row came about, from the instalment or share in force. */
export function explainPrincipal(
  plan: SchedulePlan,
  workings: Workings,
  working: RowWorking,
): ExplainedLine[] {
  const { principal, moved, capitalised } = working
  const { rule, amount } = principal
  const owed: Operand = { name: 'balance', unit: 'money', value: money(moved + capitalised) }
  if (rule === 'rest') {
    return [{ kind: 'rest-of-loan', operands: [owed], unrounded: null, result: amount }]
  }
  if (rule === 'none' || rule === 'agreed') {
    const kind = rule === 'none' ? 'principal-none' : 'principal-agreed'
    return [{ kind, operands: [], unrounded: null, result: amount }]
  }
  const since = origin(workings, working)
  const out = since === null ? null : workedOut(plan, since)
  const lines = [
    ...(out === null ? [] : [out]),
    ...inForce(working, since),
    ...stepped(working),
    ...lessInterest(working),
  ]
  if (lines.at(-1)?.result !== amount) {
    lines.push({ kind: 'principal-bounded', operands: [owed], unrounded: null, result: amount })
  }
  return lines
}
