import { api, type Inputs, type Outputs } from '../api.ts'
import { useCommand } from '../use-command.ts'

export type Inspection = Outputs['inspections']['get']
export type FileUpdate = Outputs['fileUpdates']['list']['rows'][number]

type Asked = Inputs['inspections']
const refreshes = ['inspections', 'visits', 'tasks', 'warnings', 'timeline', 'home']
const ofUpdates = { refreshes: ['fileUpdates', 'messages', 'timeline'] }
const { inspections, fileUpdates } = api

export const inspectionActs = {
  record: () =>
    useCommand((input: Asked['record'], call) => inspections.record.mutate(input, call), {
      refreshes,
    }),
  order: () =>
    useCommand((input: Asked['order'], call) => inspections.order.mutate(input, call), {
      refreshes,
    }),
  handOn: () =>
    useCommand((input: Asked['handOn'], call) => inspections.handOn.mutate(input, call), {
      refreshes,
    }),
  waive: () =>
    useCommand((input: Asked['waive'], call) => inspections.waive.mutate(input, call), {
      refreshes,
    }),
  ask: () =>
    useCommand(
      (input: Inputs['fileUpdates']['ask'], call) => fileUpdates.ask.mutate(input, call),
      ofUpdates,
    ),
  answer: () =>
    useCommand(
      (input: Inputs['fileUpdates']['answer'], call) => fileUpdates.answer.mutate(input, call),
      ofUpdates,
    ),
}
