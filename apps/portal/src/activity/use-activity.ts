import { api, type Inputs, type Outputs } from '../api.ts'
import { useCommand } from '../use-command.ts'

export type Visit = Outputs['visits']['list']['rows'][number]
export type Task = Outputs['tasks']['list']['rows'][number]

const ofVisits = { refreshes: ['visits', 'tasks', 'timeline', 'contacts', 'customers'] } as const
const ofTasks = { refreshes: ['tasks', 'timeline'] } as const

export const activityActs = {
  planVisit: () =>
    useCommand(
      (input: Inputs['visits']['plan'], call) => api.visits.plan.mutate(input, call),
      ofVisits,
    ),
  recordVisit: () =>
    useCommand(
      (input: Inputs['visits']['record'], call) => api.visits.record.mutate(input, call),
      ofVisits,
    ),
  reschedule: () =>
    useCommand(
      (input: Inputs['visits']['reschedule'], call) => api.visits.reschedule.mutate(input, call),
      ofVisits,
    ),
  cancelVisit: () =>
    useCommand(
      (input: Inputs['visits']['cancel'], call) => api.visits.cancel.mutate(input, call),
      ofVisits,
    ),
  giveTask: () =>
    useCommand(
      (input: Inputs['tasks']['give'], call) => api.tasks.give.mutate(input, call),
      ofTasks,
    ),
  finishTask: () =>
    useCommand(
      (input: Inputs['tasks']['finish'], call) => api.tasks.finish.mutate(input, call),
      ofTasks,
    ),
  cancelTask: () =>
    useCommand(
      (input: Inputs['tasks']['cancel'], call) => api.tasks.cancel.mutate(input, call),
      ofTasks,
    ),
  sendMessage: () =>
    useCommand((input: Inputs['messages']['send'], call) => api.messages.send.mutate(input, call), {
      refreshes: ['messages', 'timeline'],
    }),
}
