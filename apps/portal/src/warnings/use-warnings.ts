import { api, type Inputs, type Outputs } from '../api.ts'
import { useCommand } from '../use-command.ts'

export type Warning = Outputs['warnings']['list']['rows'][number]
export type WholeWarning = Outputs['warnings']['get']
export type Colour = Warning['colour']

type Asked = Inputs['warnings']
const refreshes = ['warnings', 'tasks', 'home', 'timeline']

export const warningActs = {
  take: () =>
    useCommand((input: Asked['take'], call) => api.warnings.take.mutate(input, call), {
      refreshes,
    }),
  note: () =>
    useCommand((input: Asked['note'], call) => api.warnings.note.mutate(input, call), {
      refreshes,
    }),
  handOn: () =>
    useCommand((input: Asked['handOn'], call) => api.warnings.handOn.mutate(input, call), {
      refreshes,
    }),
  escalate: () =>
    useCommand((input: Asked['escalate'], call) => api.warnings.escalate.mutate(input, call), {
      refreshes,
    }),
  propose: () =>
    useCommand(
      (input: Asked['proposeRelease'], call) => api.warnings.proposeRelease.mutate(input, call),
      { refreshes },
    ),
  decide: () =>
    useCommand(
      (input: Asked['decideRelease'], call) => api.warnings.decideRelease.mutate(input, call),
      { refreshes },
    ),
  recordEvent: () =>
    useCommand(
      (input: Asked['recordEvent'], call) => api.warnings.recordEvent.mutate(input, call),
      {
        refreshes: [...refreshes, 'fileUpdates', 'customers'],
      },
    ),
  endEvent: () =>
    useCommand((input: Asked['endEvent'], call) => api.warnings.endEvent.mutate(input, call), {
      refreshes,
    }),
  recordInflow: () =>
    useCommand(
      (input: Asked['recordInflow'], call) => api.warnings.recordInflow.mutate(input, call),
      { refreshes },
    ),
}
