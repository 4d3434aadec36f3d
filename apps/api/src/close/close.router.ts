import { allowedTo, createRouter, nothing } from '../trpc.ts'
import {
  decideSchedule,
  proposeSchedule,
  readSchedule,
  ScheduleDecision,
  ScheduleProposal,
} from './change-schedule.ts'
import { ClosedDaysPage, readHistory, readProgress } from './read-progress.ts'
import { DaysToClose, startCheck, startClose } from './start-close.ts'

export const close = createRouter({
  progress: allowedTo('see closes').read(nothing, readProgress),
  history: allowedTo('see closes').read(ClosedDaysPage, readHistory),
  start: allowedTo('close business days', { fresh: true }).write(DaysToClose, startClose),
  schedule: allowedTo('see closes').read(nothing, readSchedule),
  proposeSchedule: allowedTo('propose close schedules').write(ScheduleProposal, proposeSchedule),
  decideSchedule: allowedTo('decide close schedules').write(ScheduleDecision, decideSchedule),
  check: allowedTo('check closes').write(nothing, startCheck),
})
