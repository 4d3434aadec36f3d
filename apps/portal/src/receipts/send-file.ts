import { sendUntilSignedIn } from '../use-command.ts'

/** What the server said of a file it did not take; read by `failureOf`. */
class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly data: unknown

  constructor(data: unknown) {
    super('the file was not taken')
    this.data = data
  }
}

/** Sends a file of a bank; the same intent is sent again unchanged while a sign-in is asked for. */
export async function sendFile(url: string, file: File): Promise<unknown> {
  const headers = { 'x-banyan': '1', 'idempotency-key': crypto.randomUUID() }
  return sendUntilSignedIn(async () => {
    const body = new FormData()
    body.set('file', file)
    const answer = await fetch(url, { method: 'POST', headers, body })
    const said: unknown = await answer.json().catch(() => null)
    if (!answer.ok) throw new FileRefused(said)
    return said
  })
}
