import { Day } from '@banyan/domain/calendar'
import { z } from 'zod'
import { checkClose } from './close/check-close.ts'
import { ClockPayload, closeByClock } from './close/close-by-clock.ts'
import { closeDays } from './close/close-days.ts'
import { deriveSets } from './groups/sets/derive-sets.ts'
import type { JobHandlers } from './jobs/job-handlers.ts'
import { GradePayload, lookAtRating } from './repricing/look-at-grade.ts'
import { lookAtSignals } from './warnings/look-at-signals.ts'

const ClosePayload = z.object({ through: Day })

/** What each kind of job does. */
export const jobHandlers: JobHandlers = {
  'close-days': {
    resumable: async (job) => {
      const { through } = ClosePayload.parse(job.payload)
      await closeDays(job.resources, job, through)
    },
  },
  'close-by-clock': {
    inOneTransaction: (recorder, payload) => closeByClock(recorder, ClockPayload.parse(payload)),
  },
  'check-close': { inOneTransaction: async (recorder) => void (await checkClose(recorder)) },
  'derive-sets': { inOneTransaction: async (recorder) => void (await deriveSets(recorder)) },
  'look-at-signals': { resumable: lookAtSignals },
  'look-at-grade': {
    inOneTransaction: async (recorder, payload) =>
      void (await lookAtRating(recorder, GradePayload.parse(payload))),
  },
}
