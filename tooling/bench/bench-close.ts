import { closeDays } from '@banyan/api/close/close-days'
import { inInstitution } from '@banyan/database'
import { addDays, type Day, day } from '@banyan/domain/calendar'
import type { BenchBank } from './bench-bank.ts'
import { makeLoans, payWhatIsDue } from './close-data.ts'
import { type Measure, measure, median } from './measure.ts'
import { nightStepSeconds, scanSeconds } from './close-data.queries.ts'

const firstNight = day('2026-10-15')
const steadyNights = 5
const scans = 5

/** Closes one day and gives the seconds it took in all, and each step's. */
async function night(bank: BenchBank, on: Day) {
  const { world, institution, staffId } = bank
  const started = performance.now()
  await closeDays(world.resources, { institution, staff: { id: staffId }, requestId: 'bench' }, on)
  const seconds = (performance.now() - started) / 1000
  const steps = await inInstitution(world.db, institution.id, (tx) =>
    nightStepSeconds(tx, institution.id, on),
  )
  return { seconds, steps }
}

/** The night's work on loans, as the steps count it; what follows the last day of a run is measured with the whole. */
const lendingSteps = ['periods', 'off-balance', 'tiers', 'accruals']

/**
 * The nightly close beside a scan of the same tables: count and sum over every loan and every instalment, behind the
 * same wall. First night, then steady nights: on some whoever falls due has paid, on others nobody has.
 */
export async function benchClose(bank: BenchBank, scale: number): Promise<Measure[]> {
  const loans = await makeLoans(bank, scale)
  const scan = async () => {
    const taken: number[] = []
    for (let i = 0; i < scans; i++) taken.push(await scanSeconds(bank))
    return median(taken)
  }
  const limit = await scan()
  const first = await night(bank, firstNight)
  const steady: (typeof first)[] = []
  for (let i = 1; i <= steadyNights; i++) {
    await payWhatIsDue(bank)
    steady.push(await night(bank, addDays(firstNight, i)))
  }
  const limitAfter = await scan()
  const against = `count and sum of ${loans} loans and ${loans * 12} instalments`
  const row = (name: string, value: number, goal = '<= 0.5') =>
    measure({ name, value, unit: 's', limit: (limit + limitAfter) / 2, against, goal })
  const lending = (of: typeof first) =>
    lendingSteps.reduce((sum, step) => sum + (of.steps[step] ?? 0), 0)
  const names = [...new Set(steady.flatMap(({ steps }) => Object.keys(steps)))]
  return [
    row('close: first night, work on loans', lending(first)),
    row('close: steady night, work on loans', median(steady.map(lending))),
    row('close: first night, whole', first.seconds, 'none'),
    row('close: steady night, whole', median(steady.map(({ seconds }) => seconds)), 'none'),
    ...Object.entries(first.steps).map(([step, seconds]) =>
      row(`close: first night, ${step}`, seconds, 'none'),
    ),
    ...names.map((step) =>
      row(
        `close: steady night, ${step}`,
        median(steady.map(({ steps }) => steps[step] ?? 0)),
        step === 'accruals' ? 'one scan of loans' : 'none',
      ),
    ),
  ]
}
