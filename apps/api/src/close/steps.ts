import { tiersStep } from '../classification/class-at-close.ts'
import { wholeBookStep } from '../classification/class-the-book.ts'
import { collectionStep } from '../collection/close-collection.ts'
import { remindersStep } from '../collection/close-reminders.ts'
import { covenantsStep } from '../covenants/close-covenants.ts'
import { inspectionsStep } from '../inspections/close-inspections.ts'
import { warningsStep } from '../warnings/close-warnings.ts'
import type { CloseStep } from './close-step.ts'
import { heldMoneyStep } from './held-money.ts'
import { offBalanceStep, periodsStep } from './periods.ts'
import { rateResetsStep } from './rate-resets.ts'
import { reservationsStep } from './reservations.ts'

/** The night's work before the day is held, in this order. */
export const closeSteps: readonly CloseStep[] = [
  heldMoneyStep,
  rateResetsStep,
  periodsStep,
  offBalanceStep,
  wholeBookStep,
  tiersStep,
  reservationsStep,
  covenantsStep,
  inspectionsStep,
  collectionStep,
  warningsStep,
  remindersStep,
]
