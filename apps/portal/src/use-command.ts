import { useQueryClient } from '@tanstack/vue-query'
import { ref, shallowRef } from 'vue'
import type { Call } from './api.ts'
import { CommandKey } from './command-key.ts'
import { failureOf, type Failure } from './failure.ts'
import { askFreshSignIn, askSignIn } from './session/sign-in-prompts.ts'

interface CommandOptions<Output> {
  /** Areas whose queries are fetched anew after success: the first word of their keys. */
  readonly refreshes?: readonly string[]
  readonly onDone?: (output: Output) => void
}

/**
 * One act of a form: `useCommand((input: X, call) => api.loans.disburse.mutate(input, call))`. `run` resolves to
 * the output, or to undefined when it failed and `failure` says why; the form is left as it is.
 */
export function useCommand<Input, Output>(
  mutate: (input: Input, call: Call) => Promise<Output>,
  { refreshes = [], onDone }: CommandOptions<Output> = {},
) {
  const queryClient = useQueryClient()
  const key = new CommandKey()
  const busy = ref(false)
  const failure = shallowRef<Failure>()

  async function run(input: Input): Promise<Output | undefined> {
    if (busy.value) return undefined
    busy.value = true
    failure.value = undefined
    try {
      const output = await sendUntilSignedIn(() =>
        mutate(input, { context: { idempotencyKey: key.value } }),
      )
      key.succeeded()
      await Promise.all(
        refreshes.map((area) => queryClient.invalidateQueries({ queryKey: [area] })),
      )
      onDone?.(output)
      return output
    } catch (error) {
      failure.value = failureOf(error)
      key.failed(failure.value)
      return undefined
    } finally {
      busy.value = false
    }
  }

  return { run, busy, failure, forget: () => (failure.value = undefined) }
}

/** Sends again, unchanged, each time the missing sign-in was given; gives up when it is cancelled. */
export async function sendUntilSignedIn<Output>(
  send: () => Promise<Output>,
  prompts = { askFreshSignIn, askSignIn },
): Promise<Output> {
  for (;;) {
    try {
      return await send()
    } catch (error) {
      const { code, reason } = failureOf(error)
      if (reason === 'sign-in-again') {
        if (await prompts.askFreshSignIn()) continue
      } else if (code === 'UNAUTHORIZED' && (await prompts.askSignIn())) continue
      throw error
    }
  }
}
