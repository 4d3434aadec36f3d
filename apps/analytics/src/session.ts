import { computed, shallowRef } from 'vue'

export interface Session {
  readonly staff: {
    readonly name: string
    readonly roles: readonly string[]
    readonly branch: { readonly name: string }
  }
  readonly institution: { readonly id: string; readonly name: string; readonly kind: string }
  readonly permissions: readonly string[]
  readonly businessDay: string
}

const current = shallowRef<Session | null>(null)

export function useSession() {
  return computed(() => current.value)
}

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

/** To the portal's sign-in page, and back to this very address afterwards. */
export function leaveForSignIn(path = location.pathname + location.search): void {
  location.assign(`/sign-in?next=${encodeURIComponent(path)}`)
}
