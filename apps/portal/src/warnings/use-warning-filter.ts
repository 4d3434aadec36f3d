import { colours } from '@banyan/domain/warnings/colours'
import { warningStates } from '@banyan/domain/warnings/warning-life'
import { computed } from 'vue'
import type { useListAddress } from '../use-list-address.ts'

const uuid = /^[0-9a-f-]{36}$/

/** The part of the warnings that the address asks for. */
export function useWarningFilter({ text }: Pick<ReturnType<typeof useListAddress>, 'text'>) {
  return computed(() => {
    const colour = colours.find((each) => each === text('colour'))
    const state = warningStates.find((each) => each === text('state'))
    const id = (key: string) => (uuid.test(text(key) ?? '') ? text(key) : undefined)
    const [groupId, customerId] = [id('groupId'), id('customerId')]
    const rule = /^[a-z][a-z0-9-]{1,40}$/.test(text('rule') ?? '') ? text('rule') : undefined
    return {
      ...(colour ? { colour } : {}),
      ...(state ? { state } : {}),
      ...(text('mine') ? { mine: true } : {}),
      ...(text('late') ? { isLate: true } : {}),
      ...(rule ? { rule } : {}),
      ...(groupId ? { groupId } : {}),
      ...(customerId ? { customerId } : {}),
    }
  })
}
