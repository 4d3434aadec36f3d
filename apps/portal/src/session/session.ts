import { computed, shallowRef } from 'vue'

export interface Session {
  readonly account: { readonly id: string; readonly loginName: string; readonly name: string }
  readonly staff: {
    readonly id: string
    readonly number: string
    readonly name: string
    readonly roles: readonly string[]
    readonly branch: { readonly id: string; readonly code: string; readonly name: string }
  }
  readonly institution: {
    readonly id: string
    readonly code: string
    readonly name: string
    readonly kind: string
  }
  readonly places: readonly {
    readonly staffId: string
    readonly institutionName: string
    readonly branchName: string
  }[]
  readonly permissions: readonly string[]
  readonly businessDay: string
  readonly today: string
  readonly demo: boolean
}

const current = shallowRef<Session | null>(null)

/** The signed-in session, or null on the sign-in page. */
export function useSession() {
  return computed(() => current.value)
}

/** May the signed-in staff do this? Reactive in templates and computed values. */
export function can(permission: string): boolean {
  return current.value?.permissions.includes(permission) ?? false
}

/** Asks the server who is signed in: null when nobody is, an error when it cannot be asked. */
export async function loadSession(): Promise<Session | null> {
  const response = await fetch('/api/session', { headers: { accept: 'application/json' } })
  if (response.status !== 401 && !response.ok) throw new Error(`session: ${response.status}`)
  current.value = response.ok ? ((await response.json()) as Session) : null
  return current.value
}

export type SignInAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string; readonly retryAfterSeconds?: number }

export const signIn = (login: string, password: string) => post('/api/sign-in', { login, password })
export const freshSignIn = (password: string) => post('/api/fresh-sign-in', { password })
export const setPassword = (token: string, password: string) =>
  post('/api/set-password', { token, password })
export const takePlace = (staffId: string) => post('/api/session/place', { staffId })

export async function signOut(): Promise<void> {
  await post('/api/sign-out', {})
  current.value = null
}

/** `unreachable` when no answer came, so that a page can say so in words. */
async function post(url: string, body: object): Promise<SignInAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-banyan': '1' },
      body: JSON.stringify(body),
    })
    if (response.ok) return { ok: true }
    const refusal = (await response.json().catch(() => ({}))) as object
    return { ok: false, reason: 'unreachable', ...refusal }
  } catch {
    return { ok: false, reason: 'unreachable' }
  }
}
