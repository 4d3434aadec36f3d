import { api, type Inputs, type Outputs } from '../api.ts'
import { useCommand } from '../use-command.ts'

type Asked = Inputs['collection']

export type CaseRow = Outputs['collection']['queue']['rows'][number]
export type Case = Outputs['collection']['case']
export type Party = Case['parties'][number]
export type Clock = Case['clocks'][number]

export type PromiseFilter = NonNullable<Asked['queue']['promise']>

/** How a paper can reach somebody. */
export const servingMethods = ['post', 'in-person', 'electronic', 'notary', 'announcement'] as const

const refreshes = ['collection', 'tasks', 'warnings', 'home', 'timeline']
const { collection } = api

export const collectionActs = {
  assign: () =>
    useCommand((input: Asked['assign'], call) => collection.assign.mutate(input, call), {
      refreshes,
    }),
  record: () =>
    useCommand(
      (input: Asked['recordAction'], call) => collection.recordAction.mutate(input, call),
      { refreshes },
    ),
  stopContact: () =>
    useCommand((input: Asked['stopContact'], call) => collection.stopContact.mutate(input, call), {
      refreshes,
    }),
  agreeHours: () =>
    useCommand((input: Asked['agreeHours'], call) => collection.agreeHours.mutate(input, call), {
      refreshes,
    }),
  promise: () =>
    useCommand((input: Asked['promise'], call) => collection.promise.mutate(input, call), {
      refreshes,
    }),
  withdraw: () =>
    useCommand(
      (input: Asked['withdrawPromise'], call) => collection.withdrawPromise.mutate(input, call),
      { refreshes },
    ),
  proposeHardship: () =>
    useCommand(
      (input: Asked['proposeHardship'], call) => collection.proposeHardship.mutate(input, call),
      { refreshes },
    ),
  decideHardship: () =>
    useCommand(
      (input: Asked['decideHardship'], call) => collection.decideHardship.mutate(input, call),
      { refreshes },
    ),
  endHardship: () =>
    useCommand((input: Asked['endHardship'], call) => collection.endHardship.mutate(input, call), {
      refreshes,
    }),
  writeLetter: () =>
    useCommand((input: Asked['writeLetter'], call) => collection.writeLetter.mutate(input, call), {
      refreshes,
    }),
  recordNotice: () =>
    useCommand(
      (input: Asked['recordNotice'], call) => collection.recordNotice.mutate(input, call),
      { refreshes },
    ),
  serveLetter: () =>
    useCommand((input: Asked['serveLetter'], call) => collection.serveLetter.mutate(input, call), {
      refreshes,
    }),
}
