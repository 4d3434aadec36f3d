import { addDays, type Day, dayInBeijing, isDay } from '@banyan/domain/calendar'
import { computed } from 'vue'
import type { Inputs } from '../api.ts'
import { useListAddress } from '../use-list-address.ts'

const shownDays = 7
const uuid = /^[0-9a-f-]{36}$/
const cursorText = /^(\S+Z)_([0-9a-f-]{36})_(\d+)$/

type Cursor = NonNullable<Inputs['audit']['events']['after']>

/** A page's cursor as one word of the address. */
export function cursorWord({ at, entityId, seq }: Cursor): string {
  return `${at}_${entityId}_${seq}`
}

export function cursorOf(word: string | undefined): Cursor | undefined {
  const [, at, entityId, seq] = cursorText.exec(word ?? '') ?? []
  return at && entityId ? { at, entityId, seq: Number(seq) } : undefined
}

/** The filters of the audit record, kept in the address; the last seven days when it names none. */
export function useAuditFilters(entities: () => readonly string[]) {
  const address = useListAddress()
  const { text } = address
  const dayAt = (key: string, otherwise: Day): Day => {
    const given = text(key) ?? ''
    return isDay(given) ? given : otherwise
  }
  const idAt = (key: string) => {
    const given = text(key)
    return given && uuid.test(given) ? given : undefined
  }
  const to = computed(() => dayAt('to', dayInBeijing(new Date())))
  const filters = computed(() => ({
    from: dayAt('from', addDays(to.value, 1 - shownDays)),
    to: to.value,
    entity: entities().find((known) => known === text('entity')),
    entityId: idAt('entityId'),
    staffId: idAt('staffId'),
    action: text('action')?.slice(0, 60),
  }))
  const cursor = computed(() => cursorOf(text('after')))
  return { ...address, filters, cursor }
}
