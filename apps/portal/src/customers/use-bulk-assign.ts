import { useQueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import { api } from '../api.ts'
import { failureOf } from '../failure.ts'
import { sendUntilSignedIn } from '../use-command.ts'
import { useRefusals } from './use-refusals.ts'

interface Place {
  readonly branchId: string
  readonly officerId: string | null
}

export interface Move {
  readonly id: string
  readonly before: Place
  readonly after: Place
}

type Result =
  | { readonly state: 'waiting' | 'running' | 'moved' | 'undone' }
  | { readonly state: 'refused'; readonly reason: string }

/** Moves customers one after the other and says of each what became of it; one that is refused stops no other. */
export function useBulkAssign() {
  const client = useQueryClient()
  const refusals = useRefusals()
  const results = ref<ReadonlyMap<string, Result>>(new Map())
  const isRunning = ref(false)
  const note = (id: string, result: Result) => {
    results.value = new Map(results.value).set(id, result)
  }

  async function send(id: string, to: Place, state: 'moved' | 'undone') {
    note(id, { state: 'running' })
    const call = { context: { idempotencyKey: crypto.randomUUID() } }
    try {
      await sendUntilSignedIn(() => api.customers.assign.mutate({ id, ...to }, call))
      note(id, { state })
    } catch (error) {
      note(id, { state: 'refused', reason: refusals.value.failure(failureOf(error)) ?? '' })
    }
  }

  async function each(moves: readonly Move[], act: (move: Move) => Promise<void>) {
    if (isRunning.value) return
    isRunning.value = true
    for (const move of moves) await act(move)
    isRunning.value = false
    await Promise.all(
      ['customers', 'search', 'home'].map((area) => client.invalidateQueries({ queryKey: [area] })),
    )
  }

  return {
    results,
    isRunning,
    forget: () => (results.value = new Map()),
    run: (moves: readonly Move[]) => {
      for (const { id } of moves) note(id, { state: 'waiting' })
      return each(moves, ({ id, after }) => send(id, after, 'moved'))
    },
    undo: (moves: readonly Move[]) => {
      const moved = moves.filter(({ id }) => results.value.get(id)?.state === 'moved')
      return each(moved, ({ id, before }) => send(id, before, 'undone'))
    },
  }
}
