import { api, type Inputs } from './api.ts'
import { failureOf } from './failure.ts'
import { sendUntilSignedIn } from './use-command.ts'

/** Tells the server what is about to be taken away; a file is given only once that is on record. */
export async function noteExport(taken: Inputs['exports']['note']): Promise<void> {
  const call = { context: { idempotencyKey: crypto.randomUUID() } }
  await sendUntilSignedIn(() => api.exports.note.mutate(taken, call))
}

/** The password asked for was not given: nothing failed, nothing was taken. */
export const wasNotSignedFor = (error: unknown) => failureOf(error).reason === 'sign-in-again'
