import type { sessionWords } from './words.ts'

type Words = (typeof sessionWords)['zh']

/** A role's name in the words given; an unknown role shows its id. */
export function roleName(role: string, words: Words): string {
  const names: Readonly<Record<string, string>> = words.roles
  return names[role] ?? role
}

/** Why a sign-in was refused, in words. */
export function signInRefusal(
  { reason, retryAfterSeconds }: { reason: string; retryAfterSeconds?: number },
  words: Words,
): string {
  if (retryAfterSeconds !== undefined) {
    return words.locked(Math.max(1, Math.ceil(retryAfterSeconds / 60)))
  }
  if (reason === 'wrong-login-or-password') return words['wrong-login-or-password']
  if (reason === 'no-place') return words['no-place']
  if (reason === 'unreachable') return words.unreachable
  return words.unknown
}

/** Why a new password was refused, in words. */
export function passwordRefusal(reason: string, words: Words): string {
  if (reason === 'password-too-short') return words['password-too-short']
  if (reason === 'unreachable') return words.unreachable
  return reason.startsWith('password-') ? words['password-refused'] : words['link-expired']
}
