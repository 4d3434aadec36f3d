/** reference: the same everywhere · local: this machine's · institution: owned by one institution. */
export type TableClass = 'reference' | 'institution' | 'local'

const referenceTables = ['institution'] as const
const localTables = [
  'account',
  'account_event',
  'session',
  'sign_in_attempt',
  'password_link',
  'worker',
  'kysely_migration',
  'kysely_migration_lock',
] as const

/** Every table that is not named here belongs to an institution. */
export function tableClass(table: string): TableClass {
  if (referenceTables.some((name) => name === table)) return 'reference'
  if (localTables.some((name) => name === table)) return 'local'
  return 'institution'
}
