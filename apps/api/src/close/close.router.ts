import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { ClosedDaysPage, readHistory, readProgress } from './read-progress.ts'
import { DaysToClose, startCheck, startClose } from './start-close.ts'

export const close = createRouter({
  progress: allowedTo('see closes').read(nothing, readProgress),
  history: allowedTo('see closes').read(ClosedDaysPage, readHistory),
  start: allowedTo('close business days', { fresh: true }).write(DaysToClose, startClose),
  check: allowedTo('check closes').write(nothing, startCheck),
})
