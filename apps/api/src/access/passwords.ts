import { hash, verify } from '@node-rs/argon2'

/** argon2id, 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

const decoy = hash('no account has this password', cost)

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

/** Takes as long for an account that does not exist as for one that does. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await decoy), password.normalize('NFKC'))
  return matches && stored !== null
}

export type PasswordRefusal =
  | 'password-too-short'
  | 'password-too-long'
  | 'password-names-the-account'
  | 'password-is-common'

const common = ['password', '12345678', 'qwertyui', 'iloveyou', '11111111', 'abcd1234', 'banyan']

/** Length, not rules of composition: at least twelve characters, not a common one, not the name. */
export function passwordRefusal(password: string, loginName: string): PasswordRefusal | null {
  const length = [...password].length
  if (length < 12) return 'password-too-short'
  if (length > 128) return 'password-too-long'
  const lower = password.toLowerCase()
  if (lower.includes(loginName.toLowerCase())) return 'password-names-the-account'
  return common.some((word) => lower.startsWith(word) && length < word.length + 6)
    ? 'password-is-common'
    : null
}
