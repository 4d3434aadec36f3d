/** An amount and when it is paid, in years or any other period; money in is above zero, money out below. */
export interface TimedFlow {
  at: number
  amount: number
}

/**
 * What makes the flows worth nothing: every growth per period found. Of several the first is one at which
 * their value falls as the rate rises, as an investment's does, and the nearest to zero of those.
 */
export interface RateSolution {
  kind: 'one' | 'several' | 'none'
  rates: number[]
}

/** The range searched, as logarithms of growth per period: from −99.99999 % to some 8,800,000 %. */
const lowest = Math.log(1e-7)
const highest = Math.log(8.8e4)
const steps = 4000

/** Present value at growth e^u, scaled by what keeps the largest term near one. */
function valueAt(flows: readonly TimedFlow[], u: number, latest: number): number {
  const scale = u < 0 ? u * latest : 0
  let value = 0
  for (const { at, amount } of flows) value += amount * Math.exp(-u * at + scale)
  return value
}

function bisect(value: (u: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  const isRising = value(low) < 0
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (value(middle) < 0 === isRising) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Above 100,000 % a solution is arithmetic only. */
const believable = Math.log(1000)

function rank(rate: number, value: (u: number) => number): number {
  const at = Math.log1p(rate)
  if (at > believable) return 2
  return value(at + 1e-6) < value(at - 1e-6) ? 0 : 1
}

/** Where a function of the logarithm of growth changes its sign, as rates. */
function roots(value: (u: number) => number): number[] {
  const found: number[] = []
  let before = value(lowest)
  for (let step = 1; step <= steps; step += 1) {
    const from = lowest + ((highest - lowest) * (step - 1)) / steps
    const to = lowest + ((highest - lowest) * step) / steps
    const after = value(to)
    if (before === 0) found.push(Math.expm1(from))
    else if (before < 0 !== after < 0 && after !== 0)
      found.push(Math.expm1(bisect(value, from, to)))
    before = after
  }
  return found.toSorted((a, b) => rank(a, value) - rank(b, value) || Math.abs(a) - Math.abs(b))
}

function solutionOf(rates: number[]): RateSolution {
  if (rates.length === 0) return { kind: 'none', rates }
  return { kind: rates.length === 1 ? 'one' : 'several', rates }
}

/** Money one way first and the other way after it: one rate answers at most (Descartes' rule of signs). */
function turnsOnce(flows: readonly TimedFlow[]): boolean {
  const byTime = new Map<number, number>()
  for (const { at, amount } of flows) byTime.set(at, (byTime.get(at) ?? 0) + amount)
  const signs = [...byTime]
    .toSorted(([one], [other]) => one - other)
    .map(([, amount]) => Math.sign(amount))
    .filter((sign) => sign !== 0)
  return signs.filter((sign, index) => index > 0 && sign !== signs[index - 1]).length === 1
}

function onlyRoot(value: (u: number) => number): number[] {
  const isWithin = value(lowest) < 0 !== value(highest) < 0
  return isWithin ? [Math.expm1(bisect(value, lowest, highest))] : []
}

/** Growth per period at which the flows are worth nothing today. */
export function growthPerPeriod(flows: readonly TimedFlow[]): RateSolution {
  const first = Math.min(...flows.map(({ at }) => at))
  const shifted = flows.map(({ at, amount }) => ({ at: at - first, amount }))
  const latest = Math.max(...shifted.map(({ at }) => at))
  const hasBoth = flows.some(({ amount }) => amount > 0) && flows.some(({ amount }) => amount < 0)
  if (!hasBoth) return { kind: 'none', rates: [] }
  if (latest === 0) {
    const sum = shifted.reduce((total, { amount }) => total + amount, 0)
    return sum === 0 ? { kind: 'one', rates: [0] } : { kind: 'none', rates: [] }
  }
  const value = (u: number) => valueAt(shifted, u, latest)
  return solutionOf(turnsOnce(shifted) ? onlyRoot(value) : roots(value))
}

/** A payment after so many whole unit periods and a fraction of one. */
export interface UnitPeriodFlow {
  whole: number
  fraction: number
  amount: number
}

/**
 * The rate per unit period of Regulation Z, Appendix J (b): a fraction of a period earns simple interest,
 * Σ amount ÷ ((1 + f·i)(1 + i)^t) = 0.
 */
export function ratePerUnitPeriod(flows: readonly UnitPeriodFlow[]): RateSolution {
  const latest = Math.max(...flows.map(({ whole }) => whole)) + 1
  const value = (u: number) => {
    const rate = Math.expm1(u)
    const scale = u < 0 ? u * latest : 0
    return flows.reduce(
      (sum, { whole, fraction, amount }) =>
        sum + (amount * Math.exp(-u * whole + scale)) / (1 + fraction * rate),
      0,
    )
  }
  const hasBoth = flows.some(({ amount }) => amount > 0) && flows.some(({ amount }) => amount < 0)
  return hasBoth ? solutionOf(roots(value)) : { kind: 'none', rates: [] }
}
