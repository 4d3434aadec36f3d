import { addDays, addMonths, type Day, day, daysBetween } from '../calendar.ts'
import type { Measure } from './measure-names.ts'
import type { WarningRule } from './warning-rules.ts'
import type { Conclusion, WatchedInstalment, WatchFacts } from './watch-facts.ts'

/** One row that a measured value rests on. */
export interface EvidenceRow {
  what: string
  id: string | null
  on: Day | null
  value: number | null
  text: string
}

export interface Measured {
  value: number
  rows: EvidenceRow[]
}

type Asked = Pick<WarningRule, 'windowDays' | 'least' | 'ratio' | 'eventKinds'>
type MeasureOf = (facts: WatchFacts, asked: Asked, on: Day) => Measured | null

const whole = 100_000_000

const evidence = (
  what: string,
  id: string | null,
  rest: Partial<Pick<EvidenceRow, 'on' | 'value' | 'text'>>,
): EvidenceRow => ({ what, id, on: null, value: null, text: '', ...rest })

/** The first day that still counts. */
const windowStart = (windowDays: number | null, on: Day): Day =>
  windowDays === null ? day('0001-01-01') : addDays(on, 1 - windowDays)

const within = (asked: Asked, on: Day, happened: Day | null): boolean =>
  happened !== null && happened <= on && happened >= windowStart(asked.windowDays, on)

const counted = (rows: EvidenceRow[]): Measured | null =>
  rows.length === 0 ? null : { value: rows.length, rows }

/** part ÷ base in millionths of a percent, half-up; both whole and not negative, the base above nought. */
function share(part: number, base: number): number {
  return Number((2n * BigInt(part) * BigInt(whole) + BigInt(base)) / (2n * BigInt(base)))
}

/** Days from the oldest due day that is not paid: the debtor is `on − due` days late. */
const daysPastDue: MeasureOf = ({ loans }, _asked, on) => {
  const late = loans
    .flatMap(({ id, number, oldestUnpaidOn }) =>
      oldestUnpaidOn !== null && oldestUnpaidOn < on ? [{ id, number, oldestUnpaidOn }] : [],
    )
    .toSorted((a, b) => (a.oldestUnpaidOn < b.oldestUnpaidOn ? -1 : 1))
  const [worst] = late
  if (!worst) return null
  const rows = late.map(({ id, number, oldestUnpaidOn }) =>
    evidence('loan', id, { on: oldestUnpaidOn, text: number }),
  )
  return { value: daysBetween(worst.oldestUnpaidOn, on), rows }
}

const instalmentRow = ({ loanId, number, dueOn }: WatchedInstalment, daysLate: number) =>
  evidence('instalment', `${loanId}/${number}`, { on: dueOn, value: daysLate })

/** Days an instalment was paid after its day, or has not been paid since; the due day itself is not late. */
const lateness = ({ dueOn, settledOn }: WatchedInstalment, on: Day) =>
  daysBetween(dueOn, settledOn ?? on)

function shareOfInstalments(isCounted: (late: number) => boolean): MeasureOf {
  return ({ instalments }, asked, on) => {
    const due = instalments.filter(({ dueOn }) => dueOn < on && within(asked, on, dueOn))
    if (due.length === 0 || due.length < asked.least) return null
    const found = due.filter((each) => isCounted(lateness(each, on)))
    return {
      value: share(found.length, due.length),
      rows: found.map((each) => instalmentRow(each, lateness(each, on))),
    }
  }
}

/** How many times running the customer paid later than the time before, up to the last instalment. */
const laterEachTime: MeasureOf = ({ instalments }, asked, on) => {
  const settled = instalments.filter(
    ({ dueOn, settledOn }) => settledOn !== null && within(asked, on, dueOn),
  )
  const rows: EvidenceRow[] = []
  for (let index = settled.length - 1; index > 0; index--) {
    const [now, before] = [settled[index], settled[index - 1]]
    if (!now || !before) break
    const late = lateness(now, on)
    if (late <= 0 || late <= Math.max(0, lateness(before, on))) break
    rows.unshift(instalmentRow(now, late))
  }
  return counted(rows)
}

const events: MeasureOf = (facts, asked, on) =>
  counted(
    facts.events
      .filter(({ isEnded, kind, happenedOn }) => {
        return !isEnded && asked.eventKinds.includes(kind) && within(asked, on, happenedOn)
      })
      .map(({ id, kind, happenedOn, amount }) =>
        evidence('event', id, { on: happenedOn, value: amount, text: kind }),
      ),
  )

const eventAmount: MeasureOf = (facts, asked, on) => {
  const found = events(facts, asked, on)
  const sum = found?.rows.reduce((total, { value }) => total + (value ?? 0), 0) ?? 0
  return found && sum > 0 ? { value: sum, rows: found.rows } : null
}

const ratio: MeasureOf = ({ statement }, asked) => {
  if (statement === null || asked.ratio === null) return null
  const value = statement.ratios[asked.ratio]
  if (value === null) return null
  const { id, periodEnd } = statement
  return { value, rows: [evidence('statement', id, { on: periodEnd, value, text: asked.ratio })] }
}

const monthsBack = (on: Day, count: number) =>
  Array.from({ length: count }, (_, index) => addMonths(on, -1 - index, 1).slice(0, 7))

