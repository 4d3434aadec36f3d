import { describe, expect, it, vi } from 'vitest'
import { sendUntilSignedIn } from './use-command.ts'

const refusal = (code: string, reason?: string) =>
  Object.assign(new Error(code), { data: { code, reason } })
const prompts = (isGiven: boolean) => ({
  askFreshSignIn: vi.fn<() => Promise<boolean>>(async () => isGiven),
  askSignIn: vi.fn<() => Promise<boolean>>(async () => isGiven),
})

describe('sending a command', () => {
  it('asks for the password again and sends the same once more', async () => {
    const asked = prompts(true)
    const send = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(refusal('FORBIDDEN', 'sign-in-again'))
      .mockResolvedValueOnce('done')
    await expect(sendUntilSignedIn(send, asked)).resolves.toBe('done')
    expect(asked.askFreshSignIn).toHaveBeenCalledTimes(1)
    expect(send).toHaveBeenCalledTimes(2)
  })

  it('waits for a sign-in when the session has ended', async () => {
    const asked = prompts(true)
    const send = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(refusal('UNAUTHORIZED'))
      .mockResolvedValueOnce('done')
    await expect(sendUntilSignedIn(send, asked)).resolves.toBe('done')
    expect(asked.askSignIn).toHaveBeenCalledTimes(1)
    expect(asked.askFreshSignIn).not.toHaveBeenCalled()
  })

  it('gives up when the prompt is cancelled', async () => {
    const send = vi.fn<() => Promise<string>>(async () =>
      Promise.reject(refusal('FORBIDDEN', 'sign-in-again')),
    )
    await expect(sendUntilSignedIn(send, prompts(false))).rejects.toThrow('FORBIDDEN')
    expect(send).toHaveBeenCalledTimes(1)
  })

  it('passes a refusal by a rule on without asking anything', async () => {
    const asked = prompts(true)
    const send = vi.fn<() => Promise<string>>(async () =>
      Promise.reject(refusal('PRECONDITION_FAILED', 'over-group-limit')),
    )
    await expect(sendUntilSignedIn(send, asked)).rejects.toThrow('PRECONDITION_FAILED')
    expect(asked.askFreshSignIn).not.toHaveBeenCalled()
    expect(asked.askSignIn).not.toHaveBeenCalled()
  })
})
