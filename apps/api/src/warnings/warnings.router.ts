import { allowedTo, createRouter, nothing } from '../trpc.ts'
import {
  DecideRelease,
  decideRelease,
  escalateWarning,
  HandOnWarning,
  handOnWarning,
  NoteWarning,
  noteWarning,
  ProposeRelease,
  proposeRelease,
  ReasonedStep,
  takeWarning,
} from './act-on-warning.ts'
import {
  OfGroup,
  OneWarning,
  pageOfWarnings,
  readWarning,
  summariseWarnings,
  WarningPage,
  warningMarksOfGroup,
  warningsOfGroup,
} from './read-warnings.ts'
import {
  EndEvent,
  endEvent,
  OfCustomer,
  readEvents,
  RecordEvent,
  recordRiskEvent,
  RecordInflow,
  recordInflow,
} from './record-event.ts'
import { suggestCredit } from './suggest-credit.ts'

export const warnings = createRouter({
  list: allowedTo('see warnings').read(WarningPage, pageOfWarnings),
  summary: allowedTo('see warnings').read(nothing, summariseWarnings),
  get: allowedTo('see warnings').read(OneWarning, readWarning),
  ofGroup: allowedTo('see warnings').read(OfGroup, warningsOfGroup),
  marksOfGroup: allowedTo('see warnings').read(OfGroup, warningMarksOfGroup),
  listEvents: allowedTo('see warnings').read(OfCustomer, readEvents),
  suggestion: allowedTo('see warnings').read(OfCustomer, suggestCredit),
  take: allowedTo('see to warnings').write(NoteWarning, takeWarning),
  note: allowedTo('see to warnings').write(NoteWarning, noteWarning),
  handOn: allowedTo('see to warnings').write(HandOnWarning, handOnWarning),
  escalate: allowedTo('see to warnings').write(ReasonedStep, escalateWarning),
  proposeRelease: allowedTo('see to warnings').write(ProposeRelease, proposeRelease),
  decideRelease: allowedTo('release warnings').write(DecideRelease, decideRelease),
  recordEvent: allowedTo('record risk events').write(RecordEvent, recordRiskEvent),
  endEvent: allowedTo('record risk events').write(EndEvent, endEvent),
  recordInflow: allowedTo('record risk events').write(RecordInflow, recordInflow),
})
