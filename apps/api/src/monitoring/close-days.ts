import { addDays, Day, type Day as BusinessDay, daysBetween } from '@banyan/domain/calendar'
import { tierAtClose } from '@banyan/domain/classification/tier-course'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { Resources, StaffContext } from '../access/staff-context.ts'
import { closeExposures } from '../exposure/close-exposures.ts'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { lookOverData } from '../quality/look-over-data.ts'
import {
  expireReservations,
  lockLoansAtBoundary,
  lockOpenDay,
  openNextDay,
  setTiersAtClose,
  touchTurning,
} from './close-days.queries.ts'

export interface ClosedDays {
  closedDays: number
  businessDay: BusinessDay
  tiersChanged: number
  reservationsVoided: number
}

type Closer = Omit<Recorder, 'businessDay'>

const isLastOfMonth = (day: BusinessDay) => addDays(day, 1).endsWith('-01')

const loansPerStep = 5_000
const mostDaysAtOnce = 31
const mostDays = 4_000

/** Closes the open business day if it is `through` or earlier; null when it lies after. */
async function closeDay(closer: Closer, through: BusinessDay) {
  const { tx, institution } = closer
  const day = await lockOpenDay(tx, institution.id)
  if (day > through) return null
  const at = closer.now()
  let tiersChanged = 0
  for (let more = true; more;) {
    const loans = await lockLoansAtBoundary(tx, institution.id, { day, limit: loansPerStep })
    const courses = loans.map((loan) => ({
      ...loan,
      ...tierAtClose(loan, day),
      isChanged: tierAtClose(loan, day).tier !== loan.tier,
    }))
    await setTiersAtClose(tx, institution.id, { day, at, courses })
    tiersChanged += courses.filter(({ isChanged }) => isChanged).length
    more = loans.length === loansPerStep
  }
  const reservationsVoided = await expireReservations(tx, institution.id, day)
  if (day === through || isLastOfMonth(day)) await closeExposures(closer, day)
  await openNextDay(tx, institution.id, { day, next: addDays(day, 1), at })
  await touchTurning(tx, institution.id, { day, next: addDays(day, 1) })
  await recordAudit(
    { ...closer, businessDay: day },
    {
      entity: 'institution',
      id: institution.id,
      action: 'close-day',
      detail: { day, tiersChanged, reservationsVoided },
    },
  )
  return { businessDay: addDays(day, 1), tiersChanged, reservationsVoided }
}

function added(sum: ClosedDays, one: Omit<ClosedDays, 'closedDays'>): ClosedDays {
  return {
    closedDays: sum.closedDays + 1,
    businessDay: one.businessDay,
    tiersChanged: sum.tiersChanged + one.tiersChanged,
    reservationsVoided: sum.reservationsVoided + one.reservationsVoided,
  }
}

/**
 * Closes every open day up to and including `through`, each in a transaction of its own: a run
 * that was stopped goes on where it was. Days already closed are passed over. The data is looked over once, at the end.
 */
export async function closeDays(
  { transact, now }: Pick<Resources, 'transact' | 'now'>,
  { institution, staff, requestId }: Pick<Closer, 'institution' | 'staff' | 'requestId'>,
  through: BusinessDay,
): Promise<ClosedDays> {
  const within = <T>(run: (closer: Closer) => Promise<T>) =>
    transact(institution.id, (tx) => run({ tx, institution, staff, requestId, now }))
  const businessDay = await within(({ tx }) => lockOpenDay(tx, institution.id))
  if (daysBetween(businessDay, through) > mostDays) throw new Refused('too-many-days-to-close')
  let closed: ClosedDays = { closedDays: 0, businessDay, tiersChanged: 0, reservationsVoided: 0 }
  for (;;) {
    const one = await within((closer) => closeDay(closer, through))
    if (one === null) {
      const last = addDays(closed.businessDay, -1)
      if (closed.closedDays > 0) await within((closer) => lookOverData(closer, last))
      return closed
    }
    closed = added(closed, one)
  }
}

export const DaysToClose = z.object({ through: Day })

/** As `closeDays`, for a person at a screen: at most a month, all days or none. */
export async function closeDaysNow(
  context: StaffContext,
  { through }: z.output<typeof DaysToClose>,
): Promise<ClosedDays> {
  const { businessDay } = context
  if (daysBetween(businessDay, through) >= mostDaysAtOnce)
    throw new Refused('too-many-days-to-close')
  let closed: ClosedDays = { closedDays: 0, businessDay, tiersChanged: 0, reservationsVoided: 0 }
  for (;;) {
    const one = await closeDay(context, through)
    if (one === null) {
      const last = addDays(closed.businessDay, -1)
      if (closed.closedDays > 0) await lookOverData(context, last)
      return closed
    }
    closed = added(closed, one)
  }
}
