import { addDays, type Day } from '@banyan/domain/calendar'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { classLoans } from './class-at-close.ts'
import { addToRun, finishRun, listOwedLoans, listRuns } from './class-runs.queries.ts'

type Closer = Omit<Recorder, 'businessDay'>

const quarterEnds = ['-03-31', '-06-30', '-09-30', '-12-31']

/**
 * The whole book is classed at the end of each quarter, whatever changed (2023 No. 1 asks it at least once a
 * quarter): a step of the night that keeps how far it came, so that a run that was stopped counts nothing twice.
 */
export const wholeBookStep = {
  name: 'whole-book',
  isDue: (day: Day) => quarterEnds.some((end) => day.endsWith(end)),
  async run(
    closer: Closer,
    day: Day,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<{ rows: number; next: string | null }> {
    const { tx, institution } = closer
    const place = { institutionId: institution.id, periodEnd: day }
    const loanIds = await listOwedLoans(tx, institution.id, { after, limit })
    const { tiersChanged } =
      loanIds.length === 0 ? { tiersChanged: 0 } : await classLoans(closer, day, loanIds)
    await addToRun(tx, place, { looked: loanIds.length, tiersChanged, at: closer.now() })
    const last = loanIds.at(-1)
    if (loanIds.length === limit && last) return { rows: loanIds.length, next: last }
    const { looked, loans } = await finishRun(tx, place, closer.now())
    await recordAudit(
      { ...closer, businessDay: day },
      {
        entity: 'institution',
        id: institution.id,
        action: 'book-classed',
        detail: { periodEnd: day, looked, loans },
      },
    )
    return { rows: loanIds.length, next: null }
  },
}

const wholePercent = 100_000_000

/** The looks at the whole book, the latest first; coverage in millionths of a percent of the loans owed at the end. */
export async function readRuns({ tx, institution, businessDay }: StaffContext) {
  const runs = await listRuns(tx, institution.id)
  const nextOn = nextQuarterEnd(businessDay)
  return {
    nextOn,
    rows: runs.map(({ startedAt, finishedAt, loans, ...run }) => ({
      ...run,
      loans,
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      coverage:
        loans === null
          ? null
          : loans === 0
            ? wholePercent
            : Math.floor((Math.min(run.looked, loans) * wholePercent) / loans),
    })),
  }
}

function nextQuarterEnd(from: Day): Day {
  for (let day = from; ; day = addDays(day, 1)) if (wholeBookStep.isDue(day)) return day
}