/** How far the last three whole months lie below the six before them, as a share of those; all nine must be known. */
const inflowDrop: MeasureOf = ({ inflows }, _asked, on) => {
  const byMonth = new Map(inflows.map(({ month, amount }) => [month, amount]))
  const months = monthsBack(on, 9)
  const amounts = months.flatMap((month) => byMonth.get(month) ?? [])
  if (amounts.length < months.length) return null
  const sum = (from: number, to: number) =>
    amounts.slice(from, to).reduce((total, amount) => total + amount, 0)
  const [now, before] = [2 * sum(0, 3), sum(3, 9)]
  if (before <= 0 || now >= before) return null
  const rows = months.map((month, index) =>
    evidence('inflow', month, { value: amounts[index] ?? 0, text: month }),
  )
  return { value: share(before - now, before), rows }
}

const dependence: MeasureOf = ({ dependences }) => {
  const [most] = dependences.toSorted((a, b) => b.share - a.share)
  if (!most) return null
  const row = evidence('relation', most.relationId, { value: most.share, text: most.on })
  return { value: most.share, rows: [row] }
}

const guaranteeBurden: MeasureOf = ({ guaranteesGiven, statement }) => {
  const netAssets = statement?.netAssets ?? null
  const given = guaranteesGiven.reduce((total, { amount }) => total + amount, 0)
  if (given === 0 || netAssets === null || netAssets <= 0) return null
  const rows = guaranteesGiven.map((each) =>
    evidence('relation', each.relationId, { value: each.amount, text: each.for }),
  )
  return { value: share(given, netAssets), rows }
}

const conclusionRank: Readonly<Record<Conclusion, number>> = { normal: 0, attention: 1, danger: 2 }

const inspectionConclusion: MeasureOf = ({ inspections }, asked, on) => {
  const [latest] = inspections
    .filter(({ heldOn }) => within(asked, on, heldOn))
    .toSorted((a, b) => ((a.heldOn ?? '') < (b.heldOn ?? '') ? 1 : -1))
  if (!latest || latest.conclusion === null || latest.conclusion === 'normal') return null
  const value = conclusionRank[latest.conclusion]
  const { id, heldOn, conclusion } = latest
  return { value, rows: [evidence('inspection', id, { on: heldOn, value, text: conclusion })] }
}

const tier: MeasureOf = ({ loans }) => {
  const worst = Math.max(1, ...loans.map(({ tierRank }) => tierRank))
  if (worst === 1) return null
  const rows = loans
    .filter(({ tierRank }) => tierRank === worst)
    .map(({ id, number }) => evidence('loan', id, { value: worst, text: number }))
  return { value: worst, rows }
}

/** Notches between the last two scores, where the later is the worse. */
const gradeFall: MeasureOf = ({ grades }, asked, on) => {
  const [now, before] = grades
  if (!now || !before || !within(asked, on, now.on) || now.grade <= before.grade) return null
  const rows = [now, before].map(({ id, on: at, grade }) =>
    evidence('score', id, { on: at, value: grade }),
  )
  return { value: now.grade - before.grade, rows }
}

const measures: Readonly<Record<Measure, MeasureOf>> = {
  'days-past-due': daysPastDue,
  'late-share': shareOfInstalments((late) => late > 0),
  'last-minute-share': shareOfInstalments((late) => late === 0),
  'later-each-time': laterEachTime,
  tier,
  'grade-fall': gradeFall,
  events,
  'event-amount': eventAmount,
  'register-changes': ({ register }, asked, on) =>
    counted(
      register.disagreements
        .filter(({ raisedOn }) => within(asked, on, raisedOn))
        .map(({ id, field, raisedOn }) => evidence('conflict', id, { on: raisedOn, text: field })),
    ),
  'register-status-lost': ({ register: { lostStatus } }) =>
    lostStatus === null
      ? null
      : { value: 1, rows: [evidence('register', lostStatus, { text: lostStatus })] },
  ratio,
  'inflow-drop': inflowDrop,
  dependence,
  'guarantee-burden': guaranteeBurden,
  'expired-papers': ({ expiredPapers }) =>
    counted(
      expiredPapers.map(({ id, what, foundOn }) =>
        evidence('paper', id, { on: foundOn, text: what }),
      ),
    ),
  'covenant-breaches': ({ covenantBreaches }) =>
    counted(
      covenantBreaches.map(({ id, measure, periodEnd, value }) =>
        evidence('covenant-test', id, { on: periodEnd, value, text: measure }),
      ),
    ),
  'missed-inspections': ({ inspections }) =>
    counted(
      inspections
        .filter(({ missedOn, heldOn }) => missedOn !== null && heldOn === null)
        .map(({ id, missedOn }) => evidence('inspection', id, { on: missedOn })),
    ),
  'inspection-conclusion': inspectionConclusion,
  'unanswered-updates': ({ unansweredUpdates }) =>
    counted(
      unansweredUpdates.map(({ id, flaggedOn }) => evidence('file-update', id, { on: flaggedOn })),
    ),
  'broken-promises': ({ brokenPromises }, asked, on) =>
    counted(
      brokenPromises
        .filter(({ dueOn }) => within(asked, on, dueOn))
        .map(({ id, dueOn, amount }) => evidence('promise', id, { on: dueOn, value: amount })),
    ),
  'false-material': ({ falseMaterial }) =>
    counted(
      falseMaterial.map(({ id, markedOn }) => evidence('false-material', id, { on: markedOn })),
    ),
}

/** What a rule measures on a day with the rows behind it, or null where nothing can be said. */
export function measured(facts: WatchFacts, rule: WarningRule, on: Day): Measured | null {
  return measures[rule.measure](facts, rule, on)
}
