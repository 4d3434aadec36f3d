import { type BrowserContext, expect } from '@playwright/test'

export interface PageWatch {
  /** Fails when a page asked another host, broke the content policy or wrote an error. */
  assertQuiet: () => void
}

/** A page asks who is signed in before it knows; the browser reports the refusal as an error. */
const askedWhileSignedOut = /status of 401 .*\/api\/session$/

/** Records what the pages of a context ask for and complain of; `expected` are refusals that the journey provokes. */
export async function watchPages(
  context: BrowserContext,
  origin: string,
  expected: readonly RegExp[] = [],
): Promise<PageWatch> {
  const foreign: string[] = []
  const errors: string[] = []
  const isOwn = (url: string) => url.startsWith(`${origin}/`) || /^(data|blob):/.test(url)
  const isExpected = (line: string) =>
    [askedWhileSignedOut, ...expected].some((pattern) => pattern.test(line))

  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      console.error(`content policy: ${effectiveDirective} ${blockedURI}`),
    )
  })
  context.on('request', (request) => {
    if (!isOwn(request.url())) foreign.push(request.url())
  })
  context.on('console', (message) => {
    const line = `${message.text()} ${message.location().url}`
    if (message.type() === 'error' && !isExpected(line)) errors.push(line)
  })
  context.on('weberror', (thrown) => {
    const { stack, message } = thrown.error()
    errors.push(stack ?? message)
  })

  return {
    assertQuiet: () => {
      expect(foreign, 'requests to other hosts').toEqual([])
      expect(errors, 'errors on the pages').toEqual([])
    },
  }
}
