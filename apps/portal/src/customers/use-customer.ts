import type { MaybeRefOrGetter } from 'vue'
import { toValue } from 'vue'
import { api, type Inputs, type Outputs } from '../api.ts'
import { useApiQuery } from '../use-api-query.ts'
import { useCommand } from '../use-command.ts'

export type Customer = Outputs['customers']['get']

export function useCustomer(id: MaybeRefOrGetter<string>) {
  return useApiQuery(['customers', 'get'], () => ({ id: toValue(id) }))
}

const refreshes = ['customers', 'search', 'home'] as const

/** What can be done to a customer's file; each is made anew for the form that uses it. */
export const customerActs = {
  create: () =>
    useCommand(
      (input: Inputs['customers']['create'], call) => api.customers.create.mutate(input, call),
      { refreshes },
    ),
  change: () =>
    useCommand(
      (input: Inputs['customers']['change'], call) => api.customers.change.mutate(input, call),
      { refreshes },
    ),
  activate: () =>
    useCommand((input: { id: string }, call) => api.customers.activate.mutate(input, call), {
      refreshes,
    }),
  freeze: () =>
    useCommand(
      (input: { id: string; reason: string }, call) => api.customers.freeze.mutate(input, call),
      { refreshes },
    ),
  unfreeze: () =>
    useCommand(
      (input: { id: string; reason: string }, call) => api.customers.unfreeze.mutate(input, call),
      { refreshes },
    ),
  assign: () =>
    useCommand(
      (input: Inputs['customers']['assign'], call) => api.customers.assign.mutate(input, call),
      { refreshes },
    ),
  reveal: () =>
    useCommand((input: Inputs['customers']['reveal'], call) =>
      api.customers.reveal.mutate(input, call),
    ),
  addLicence: () =>
    useCommand(
      (input: Inputs['customers']['addLicence'], call) =>
        api.customers.addLicence.mutate(input, call),
      { refreshes },
    ),
  removeLicence: () =>
    useCommand(
      (input: Inputs['customers']['removeLicence'], call) =>
        api.customers.removeLicence.mutate(input, call),
      { refreshes },
    ),
  logContact: () =>
    useCommand((input: Inputs['contacts']['log'], call) => api.contacts.log.mutate(input, call), {
      refreshes: ['contacts', 'customers'],
    }),
  removeDocument: () =>
    useCommand(
      (input: { id: string; reason: string }, call) => api.documents.remove.mutate(input, call),
      { refreshes: ['documents', 'customers'] },
    ),
}
