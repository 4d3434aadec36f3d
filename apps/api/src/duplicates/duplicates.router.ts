import { allowedTo, createRouter } from '../trpc.ts'
import {
  AcceptSuggestion,
  acceptSuggestion,
  DismissSuggestion,
  dismissSuggestion,
} from './answer-suggestion.ts'
import { approveMerge, OneMerge, RefuseMerge, refuseMerge } from './decide-merge.ts'
import { CustomerPair, previewMerge } from './preview-merge.ts'
import { MergeProposal, proposeMerge } from './propose-merge.ts'
import { MergePage, readMerges } from './read-merges.ts'
import { findLikeForm, FormSoFar, readSuggestions, SuggestionPage } from './suggestions.ts'
import { askUndoMerge, undoMerge } from './undo-merge.ts'

export const duplicates = createRouter({
  // What is typed into a form is personal, and does not belong into an address; nothing is kept of it.
  suggest: allowedTo('see suggestions', { keepsReply: false }).write(FormSoFar, findLikeForm),
  list: allowedTo('see suggestions').read(SuggestionPage, readSuggestions),
  accept: allowedTo('answer suggestions').write(AcceptSuggestion, acceptSuggestion),
  dismiss: allowedTo('answer suggestions').write(DismissSuggestion, dismissSuggestion),
  previewMerge: allowedTo('see merges').read(CustomerPair, previewMerge),
  merges: allowedTo('see merges').read(MergePage, readMerges),
  proposeMerge: allowedTo('propose merges').write(MergeProposal, proposeMerge),
  approveMerge: allowedTo('decide merges').write(OneMerge, approveMerge),
  refuseMerge: allowedTo('decide merges').write(RefuseMerge, refuseMerge),
  askUndo: allowedTo('propose merges').write(RefuseMerge, askUndoMerge),
  undoMerge: allowedTo('decide merges').write(OneMerge, undoMerge),
})
