const lostConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  '53300',
])
const conflicts = new Set(['40001', '40P01'])
const storage = new Set(['53100', '53200', '58030'])
const busy = new Set(['55P03', '57014'])

export type DatabaseTrouble = 'lost-connection' | 'conflict' | 'storage' | 'busy' | 'duplicate'

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

/** What kind of trouble the database reports, or null when the error is none of it. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  const code = codeOf(error)
  if (code === undefined) {
    const text = error instanceof Error ? error.message : ''
    return /Connection terminated|timeout exceeded when trying to connect/.test(text)
      ? 'lost-connection'
      : null
  }
  if (lostConnection.has(code) || code.startsWith('08')) return 'lost-connection'
  if (conflicts.has(code)) return 'conflict'
  if (storage.has(code)) return 'storage'
  if (busy.has(code)) return 'busy'
  return code === '23505' ? 'duplicate' : null
}

/** The constraint that refused, without the shard suffix that Citus adds. */
export function constraintOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('constraint' in error)) return undefined
  return String(error.constraint).replace(/_\d{5,}$/, '')
}
