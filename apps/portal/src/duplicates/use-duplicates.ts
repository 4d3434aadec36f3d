import { api, type Inputs, type Outputs } from '../api.ts'
import { useCommand } from '../use-command.ts'

export type Suggestion = Outputs['duplicates']['list']['rows'][number]
export type Merge = Outputs['duplicates']['merges']['rows'][number]
type Duplicates = Inputs['duplicates']

const refreshes = ['duplicates', 'customers', 'search', 'groups', 'quality', 'loans'] as const

export const duplicateActs = {
  accept: () =>
    useCommand((input: Duplicates['accept'], call) => api.duplicates.accept.mutate(input, call), {
      refreshes,
    }),
  dismiss: () =>
    useCommand((input: Duplicates['dismiss'], call) => api.duplicates.dismiss.mutate(input, call), {
      refreshes,
    }),
  propose: () =>
    useCommand(
      (input: Duplicates['proposeMerge'], call) => api.duplicates.proposeMerge.mutate(input, call),
      { refreshes },
    ),
  approve: () =>
    useCommand((input: { id: string }, call) => api.duplicates.approveMerge.mutate(input, call), {
      refreshes,
    }),
  refuse: () =>
    useCommand(
      (input: { id: string; reason: string }, call) =>
        api.duplicates.refuseMerge.mutate(input, call),
      { refreshes },
    ),
  askUndo: () =>
    useCommand(
      (input: { id: string; reason: string }, call) => api.duplicates.askUndo.mutate(input, call),
      { refreshes },
    ),
  undo: () =>
    useCommand((input: { id: string }, call) => api.duplicates.undoMerge.mutate(input, call), {
      refreshes,
    }),
}
