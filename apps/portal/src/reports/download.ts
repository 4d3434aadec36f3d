import { sendUntilSignedIn } from '../use-command.ts'

/** What the server said of a download it did not give; read by `failureOf`. */
class DownloadRefused extends Error {
  override readonly name = 'DownloadRefused'
  readonly data: unknown

  constructor(data: unknown) {
    super('the file was not given')
    this.data = data
  }
}

/** Fetches a file, asking for the password where it is needed, and hands it to the browser; its name. */
export async function download(url: string): Promise<string> {
  const response = await sendUntilSignedIn(async () => {
    const answer = await fetch(url, { headers: { 'x-banyan': '1' } })
    if (answer.ok) return answer
    throw new DownloadRefused(await answer.json().catch(() => null))
  })
  const name = nameIn(response.headers.get('content-disposition'))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  return name
}

function nameIn(disposition: string | null): string {
  return /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? 'download'
}
